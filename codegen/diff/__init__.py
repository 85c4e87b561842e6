"""What has changed between two contracts, and what of it breaks those who use the first one.

Requests may widen and replies may narrow: whatever could be sent before is still accepted, and
whatever is answered from now on was already allowed.
"""
