"""Paragraphs in, turns out: who says what, to which question. May import speakers and html."""
