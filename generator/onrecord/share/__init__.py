"""Share pictures: what they contain, how they are drawn, and where they are kept."""
