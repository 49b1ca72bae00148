"""The tables of the data, declared: every column with its type, its meaning and where it leads."""
