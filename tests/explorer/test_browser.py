"""The pages in a real browser that reaches nothing but loopback: phone and desktop, light and dark, names and contrasts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from itertools import product
from urllib.parse import quote, urlsplit

import pytest

from explorer import charts
from explorer.addresses import conference
from explorer.contents import KINDS
from tests.browser import NEEDS_CHROMIUM, Browser, browser
from tests.explorer.serving import Server
from warehouse.explore.recipes import recipes

pytestmark = [pytest.mark.browser, NEEDS_CHROMIUM]

CUT_OFF = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""What has a name is not found: the network is as good as gone."""
DESKTOP, PHONE = (1280, 900), (390, 844)
GDP = "measures/地区生产总值"
PAGES = (
    *(
        "",
        "briefings",
        "months/2024-01",
        "officials",
        "officials/岑晚舟",
        "outlets",
        "outlets/澜海日报",
        "measures",
        GDP,
    ),
    *("topics/economy", "alike", "restated", "kept", "changes", "quality", "search", "search?q=就业&role=answer"),
    *(
        "watches",
        "watches/beds",
        "sql?q=SELECT speaker, count(*) FROM turns GROUP BY 1",
        "recipes",
        "recipes/answers_of_an_official",
    ),
)
MANY = "/page/"
"""Kinds that only larger data have: the second and further pages of a list, which look like the first."""
ALIKE = "li:nth-child(n+9), tr:nth-child(n+9), .turn:nth-child(n+9)"
"""The ninth row of a list is made as the first eight: looking at all of them would take half a minute."""
CHECK = f"""axe.run({{exclude: [["{ALIKE}"]]}}, {{resultTypes: ["violations"], %s}}).then(found => found.violations.flatMap(rule =>
  rule.nodes.map(node => `${{rule.impact}} ${{rule.id}}: ${{node.html.slice(0, 200)}} ${{node.failureSummary}}`)))"""
EVERYTHING, CONTRASTS = CHECK % "", CHECK % "runOnly: ['color-contrast', 'scrollable-region-focusable']"
WIDTHS = (1200, 768, 360)
CLIPPED = """[...document.querySelectorAll('body *:not(input)')].filter(e => getComputedStyle(e).overflowX != 'visible'
  && e.clientWidth > 1 && e.scrollWidth > e.clientWidth).map(e => `${e.className} ${e.clientWidth} < ${e.scrollWidth}`)"""
CUT = "document.documentElement.scrollWidth > innerWidth"


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("browser"), CUT_OFF) as opened:
        yield opened


@pytest.fixture(scope="module")
def axe() -> str:
    """The script that finds what a screen reader or weak eyes would stumble over."""
    return files("axe_core_python").joinpath("axe.min.js").read_text("utf-8")


@pytest.fixture(scope="module")
def figure(server: Server) -> tuple[str, str]:
    """Where a figure stands: the address of its turn's page, and of its archived page, each without the anchor."""
    statement = """SELECT metric_id, page_sha256 FROM metrics JOIN briefings USING (briefing_id)
      WHERE measure = '地区生产总值' ORDER BY metric_id LIMIT 1"""
    ((metric_id, sha256),) = server.rows(statement)
    page = conference(metric_id)
    return page, f"archive/{sha256}#{page.partition('#')[2]}"


@pytest.fixture(scope="module")
def addresses(server: Server, figure: tuple[str, str]) -> list[str]:
    """Pages of every kind."""
    ((edited,),) = server.rows("SELECT max_by(briefing_id, revision) FROM briefings")
    chart = [f"{GDP}/level-year-to-date-CNY"] if charts.available() else []
    return [*PAGES, *chart, f"briefings/{edited}#changes", figure[0]]


def url(server: Server, address: str) -> str:
    return f"{server.url}/{quote(address, safe='/?=&#')}"


def is_here(asked: str) -> bool:
    """Whether a request stays on this machine."""
    return urlsplit(asked).hostname == "127.0.0.1" or asked.startswith(("data:", "about:"))


def test_every_kind_of_page_is_among_those_that_are_opened(addresses: list[str]) -> None:
    opened = [urlsplit(address).path or "index" for address in addresses]
    kinds = [kind.pattern for kind in KINDS if MANY not in kind.pattern.pattern]
    drawn = [kind for kind in kinds if charts.available() or "panel" not in kind.groupindex]
    assert [kind.pattern for kind in drawn if not any(map(kind.fullmatch, opened))] == []


