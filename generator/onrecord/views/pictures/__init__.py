"""Pictures made while the site is built: geometry as numbers that a template only prints."""
