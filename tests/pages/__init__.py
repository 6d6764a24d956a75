"""Pages of every bundled site with what must be read from them.

``SITE.WHAT.html`` is a page in that site's markup (``SITE.list.*`` a list page), ``SITE.WHAT.json`` its golden
reading. ``python -m tests.pages.accept SITE.WHAT`` writes or renews a golden, marked as not yet looked at; the
tests fail until somebody has read it and removed the mark (``--looked-at`` does).
"""
