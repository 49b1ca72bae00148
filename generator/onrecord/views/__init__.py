"""What each page shows, computed here so that templates only lay it out."""
