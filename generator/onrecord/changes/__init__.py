"""What changed between two states of a desk, in the words of the domain."""
