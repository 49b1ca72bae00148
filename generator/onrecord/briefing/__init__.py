"""Briefings as files: one view, a module for each format."""
