"""What `bench/queue.py` does, in pieces."""
