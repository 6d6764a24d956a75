"""Site definitions: read, checked, rebased."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.errors import SiteError
from parsers.sites.definition import bundled_sites, load_site, read_site

MINIMAL = """name = "my_city"
title = "某市"
base_url = "https://www.example.gov.cn"
hosts = ["www.example.gov.cn"]
[listing]
urls = ["/list/index.html"]
item = "li"
[article]
title = ["h1"]
body = ["#zoom"]
"""


@pytest.mark.parametrize("name", bundled_sites())
def test_bundled_definitions_are_sound(name: str) -> None:
    site = load_site(name)
    assert site.name == name
    assert all(site.allows(site.base_url + url) for url in site.listing.urls)
    assert site.politeness.delay_seconds >= 2


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('item = "li"', 'item = "li"\ncolour = "red"', 8, "unknown key"),
        ('title = "某市"', 'title = "某市"\ncolour = 1', 3, "unknown key"),
        ("[article]", "[extra]\nx = 1\n[article]", 8, "unknown key"),
        ('name = "my_city"', 'name = "My City"', 1, "lower-case"),
        ('"https://www.example.gov.cn"\n', '"example"\n', 3, "not an http"),
        ('item = "li"', "item = 3", 7, "a text is needed"),
        ('body = ["#zoom"]', "body = []", 10, "at least one"),
        ('urls = ["/list/index.html"]', 'urls = ["/{day}.html"]', 6, "unknown placeholder"),
        ('item = "li"', 'item = "li"\nnext = "index_2.html"', 8, "{page}"),
        ('item = "li"', 'item = "li"\ntitle_matches = "("', 8, "regular expression"),
        ('item = "li"', 'item = "li"\nexpect_per_month = [1]', 8, "two whole numbers"),
        ('item = "li"', 'item = "li"\nexpect_per_month = [40, 1]', 8, "fewest come first"),
        ('hosts = ["www.example.gov.cn"]', 'hosts = ["www.example.gov.cn", "127.0.0.1:8899"]', 4, "no host name"),
        ('hosts = ["www.example.gov.cn"]', 'hosts = ["https://www.example.gov.cn"]', 4, "no host name"),
        ('hosts = ["www.example.gov.cn"]', 'hosts = ["example.gov.cn"]', 4, "own host 'www.example.gov.cn' is missing"),
        ('item = "li"', 'item = "li"\nformat = "xls"', 8, "jpage"),
        ('item = "li"', 'item = "li[["', 7, "not a CSS selector"),
        ('item = "li"', 'item = "li"\ndate = "span:nth-of"', 8, "not a CSS selector"),
        ('body = ["#zoom"]', 'body = ["#zoom", "div >"]', 10, "not a CSS selector"),
        ("[listing]", 'timezone = "Asia/Nowhere"\n[listing]', 5, "no time zone"),
        ("[article]", "[politeness]\ndelay_seconds = -1\n[article]", 9, "0 or more"),
    ],
)
def test_mistakes_name_file_line_and_reason(old: str, new: str, line: int, words: str) -> None:
    with pytest.raises(SiteError) as caught:
        read_site(MINIMAL.replace(old, new, 1).encode(), path="my.toml")
    assert f"my.toml, line {line}:" in str(caught.value)
    assert words in str(caught.value)
    assert caught.value.path == "my.toml"


@pytest.mark.parametrize("selector", ["li", ".a.b > p, #c", "*", "meta[name=Title]", 'a[href$=".html"]', "td:has(> a)"])
def test_selectors_are_taken_as_the_html_parser_takes_them(selector: str) -> None:
    source = MINIMAL.replace('item = "li"', f"item = '{selector}'")
    assert read_site(source.encode(), path="my.toml").listing.item == selector


def test_hosts_are_names_in_any_case_and_default_to_the_base_urls() -> None:
    hosts = 'hosts = ["www.example.gov.cn"]'
    assert read_site(MINIMAL.replace(hosts, "").encode(), path="my.toml").hosts == {"www.example.gov.cn"}
    more = MINIMAL.replace(hosts, 'hosts = ["WWW.Example.gov.cn", "[::1]"]')
    assert read_site(more.encode(), path="my.toml").hosts == {"www.example.gov.cn", "::1"}


def test_what_is_no_toml_is_said() -> None:
    with pytest.raises(SiteError, match="not a TOML file"):
        read_site(b"name = ", path="my.toml")


def test_an_unknown_name_lists_the_bundled_ones(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match=r"shanghai.*sample"):
        load_site("atlantis")
    with pytest.raises(SiteError, match="cannot be read"):
        load_site(str(tmp_path / "none.toml"))


def test_base_url_replaces_host_and_leads_absolute_links_home(tmp_path: Path) -> None:
    path = tmp_path / "my.toml"
    path.write_text(MINIMAL, encoding="utf-8")
    site = load_site(str(path), base_url="http://127.0.0.1:8080/")
    assert site.base_url == "http://127.0.0.1:8080"
    assert site.hosts == {"127.0.0.1"}
    page = "http://127.0.0.1:8080/list/index.html"
    assert site.resolve("https://www.example.gov.cn/a/1.html", page) == "http://127.0.0.1:8080/a/1.html"
    assert site.resolve("../a/1.html", page) == "http://127.0.0.1:8080/a/1.html"
    assert not site.allows("https://www.example.gov.cn/a/1.html")


def test_only_the_sites_own_hosts_are_allowed() -> None:
    site = load_site("shanghai")
    assert site.allows("https://www.shanghai.gov.cn/nw9820/index.html")
    assert not site.allows("https://www.shanghai.gov.cn.example.org/")
    assert not site.allows("ftp://www.shanghai.gov.cn/")
    assert not site.allows("http://[")
