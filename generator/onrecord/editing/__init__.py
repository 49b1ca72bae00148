"""The YAML of a desk changed in place, in one file or many; new desks and new records."""
