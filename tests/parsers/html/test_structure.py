"""Looking for the marks of questions and answers reads each block once, however many kinds of marks there are."""

from __future__ import annotations

import pytest
from bs4 import Tag

from parsers.html.markup import Document
from parsers.html.structure import guess_parts


def readings(kinds: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """Texts taken out of a body whose marks of that many kinds have two blocks each."""
    marked = "".join(f'<p><i class="k{number % kinds}"></i>第{number}项已经完成。</p>' for number in range(kinds * 2))
    body = Document(f"<html><body><div id='zoom'>{marked}</div></body></html>").element("#zoom")
    assert body is not None
    taken, get_text = 0, Tag.get_text

    def counted(self: Tag, *arguments: object, **options: object) -> str:
        nonlocal taken
        taken += 1
        return get_text(self, *arguments, **options)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Tag, "get_text", counted)
        assert guess_parts(body) == {}
    return taken


def test_twice_the_kinds_of_marks_are_about_twice_the_readings(monkeypatch: pytest.MonkeyPatch) -> None:
    assert readings(400, monkeypatch) < 2.5 * readings(200, monkeypatch)


def test_few_kinds_of_marks_are_read_once_each(monkeypatch: pytest.MonkeyPatch) -> None:
    # Twice a block while marks are sought, then once.
    assert readings(8, monkeypatch) == 3 * 16


def test_a_mark_in_a_holder_of_another_kind_tells_where_the_page_has_marks_at_all() -> None:
    lines = [("wen", "养老床位还缺多少？"), ("da", "今年新增三千张。"), ("wen", "何时开放？"), ("da", "年底前开放。")]
    inside = "".join(f'<p><strong><img src="/images/{mark}.png">{text}</strong></p>' for mark, text in lines)
    body = Document(f'<div><img src="/logo.png"></div><div id="zoom">{inside}</div>').first_body(["#zoom"], ())
    assert body is not None
    assert [paragraph.part for paragraph in body.paragraphs] == ["question", "answer"] * 2
