"""Verbs that change data or run something: each reads its options, calls a room and prints the result."""
