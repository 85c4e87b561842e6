"""What `spolvero types` is measured beside: three generators from npm, and a floor."""
