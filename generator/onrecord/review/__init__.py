"""What changed, for the one who has to approve it: a comment, data, a page of a preview."""
