"""Figures cited in a turn's text: value, unit, what is measured, direction, period, exact characters.

    text → folded text → times → tokens → clauses                                   ``words``, ``times``, ``scene``
    → candidates: numbers with their units and qualifiers, or the rule that says    ``figures``: ``senses``,
      why one is no figure                                                          ``rejecting``
    → what they learn from each other, which belong together                        ``lists``, ``groups``
    → what each measures                                                            ``naming``
    → when, how compared, how sure → records                                        ``extraction``: ``times.frames`` …

Of a text without a numeral only the folding is done; sentences without a number outside their times are not cut.
"""

from parsers.metrics.decisions import Decision, decisions
from parsers.metrics.extraction import Candidate, explain, extract, told_by

__all__ = ["Candidate", "Decision", "decisions", "explain", "extract", "told_by"]
