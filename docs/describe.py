"""The documents that are made from the database: data dictionary, diagram, recipes with their output."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from warehouse.database.catalogue import Relation, relations
from warehouse.database.migrate import Connection
from warehouse.database.statements import Script, scripts

MADE = "<!-- Written by `make docs`: change the schema, the recipe or docs/texts, then run it again. -->\n"
ROWS, WIDTH = 5, 60
"""Rows and characters a cell that a recipe's output shows."""
EDITED = "No row on the sample as it is. With a question added to its newest page two days later:"


def data_dictionary(con: Connection) -> str:
    """Every table and view with every column, in Markdown."""
    found = relations(con)
    contents = [f"| [{r.name}](#{r.name}) | {'view' if r.is_view else 'table'} | {_cell(r.comment)} |" for r in found]
    overview = ["| name | | one row is |", "|---|---|---|", *contents]
    return "\n".join([_text("data-dictionary"), *overview, "", *(line for r in found for line in _relation(r))])


def diagram(con: Connection) -> str:
    """The tables and what refers to what, as a Mermaid diagram in Markdown."""
    tables = [relation for relation in relations(con) if not relation.is_view]
    known = {(table.name, column.name) for table in tables for column in table.columns}
    lines = [_text("schema"), "```mermaid", "erDiagram"]
    for table in tables:
        lines += [
            f"  {table.name} {{",
            *(f"    {_entity_type(c.type)} {c.name}{_mark(c)}" for c in table.columns),
            "  }",
        ]
    for table in tables:
        for column in table.columns:
            if column.refers_to in known and column.refers_to is not None:
                optional = "o" if column.nullable else "|"
                lines.append(f'  {column.refers_to[0]} |{optional}--o{{ {table.name} : "{column.name}"')
    return "\n".join([*lines, "```", ""])


def recipes_page(con: Connection, later: Connection) -> str:
    """Every recipe with what it answers on the sample data, in Markdown.

    Args:
        later: the newest transcript after it was edited, for recipes that find nothing before that.
    """
    recipes = scripts("readers/recipes")
    contents = [f"{n}. [{recipe.header['title']}](#{_anchor(recipe, n)})" for n, recipe in enumerate(recipes, 1)]
    parts = [_text("recipes"), *contents, ""]
    for number, recipe in enumerate(recipes, 1):
        parts += [
            f"## {number}. {recipe.header['title']}",
            "",
            recipe.header["note"],
            "",
            f"`{_command(recipe)}`",
            "",
            "```sql",
            body(recipe),
            "```",
            "",
        ]
        names, rows = _answer(con, recipe)
        if not rows:
            names, rows = _answer(later, recipe)
            parts += [EDITED, ""]
        parts += [*_table(names, rows[:ROWS]), ""]
        if len(rows) > ROWS:
            parts += [f"… {len(rows)} rows in all.", ""]
    return "\n".join(parts)


def _answer(con: Connection, recipe: Script) -> tuple[list[str], list[tuple[object, ...]]]:
    answer = con.execute(body(recipe))
    return [column[0] for column in answer.description or ()], answer.fetchall()


def _command(recipe: Script) -> str:
    """What asks it in a terminal."""
    name = recipe.name.partition("_")[2]
    given = (pair for pair in recipe.header.get("values", "").split(", ") if pair)
    return " ".join([f"briefings recipes {name}", *(f'"{pair}"' if " " in pair else pair for pair in given)])


def body(recipe: Script) -> str:
    """A recipe's statement without its header."""
    lines = recipe.text.splitlines()
    return "\n".join(line for line in lines if not line.startswith("-- ")).strip()


def _text(name: str) -> str:
    return MADE + (Path(__file__).parent / "texts" / f"{name}.md").read_text("utf-8")


def _relation(relation: Relation) -> Iterable[str]:
    yield from (f"## {relation.name}", "", relation.comment or "", "")
    yield from ("| column | type | NULL | meaning |", "|---|---|---|---|")
    for column in relation.columns:
        null = {None: "", True: "yes", False: "no"}[column.nullable]
        yield f"| `{column.name}` | {column.type} | {null} | {_cell(column.comment)} |"
    yield ""


def _entity_type(name: str) -> str:
    """A type as Mermaid takes it: one word."""
    return name.split("(")[0].replace("[]", "_list")


def _mark(column: object) -> str:
    if getattr(column, "is_key", False):
        return " PK"
    return " FK" if getattr(column, "refers_to", None) else ""


def _anchor(recipe: Script, number: int) -> str:
    kept = "".join(c for c in recipe.header["title"].lower() if c.isalnum() or c in " -")
    return f"{number}-{kept.replace(' ', '-')}"


def _table(names: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    if not rows:
        return ["*(no row in the sample data)*"]
    return [
        f"| {' | '.join(names)} |",
        "|" + "---|" * len(names),
        *(f"| {' | '.join(_cell(_clip(value)) for value in row)} |" for row in rows),
    ]


def _clip(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    text = ", ".join(str(inner) for inner in value) if isinstance(value, list) else str(value)
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"


def _cell(text: str | None) -> str:
    return (text or "").replace("|", "\\|").replace("\n", " ")
