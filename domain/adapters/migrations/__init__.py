"""The history of the database, a file per step in versions/; adapters/database.py applies it."""
