"""Values that fit a schema, for requests that are meant to be good."""
