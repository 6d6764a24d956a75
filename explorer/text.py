"""Values as a reader sees them: numbers, days, and texts of others that must not act."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from markupsafe import Markup

ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
"""Control characters, and marks that are not seen or turn the direction of what follows."""

SCALES = ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
UNITS = {
    "CNY": "元",
    "USD": "美元",
    "HKD": "港元",
    "EUR": "欧元",
    "JPY": "日元",
    "pp": "个百分点",
    "km": "公里",
    "m": "米",
    "m2": "平方米",
    "m3": "立方米",
    "km2": "平方公里",
    "t": "吨",
    "kg": "公斤",
    "tce": "吨标准煤",
    "kWh": "千瓦时",
    "ratio": "",
}
"""Canonical units that readers know by another name."""
RELATIONS = {
    "approx": "about ",
    "gt": "more than ",
    "ge": "at least ",
    "lt": "less than ",
    "le": "at most ",
    "near": "nearly ",
}


def harmless(value: Any) -> Any:
    """What a template may show: a text without characters that act, everything else as it is."""
    if value is None:
        return ""
    return ACTING.sub("", value) if type(value) is str else value


def clip(text: str | None, longest: int = 120) -> str:
    """The beginning of a text, on one line."""
    line = re.sub(r"\s+", " ", (text or "")[: longest * 4]).strip()
    return line if len(line) <= longest else line[: longest - 1] + "…"


def last(text: str | None, longest: int = 60) -> str:
    """The end of a text, on one line."""
    line = re.sub(r"\s+", " ", (text or "")[-longest * 4 :]).strip()
    return line if len(line) <= longest else "…" + line[1 - longest :]


def number(value: Decimal | float | int | None) -> str:
    """1,234.5 without needless zeros; empty for None."""
    if value is None:
        return ""
    plain = f"{Decimal(str(value)):,f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def amount(value: Decimal | float | int | None, unit: str | None) -> str:
    """A value with its unit as Chinese readers say it: 8,426.3亿元, 5.6%, 0.3个百分点."""
    if value is None:
        return ""
    exact = Decimal(str(value))
    for scale, word in SCALES:
        if abs(exact) >= scale and unit not in ("%", "pp"):
            return f"{number(exact / scale)}{word}{UNITS.get(unit or '', unit or '')}"
    return number(exact) + UNITS.get(unit or "", unit or "")


def stated(row: dict[str, object]) -> str:
    """A figure's value as it is meant: more than 7,000万元, −2.4%; 翻一番 is to 2倍 of what it was, and no +2倍."""
    value, unit = row.get("value"), row.get("unit")
    multiplied = str(row.get("text") or "").startswith("翻")
    sign = "to " if multiplied else {"down": "−", "up": "+"}.get(str(row.get("way")), "")
    first = amount(value, unit)  # type: ignore[arg-type]
    if row.get("value_high") is not None:
        return f"{sign}{first} to {amount(row['value_high'], unit)}"  # type: ignore[arg-type]
    return f"{RELATIONS.get(str(row.get('relation')), '')}{sign}{first}"


def day(value: date | datetime | None) -> str:
    """2024-01-26; of a moment its UTC day."""
    return f"{value:%Y-%m-%d}" if value else "undated"


def moment(value: datetime | None) -> str:
    """2024-01-26 10:11 UTC."""
    return f"{value:%Y-%m-%d %H:%M} UTC" if value else "never"


def period(row: dict[str, object]) -> str:
    """The time a figure is about: as written, else its days."""
    start, end = row.get("period_start"), row.get("period_end")
    days = "" if not end else f"{end}" if start in (None, end) else f"{start} – {end}"
    written = clip(str(row.get("period") or ""), 60)
    return f"{written} ({days})" if written and days else written or days


def span(row: dict[str, object]) -> str:
    """The days a figure is about, as short as they can be said: 2024, 2024 Q3, 2024-01 to 09, 2024-01-26; as written where
    no days are known."""
    start, end = row.get("period_start"), row.get("period_end")
    if not isinstance(end, date):
        return clip(str(row.get("period") or ""), 60)
    if not isinstance(start, date) or start >= end:
        return f"{end}"
    if start.day != 1 or (end + timedelta(days=1)).day != 1:
        return f"{start} to {end}"
    return _months(start, end)


def _months(start: date, end: date) -> str:
    if start.year != end.year:
        return f"{start.year} to {end.year}" if (start.month, end.month) == (1, 12) else f"{start:%Y-%m} to {end:%Y-%m}"
    length = end.month - start.month + 1
    if length == 12:
        return f"{end.year}"
    if length == 3 and end.month % 3 == 0:
        return f"{end.year} Q{end.month // 3}"
    return f"{end:%Y-%m}" if length == 1 else f"{start:%Y-%m} to {end:%m}"


def lag(hours: float | Decimal) -> str:
    """A number of hours as it is said: 5 hours, 10 days."""
    number, unit = (round(hours), "hour") if hours < 48 else (round(hours / 24), "day")
    return f"{number} {unit}{'s' if number != 1 else ''}"


def marked(text: str, words: list[str]) -> Markup:
    """The text with the words it was found by marked."""
    text = ACTING.sub("", text)
    wanted = sorted({word for word in words if word}, key=len, reverse=True)
    if not wanted:
        return Markup.escape(text)
    parts = re.split("(" + "|".join(map(re.escape, wanted)) + ")", text)
    return Markup("").join(Markup("<mark>{}</mark>").format(part) if n % 2 else part for n, part in enumerate(parts))
