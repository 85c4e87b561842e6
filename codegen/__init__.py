"""Contract in; types, docs and checks out. A build tool, never imported by a running service."""
