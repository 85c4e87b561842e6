"""Handlers for the contract's own operations, from memory."""
