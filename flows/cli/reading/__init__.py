"""Verbs that read what is there: each reads its options, calls a room and prints the result."""
