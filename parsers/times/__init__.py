"""Time expressions: a form finds an expression and says what dates it means; frames say which governs a figure.

May import nothing of the other rooms of ``parsers``; pure.
"""

from parsers.times.days import Span
from parsers.times.finding import TimeExpression, find
from parsers.times.frames import Cited, Frames, Governed
from parsers.times.resolving import resolve, why_undated
from parsers.times.seen import Seen

__all__ = ["Cited", "Frames", "Governed", "Seen", "Span", "TimeExpression", "find", "resolve", "why_undated"]
