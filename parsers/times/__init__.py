"""Time expressions: a form finds one and says what dates it means; frames say which governs a figure.

Of the other rooms of ``parsers`` it may import ``words``. A time form is added as a row of ``forms.FORMS``.
"""

from parsers.times.days import Span
from parsers.times.finding import TimeExpression, find
from parsers.times.frames import Cited, Evidence, Frames, Governed, Told
from parsers.times.resolving import resolve, why_undated
from parsers.times.seen import Seen

__all__ = [
    "Cited",
    "Evidence",
    "Frames",
    "Governed",
    "Seen",
    "Span",
    "TimeExpression",
    "Told",
    "find",
    "resolve",
    "why_undated",
]
