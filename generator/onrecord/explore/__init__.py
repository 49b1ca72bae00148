"""What the page of all quotes needs to filter them in the browser."""
