"""Feeds: what the desk added last, for readers that ask again and again."""
