"""Bytes and markup as text: encodings, trees, selectors, addresses, dates. Knows nothing of transcripts."""
