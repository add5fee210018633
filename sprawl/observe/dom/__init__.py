"""One parse of a page, its regions and its words."""
