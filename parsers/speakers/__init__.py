"""Who speaks: labels, names, offices, outlets. May import html."""
