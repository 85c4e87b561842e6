"""How good are the checks? Lies about a contract, told one at a time, and who notices them."""
