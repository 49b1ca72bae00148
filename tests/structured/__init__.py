"""What machines read of the pages."""
