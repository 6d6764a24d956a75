"""The house keeps its measure: no module and no room too large, no import hidden in a function without a reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
MODULES = [
    path for room in ("parsers", "warehouse", "explorer", "flows") for path in sorted((ROOT / room).rglob("*.py"))
]
LONGEST = 350
MOST = 15


def test_no_module_is_too_long() -> None:
    lines = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {path: count for path, count in lines.items() if count > LONGEST} == {}


def test_no_package_has_too_many_modules() -> None:
    rooms = {path.parent for path in MODULES}
    counts = {
        str(room.relative_to(ROOT)): len([p for p in room.glob("*.py") if p.stem != "__init__"]) for room in rooms
    }
    assert {room: count for room, count in counts.items() if count > MOST} == {}


def test_an_import_in_a_function_says_why() -> None:
    """In a comment at the import or above it, or for a whole module in its docstring (what is "imported" when)."""
    assert [f"{path.relative_to(ROOT)}:{line}" for path in MODULES for line in unexplained(path)] == []


def unexplained(path: Path) -> Iterator[int]:
    source = path.read_text("utf-8")
    tree, lines = ast.parse(source), ["", *source.splitlines()]
    if "imported" in (ast.get_docstring(tree) or ""):
        return
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for block in ast.walk(function):
                if isinstance(block, ast.Import | ast.ImportFrom):
                    first = block.lineno
                    while lines[first - 1].lstrip().startswith(("import ", "from ")):
                        first -= 1  # several in a row have one reason
                    if "#" not in lines[first - 1] + lines[first]:
                        yield block.lineno
