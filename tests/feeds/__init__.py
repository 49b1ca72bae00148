"""Feeds, the map of the site, `robots.txt`."""
