"""Lists as checks read them: what was made for one, its pages, and how its items compare."""
