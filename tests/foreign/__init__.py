"""APIs that the studio knows nothing of, each able to lie in many ways, one at a time."""
