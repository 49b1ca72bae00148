"""Whether the words of a quote stand in the text of its source."""
