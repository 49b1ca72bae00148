"""What machines read: the data of a desk as files, the JSON-LD of its pages, and its feeds."""
