"""A local page to annotate an article: its source on the left, its YAML on the right."""
