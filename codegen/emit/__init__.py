"""One target per file: pure functions from the model to a text."""
