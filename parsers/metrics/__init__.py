"""Figures cited in a turn's text: value, unit, what is measured, direction, period, exact characters."""

from parsers.metrics.decisions import Decision, decisions
from parsers.metrics.extraction import Candidate, explain, extract

__all__ = ["Candidate", "Decision", "decisions", "explain", "extract"]
