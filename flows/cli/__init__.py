"""The command line: verbs, errors as sentences, exit codes. May import everything; nothing imports it."""
