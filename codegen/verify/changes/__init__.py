"""A known good request, and everything that can be changed in it one at a time."""
