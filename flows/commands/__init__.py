"""One module a verb: read the options, call the room that does the work, print the result."""
