"""What a newsroom begins with: a desk that builds at once, and skeletons of records."""
