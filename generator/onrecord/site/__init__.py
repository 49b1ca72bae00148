"""The site as a list of pages, before anything is rendered."""
