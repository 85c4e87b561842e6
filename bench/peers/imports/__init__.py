"""Who goes through a tree of pictures, each in a process of its own."""
