"""Synthetic OpenAPI documents, always the same: `python -m documents FOLDER` writes all four.

Real ones of this size belong to others and are not kept here. These have their proportions: how
many paths, how many nodes of which kind, how deep, how long the text, how many bytes of examples.
"""
