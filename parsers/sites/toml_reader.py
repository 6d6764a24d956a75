"""The values of a TOML table, checked one by one; every mistake is named with file and line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NoReturn
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from parsers.errors import SiteError
from parsers.html.selectors import mistake

PLACEHOLDERS = re.compile(r"\{(\w*)(?::[^{}]*)?\}")


class TomlReader:
    """Reads the keys of one file; knows on which line a key stands.

    ``where`` is the table's name, empty for the top of the file. Every method raises ``SiteError`` naming file, line and key.
    """

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.lines = text.splitlines()

    def templates(self, where: str, data: Mapping[str, Any], key: str, allowed: set[str]) -> tuple[str, ...]:
        values = self.texts(where, data, key)
        if not values:
            self.fail(where, key, "at least one address is needed")
        for value in values:
            unknown = set(PLACEHOLDERS.findall(value)) - allowed
            if unknown:
                self.fail(where, key, f"unknown placeholder {{{sorted(unknown)[0]}}} in {value!r}")
        return values

    def table(self, data: dict[str, Any], key: str, *, required: bool = True) -> dict[str, Any]:
        value = data.get(key, None if required else {})
        if not isinstance(value, dict):
            self.fail("", key, f"the table [{key}] is needed")
        return value

    def text(self, where: str, data: Mapping[str, Any], key: str, default: str | None = None) -> str:
        value = data.get(key, default)
        if not isinstance(value, str) or (not value.strip() and default is None):
            self.fail(where, key, "a text is needed")
        return value

    def selector(self, where: str, data: Mapping[str, Any], key: str, default: str | None = None) -> str:
        value = self.text(where, data, key, default)
        if value:
            self.sound(where, key, value)
        return value

    def sound(self, where: str, key: str, selector: str) -> None:
        if wrong := mistake(selector):
            self.fail(where, key, f"{selector!r} is not a CSS selector ({wrong.rstrip('.')})")

    def texts(self, where: str, data: Mapping[str, Any], key: str) -> tuple[str, ...]:
        value = data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            self.fail(where, key, "a list of texts is needed")
        return tuple(value)

    def number(self, where: str, data: Mapping[str, Any], key: str, default: int, *, least: int = 0) -> int:
        value = data.get(key, default)
        if type(value) is not int or value < least:
            self.fail(where, key, f"a whole number from {least} up is needed")
        return value

    def truth(self, where: str, data: Mapping[str, Any], key: str) -> bool:
        value = data.get(key, False)
        if not isinstance(value, bool):
            self.fail(where, key, "true or false is needed")
        return value

    def require_known(self, where: str, data: Mapping[str, Any], known: set[str]) -> None:
        for key in data:
            if key not in known:
                self.fail(where, key, f"unknown key; known here are {', '.join(sorted(known))}")

    def fail(self, where: str, key: str, reason: str) -> NoReturn:
        line = self.line(where, key)
        name = f"{where}.{key}" if where else key
        raise SiteError(f"{self.path}, line {line}: {name}: {reason}.", path=self.path)

    def line(self, where: str, key: str) -> int:
        """Line of a key (or of its table's header, or 1), counted from 1."""
        table, header = "", 1
        for number, line in enumerate(self.lines, 1):
            head = re.match(r"\s*\[\s*([\w.\-\"]+)\s*\]", line)
            if head:
                table = head[1].strip('"')
                if table == (f"{where}.{key}" if where else key):
                    return number
                header = number if table == where else header
            elif table == where and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]", line):
                return number
        return header

    def hosts(self, data: dict[str, Any], home: str) -> frozenset[str]:
        """The host names, in lower case; base_url's own when none is given."""
        names: set[str] = set()
        for host in self.texts("", data, "hosts"):
            if not re.fullmatch(r"[^\s/:@?#\[\]]+|\[[0-9A-Fa-f:.]+\]", host):
                self.fail("", "hosts", f"{host!r} is no host name; scheme, port and path belong into base_url and urls")
            names.add(host.strip("[]").lower())
        if names and home not in names:
            self.fail("", "hosts", f"base_url's own host {home!r} is missing, and nothing else may be fetched")
        return frozenset(names or {home})

    def timezone(self, data: dict[str, Any]) -> str:
        zone = self.text("", data, "timezone", "Asia/Shanghai")
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError):
            self.fail("", "timezone", f"no time zone is called {zone!r}")
        return zone
