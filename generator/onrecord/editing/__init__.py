"""Changing the YAML of a desk in place, and what is changed in many files at once."""