@pytest.mark.parametrize("one_in", [3, pytest.param(1, marks=pytest.mark.soak)])
def test_pages_fit_every_screen_in_both_schemes_with_names_contrasts_and_a_silent_console(
    server: Server, tab: Browser, addresses: list[str], axe: str, one_in: int
) -> None:
    wrong: dict[str, list[str]] = {}
    for address in addresses[::one_in]:
        tab.show_as(*DESKTOP, dark=False)
        tab.open(url(server, address))
        tab.evaluate(f"{axe};0")
        wrong[address] = tab.evaluate(EVERYTHING)
        for screen, dark in product((DESKTOP, PHONE), (False, True)):
            tab.show_as(*screen, dark=dark)
            wrong[address] += ["is wider than the screen"] * tab.evaluate(CUT)
        wrong[address] += tab.evaluate(CONTRASTS)
    assert {address: found for address, found in wrong.items() if found} == {}
    assert tab.errors == []
    assert [asked for asked in tab.asked_for if not is_here(asked)] == []


def test_no_page_holds_what_is_only_seen_by_scrolling_sideways(
    server: Server, tab: Browser, addresses: list[str], figure: tuple[str, str]
) -> None:
    wide = [f"recipes/{recipe.name}" for recipe in recipes() if recipe.statement.count(",") > 5]
    wrong: dict[str, list[str]] = {}
    for address in [*addresses, *wide, figure[1]]:
        tab.show_as(WIDTHS[0], 900, dark=False)
        tab.open(url(server, address))
        for width in WIDTHS:
            tab.show_as(width, 900, dark=False)
            wrong[f"{address} {width}"] = tab.evaluate(CLIPPED) + ["the page"] * (
                tab.evaluate("document.documentElement.scrollWidth") > width
            )
    assert {address: found for address, found in wrong.items() if found} == {}


@pytest.mark.skipif(not charts.available(), reason="the extra explorer is not installed (pip install '.[explorer]')")
def test_until_its_script_has_come_a_chart_is_a_picture_of_its_own_size(server: Server, tab: Browser) -> None:
    address = url(server, f"{GDP}/level-year-to-date-CNY")
    tab.show_as(*DESKTOP, dark=False)
    tab.open(address)
    tab.write(re.sub("<script src.*?</script>", "", server.get(urlsplit(address).path, raw=True).text))
    tab.wait_for("[...document.styleSheets].length == 1 && !document.querySelector('.vega-embed')")
    drawn = (
        "(svg => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width)(document.querySelector('#chart svg'))"
    )
    assert 1 <= tab.evaluate(drawn) < 1.4


def test_an_archived_page_shows_its_passage_and_can_be_read_by_everybody(
    server: Server, tab: Browser, figure: tuple[str, str], axe: str
) -> None:
    tab.show_as(*DESKTOP, dark=False)
    tab.open(url(server, figure[1]))
    inside = figure[1].partition("#")[2]
    colour = f"getComputedStyle(document.querySelector('mark.{inside}')).backgroundColor"
    assert tab.evaluate(colour) == "rgb(255, 224, 138)"
    assert tab.errors == []
    # Nothing can run in its sandbox, the checker neither: its text is looked at outside.
    tab.open("about:blank")
    tab.write(server.get("/" + figure[1].partition("#")[0]).text)
    tab.evaluate(f"{axe};0")
    assert tab.evaluate(EVERYTHING) == []


@pytest.mark.skipif(not charts.available(), reason="the extra explorer is not installed (pip install '.[explorer]')")
def test_three_clicks_lead_from_the_start_page_to_the_sentence_behind_a_point(server: Server, tab: Browser) -> None:
    tab.show_as(*DESKTOP, dark=False)
    tab.open(server.url + "/")
    tab.click("[...document.querySelectorAll('a')].find(link => link.textContent == '地区生产总值')")
    tab.wait_for("document.readyState == 'complete' && document.querySelectorAll('.chart svg').length > 3")
    label = tab.evaluate("document.querySelector('.chart svg a path[aria-label]').getAttribute('aria-label')")
    tab.click("document.querySelector('.chart svg a path[aria-label]')")
    tab.wait_for("document.readyState == 'complete' && !!document.querySelector('.figure:target')")
    sentence = label.partition("“")[2].rstrip("”…")
    assert sentence[:20] in tab.evaluate("document.querySelector(':target').closest('p').textContent")
    assert tab.evaluate("scrollY") > 0
    tab.click("document.querySelector('.figure:target .value')")
    tab.wait_for("location.pathname.startsWith('/archive/') && document.readyState == 'complete'")
    assert tab.errors == []
