"""Share pictures: what is in them, how they are drawn, and where they are kept."""
