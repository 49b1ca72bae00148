"""Onrecord inside MkDocs: the only package that imports it."""
