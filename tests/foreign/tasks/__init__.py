"""Tasks and notes."""
