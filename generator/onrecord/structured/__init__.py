"""What machines read of a page: JSON-LD in the words of schema.org, and W3C Web Annotations."""
