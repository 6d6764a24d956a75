"""The bundled sample site: an invented city's press office in real markup, and the server that shows it.

``site/`` holds plain static files, served byte for byte; edit them by hand (one is not in UTF-8).
``site.toml`` is its definition. Nothing in them is real: 澜海市 and everyone who speaks for it are invented.
"""

from flows.sample.server import DEFINITION, SITE, SampleServer, sample_server

__all__ = ["DEFINITION", "SITE", "SampleServer", "sample_server"]
