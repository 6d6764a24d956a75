"""Site definitions and list pages: which pages there are. May import html."""
