"""How one operation of the contract is carried out. Nothing here knows what the studio is about.

handlers/contract.py reads the bundle and makes one `Executor` per operation; each other module here
is one part of that executor, compiled once at the start and only run afterwards.
"""
