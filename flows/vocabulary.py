"""The quantities as this data directory calls them: the bundled table, and ``measures.tsv`` where there is one."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from parsers import PARSER_VERSION
from parsers.errors import VocabularyError
from parsers.vocabulary import Vocabulary, bundled, merged, reader_version


def vocabulary_of(path: Path) -> Vocabulary:
    """The vocabulary with the user's table at ``path`` merged into it; the bundled one when there is none.

    Raises:
        VocabularyError: the table is wrong, or cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return bundled()
    except (OSError, UnicodeDecodeError) as error:
        raise VocabularyError(f"{path} cannot be read: {error}. Correct the file.", path=str(path)) from error
    return _merged(text, str(path))


def version_of(path: Path) -> str:
    """What the pages are read with: the parsers' version, and which table of the user's."""
    return reader_version(vocabulary_of(path)) if path.exists() else PARSER_VERSION


@lru_cache(maxsize=2)
def _merged(text: str, path: str) -> Vocabulary:
    return merged(text, path)
