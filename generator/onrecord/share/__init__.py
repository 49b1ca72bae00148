"""Share pictures: what stands in them, how they are drawn, and where they are kept."""
