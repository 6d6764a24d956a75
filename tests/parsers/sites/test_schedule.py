"""Press hours as cron lines, in the site's own zone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from parsers.errors import SiteError
from parsers.sites.definition import load_site
from parsers.sites.schedule import Schedule, cron_line

SHANGHAI = "Asia/Shanghai"


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "moment", "last", "following"),
    [
        # A Thursday, 10:07 in Shanghai.
        ("*/30 9-21 * * 1-5", "2026-01-15 02:07", "2026-01-15 02:00", "2026-01-15 02:30"),
        ("*/30 9-21 * * 1-5", "2026-01-15 02:00", "2026-01-15 02:00", "2026-01-15 02:30"),
        # Saturday: the last of Friday, the first of Monday.
        ("*/30 9-21 * * 1-5", "2026-01-17 05:00", "2026-01-16 13:30", "2026-01-19 01:00"),
        ("0 12,20 * * 6,0", "2026-01-15 02:07", "2026-01-11 12:00", "2026-01-17 04:00"),
        ("15 8 1 1 *", "2026-01-15 02:07", "2026-01-01 00:15", "2027-01-01 00:15"),
        ("5/20 0 * * *", "2026-01-15 02:07", "2026-01-14 16:45", "2026-01-15 16:05"),
        # Day and weekday both limited: the 13th as well as every Monday.
        ("0 8 13 * 1", "2026-01-15 02:07", "2026-01-13 00:00", "2026-01-19 00:00"),
        ("0 8 * * 7", "2026-01-15 02:07", "2026-01-11 00:00", "2026-01-18 00:00"),
    ],
)
def test_when_a_site_is_looked_at(line, moment, last, following):
    schedule = Schedule((cron_line(line),))

    assert schedule.last_slot(utc(moment), SHANGHAI) == utc(last)
    assert schedule.next_slot(utc(moment), SHANGHAI) == utc(following)


def test_press_hours_are_those_of_the_sites_own_zone():
    assert Schedule().next_slot(utc("2026-01-15 00:00"), SHANGHAI) == utc("2026-01-15 01:00")
    assert Schedule().next_slot(utc("2026-01-15 00:00"), "Asia/Urumqi") == utc("2026-01-15 03:00")


def test_a_line_that_never_fires_gives_no_time():
    assert Schedule((cron_line("0 8 31 2 *"),)).next_slot(utc("2026-01-15 00:00"), SHANGHAI) is None


@pytest.mark.parametrize(
    "line",
    ["* * * *", "60 * * * *", "x * * * *", "*/0 * * * *", "9-5 * * * *", "1, * * * *", "*/ * * * *", "* * 0 * *"],
)
def test_what_is_no_cron_line_is_said(line):
    with pytest.raises(ValueError, match=r"needed|lies between"):
        cron_line(line)


def test_a_definition_states_its_press_hours(tmp_path):
    text = '[schedule]\npress_hours = ["*/10 8-20 * * *"]\n'
    path = tmp_path / "mine.toml"
    path.write_text(BARE + text, "utf-8")

    assert [line.text for line in load_site(str(path)).schedule.press_hours] == ["*/10 8-20 * * *"]


def test_a_mistake_in_press_hours_names_its_line(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(BARE + '[schedule]\npress_hours = ["*/10 25 * * *"]\n', "utf-8")

    with pytest.raises(SiteError, match=r"mine.toml, line 13: schedule.press_hours: '25' is no hour"):
        load_site(str(path))


BARE = """name = "mine"
title = "某市"
base_url = "https://press.example"

[listing]
urls = ["/index.html"]
item = "li"

[article]
title = ["h1"]
body = ["article"]
"""
