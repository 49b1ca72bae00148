"""What changed, for the reviewer who has to approve it: a comment, data, a page of a preview."""
