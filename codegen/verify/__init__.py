"""The contract as executed checks, against any server that claims to keep it."""
