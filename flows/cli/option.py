"""Options that several verbs have, and a mistyped option before an argument that may begin with a hyphen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from typing import Annotated

from cyclopts import Parameter, Token

Sites = Annotated[tuple[str, ...], Parameter(negative=())]
"""``--site``, repeatable; none: every site that is followed."""


def day(_kind: object, tokens: Sequence[Token]) -> date:
    """Converter of an option that takes a day.

    Raises:
        ValueError: shown as an error of usage, with the form.
    """
    try:
        return date.fromisoformat(tokens[0].value)
    except ValueError:
        raise ValueError("Write a day as 2024-12-31: year, month, day.") from None


class NoOption:
    """Validator of an argument: ``-`` and a statement that begins with a comment are meant, one hyphened word is not.

    Args:
        known: the verb's options, of which the nearest is named.
    """

    def __init__(self, *known: str) -> None:
        self._known = known

    def __call__(self, _kind: object, text: str) -> None:
        """
        Raises:
            ValueError: shown as an error of usage.
        """
        if re.fullmatch(r"--?\w[\w=-]*", text):
            near = get_close_matches(text.partition("=")[0], self._known, n=1)
            raise ValueError(f"Unknown option: {text}." + (f" Did you mean {near[0]}?" if near else ""))
