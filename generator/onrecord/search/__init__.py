"""Search: an index of our own records, in files small enough to fetch as someone types."""
