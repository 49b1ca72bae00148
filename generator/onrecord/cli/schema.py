"""`onrecord schema`: to be filled."""
