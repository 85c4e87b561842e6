"""What a contract promises beyond the shape of messages: read from `x-laws`, or implied."""
