"""What does not fit between source, staging, database and the public page."""
