"""The same three operations, served by ours and by others from the same data in memory."""
