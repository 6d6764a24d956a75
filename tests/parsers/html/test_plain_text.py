"""A body that is read as its tags come says what the tree of it says, or leaves it to the tree."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.html.markup import Document, paragraphs
from parsers.html.paragraphs import Plain, plain_text

PIECES = (
    "<p> </p> <br> </br> <b> </b> <strong> </strong> <div> </div> <i> </i> <a_href='表.docx'> </a> <script> </script> <pre> "
    "</pre> <ul><li> </li></ul> <o:p> </o:p> <del> </del> <h2> </h2> <hr> <noscript> </noscript> <title> </title> <td> "
    "</td> <!-- --> <![CDATA[甲]]> <!DOCTYPE_html> <?xml:namespace/> <textarea> </textarea> </body> <form> </form> "
    "<span_style='font-weight:bold'> </span> &nbsp; &#8203; &lt; & < 主持人： 各位好。 word 、"
).split()
TOKENS = [piece.replace("_", " ") for piece in PIECES] + [" ", "\n", "  \n ", "\t", "\u200b", "\x00", "\r\n"]
DROP = ("script", ".share")


def read(inside: str, drop: tuple[str, ...] = DROP) -> tuple[str, Plain | None]:
    piece = f'<div id="zoom">{inside}</div>'
    return piece, plain_text(piece, lambda values: values.get("id") == "zoom", drop)


@settings(deadline=None)
@given(st.lists(st.sampled_from(TOKENS), max_size=24).map("".join))
def test_both_readings_of_a_body_agree(inside: str) -> None:
    piece, plain = read(inside)
    if plain is None:
        return
    tree = Document(piece).whole().select_one("#zoom")
    assert tree is not None
    assert plain.paragraphs == paragraphs(tree, DROP)
    assert plain.links == [link["href"] for link in tree.find_all("a")]


@pytest.mark.parametrize(
    "inside",
    [
        "<table><tr><td>1</td></tr></table>",
        "m<SUP>2</SUP>",
        "<p style='display:none'>甲</p>",
        "<p hidden>甲</p>",
        "<p class='share'>甲</p>",
    ],
)
def test_what_takes_a_tree_is_left_to_it(inside: str) -> None:
    assert read(inside)[1] is None


def test_what_is_left_out_leaves_no_links_and_what_is_not_seen_does() -> None:
    inside = "<p>甲</p><aside><a href='a.pdf'>乙</a></aside><noscript><a href='b.pdf'>丙</a></noscript>"
    plain = read(inside, ("aside",))[1]
    assert plain is not None
    assert ([paragraph.text for paragraph in plain.paragraphs], plain.links) == (["甲"], ["b.pdf"])
