"""The data of a desk to take along: one model of rows, written as JSON, CSV and SQLite."""
