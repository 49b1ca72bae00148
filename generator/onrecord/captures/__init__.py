"""Whether the words of a quote are in the text of its source."""
