"""What `spolvero diff` is measured beside: two comparers from npm."""
