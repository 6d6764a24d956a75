"""Every row of the time forms: its example is found, by it, and means the dates that stand beside it."""

from datetime import date

import pytest

from parsers.times import Seen, find, resolve, why_undated
from parsers.times.forms import BEGINS, FORMS, Form

HELD_ON = date(2024, 10, 18)
SPOKEN_OF = (date(2024, 1, 1), HELD_ON)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_the_example_of_a_form_is_found_and_means_its_dates(form: Form) -> None:
    (found,) = find(form.example)
    span = resolve(found, Seen(HELD_ON, frame=SPOKEN_OF))
    assert (found.form.name, found.text) == (form.name, form.example)
    assert (f"{span[0]}..{span[1]}" if span else "") == form.dates


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_form_without_dates_says_why(form: Form) -> None:
    (found,) = find(form.example)
    assert bool(form.dates) == (why_undated(found) is None)


def test_the_names_of_forms_are_unlike_and_their_beginnings_are_known() -> None:
    assert len({form.name for form in FORMS}) == len(FORMS)
    named = {word for form in FORMS for word in form.begins.split()}
    assert {word for word in named if word.isascii()} <= BEGINS.keys()
    words = {word for name in named for word in BEGINS.get(name, name).split()}
    assert all(len(word) == 2 or word in BEGINS["#"].split() for word in words)


@pytest.mark.parametrize(
    "text", ["十一月5日", "十一点半", "十一黄金周", "五一假期", "四个季度", "一段时间以来", "双11期间"]
)
def test_what_begins_with_a_count_is_tried_as_a_count_and_as_a_word(text: str) -> None:
    assert [found.text for found in find(text)] == [text]
