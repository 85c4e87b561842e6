"""The database's history, one file per step in versions/. Applied by domain/adapters/database.py."""
