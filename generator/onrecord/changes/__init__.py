"""The content at a revision, and what differs between two states of a desk, as values."""
