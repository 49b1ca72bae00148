"""Two states of a desk compared: `changes.py` has what is found, as values."""
