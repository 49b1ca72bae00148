"""The rows of each table, made of the Desk."""
