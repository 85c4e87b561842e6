"""From what is stored to what goes over the wire: a module per noun, a short function per shape.

Each takes a row or an entity, whichever is at hand; wire.py types the result, and the contract
checks it on its way out.
"""

API = "/api/v1"
