"""One module per kind of page: questions to the warehouse in, a ``Resource`` out."""
