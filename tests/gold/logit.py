"""A conditional logit: of the options of each case, what those that are right are known by is to have the most points.

What is worth little is set to nothing (an L1 penalty), so that a table of points stays readable.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import numpy
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

Key = TypeVar("Key", bound=Hashable)


@dataclass
class Cases(Generic[Key]):
    """What is fitted from: options, each with its keys, and how right it is."""

    options: list[Sequence[Key]] = field(default_factory=list)
    right: list[float] = field(default_factory=list)
    """From 0 to 1."""
    case: list[int] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    """How often each case counts."""

    def add(self, options: Sequence[Sequence[Key]], right: Sequence[float], weight: float) -> None:
        """Adds one case; one of which nothing is right, or that has no choice, teaches nothing."""
        if len(options) > 1 and any(right):
            self.options += options
            self.right += right
            self.case += [len(self.weights)] * len(options)
            self.weights.append(weight)


def fitted(cases: Cases[Key], *, sparse: float, ridge: float, rare: int) -> dict[Key, float]:
    """Points by key, in logarithms of odds; what fewer than ``rare`` options have is left out."""
    counts = Counter(key for option in cases.options for key in option)
    columns = {key: i for i, key in enumerate(sorted((k for k in counts if counts[k] >= rare), key=str))}
    entries: list[int] = []
    ends = [0]
    for option in cases.options:
        entries += [columns[key] for key in option if key in columns]
        ends.append(len(entries))
    size = len(columns)
    matrix: Any = csr_matrix((numpy.ones(len(entries)), entries, ends), shape=(len(cases.options), size))
    turned = matrix.T.tocsr()
    right, case, weights = numpy.array(cases.right), numpy.array(cases.case), numpy.array(cases.weights)
    starts = numpy.flatnonzero(numpy.r_[True, case[1:] != case[:-1]])
    each = weights[case]

    def loss(halves: Any) -> tuple[float, Any]:
        points = halves[:size] - halves[size:]
        sums = matrix @ points
        odds = numpy.exp(sums - numpy.maximum.reduceat(sums, starts)[case])
        all_odds, right_odds = numpy.add.reduceat(odds, starts), numpy.add.reduceat(odds * right, starts)
        missed = odds / all_odds[case] - odds * right / right_odds[case]
        slope = turned @ (each * missed) + ridge * points
        cost = -(weights * numpy.log(right_odds / all_odds)).sum() + ridge * points @ points / 2 + sparse * halves.sum()
        return cost, numpy.r_[slope + sparse, -slope + sparse]

    found = minimize(
        loss,
        numpy.zeros(2 * size),
        jac=True,
        method="L-BFGS-B",
        bounds=[(0, None)] * (2 * size),
        options={"maxiter": 400},
    )
    points = found.x[:size] - found.x[size:]
    return {key: float(points[i]) for key, i in columns.items() if points[i]}
