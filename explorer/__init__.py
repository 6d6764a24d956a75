"""Web pages over the reader copy: rendered on the server, readable without JavaScript, the same live and as files.

Jinja2 and the chart library are imported here and nowhere else, Starlette beside here only by the guard before Prefect's
server; of our own rooms this one knows the warehouse alone. What lies outside it (the page archive) is handed in by who starts it.
"""
