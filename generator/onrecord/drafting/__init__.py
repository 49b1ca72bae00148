"""A first draft of an article from its source: who says what there, for a person to confirm."""
