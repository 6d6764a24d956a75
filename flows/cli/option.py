"""Options that several verbs have, and a mistyped option before an argument that may begin with a hyphen."""

from __future__ import annotations

import re
from typing import Annotated

from cyclopts import Parameter

Sites = Annotated[tuple[str, ...], Parameter(negative=())]
"""``--site``, repeatable; none: every site that is followed."""


def no_option(_kind: object, text: str) -> None:
    """Validator of an argument: ``-`` and a statement that begins with a comment are meant, one hyphened word is not.

    Raises:
        ValueError: shown as an error of usage.
    """
    if re.fullmatch(r"--?\w[\w=-]*", text):
        raise ValueError(f"Unknown option: {text}.")
