"""A data directory's own names of quantities: read beside the bundled ones, and part of what pages are read with."""

from __future__ import annotations

import pytest

from flows.vocabulary import version_of, vocabulary_of
from parsers import PARSER_VERSION
from parsers.errors import VocabularyError
from parsers.vocabulary import COLUMNS, bundled

HEAD = "\t".join(COLUMNS) + "\n"
ROW = "灯会游客\t灯会观众\tvisitors of the lantern fair\tculture\t人次 人\tflow\n"


def test_without_a_table_the_bundled_names_hold(tmp_path):
    assert vocabulary_of(tmp_path / "measures.tsv") is bundled()
    assert version_of(tmp_path / "measures.tsv") == PARSER_VERSION


def test_a_table_is_merged_and_is_part_of_the_version(tmp_path):
    path = tmp_path / "measures.tsv"
    path.write_text(HEAD + ROW, encoding="utf-8")
    first = version_of(path)

    assert "灯会观众" in vocabulary_of(path).spellings
    assert first.startswith(f"{PARSER_VERSION}+")
    path.write_text(HEAD + ROW.replace("灯会观众", "观灯市民"), encoding="utf-8")
    assert version_of(path) != first
    assert "观灯市民" in vocabulary_of(path).spellings


def test_a_wrong_table_says_where(tmp_path):
    path = tmp_path / "measures.tsv"
    path.write_text(HEAD + "灯会游客\t\n", encoding="utf-8")

    with pytest.raises(VocabularyError, match=r"measures\.tsv, line 2 has 2 columns"):
        version_of(path)


def test_a_table_that_is_no_text_says_so(tmp_path):
    path = tmp_path / "measures.tsv"
    path.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(VocabularyError, match="cannot be read"):
        vocabulary_of(path)
