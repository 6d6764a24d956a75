"""Discovery: nothing new is missed, little is asked, and a list that lost its shape is never "no news"."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from flows.crawl.list_walk import list_key, list_request
from parsers.errors import HostBlocked, LayoutChanged, SiteUnavailable
from parsers.sites.pagination import ListRequest
from tests.faultsite import faults
from tests.faultsite.site import PER_LIST_PAGE
from tests.flows.conftest import Rig

FIRST, SECOND, THIRD = "/nw9820/index.html", "/nw9820/index_2.html", "/nw9820/index_3.html"


def lists_asked(rig: Rig) -> list[str]:
    return [path for path in rig.web.paths() if "index" in path]


def test_the_first_run_reads_every_list_page_the_site_counts(rig: Rig) -> None:
    paths = rig.web.publish_many(15)
    with rig.client() as client:
        found = rig.discover(client)
    assert [url.removeprefix(rig.web.url) for url in found.new] == paths
    assert lists_asked(rig) == [FIRST, SECOND, THIRD]
    assert found.complete


def test_a_list_without_a_count_ends_at_its_404(rig: Rig) -> None:
    rig.web.publish_many(14)
    rig.web.page_count = 0
    with rig.client() as client:
        found = rig.discover(client)
    assert len(found.new) == 14
    assert lists_asked(rig)[-1] == "/nw9820/index_4.html"


@pytest.mark.parametrize(
    "ending", [faults.soft_404(), faults.status(404), faults.body(b"<html><a href=x></a></html>", faults.HTML)]
)
def test_a_list_without_a_count_ends_at_an_error_page_or_an_empty_one(rig: Rig, ending: faults.Fault) -> None:
    rig.web.publish_many(12)
    rig.web.page_count = 0
    rig.web.fault(THIRD, ending)
    with rig.client() as client:
        assert len(rig.discover(client).new) == 12


def test_a_list_that_shows_its_last_page_for_ever_ends(rig: Rig) -> None:
    rig.web.publish_many(12)
    rig.web.page_count = 999
    last = rig.web.list_page(2)
    assert last is not None
    for number in range(3, 9):
        rig.web.files[f"/nw9820/index_{number}.html"] = (last.encode(), faults.HTML)
    with rig.client() as client:
        rig.discover(client)
    assert len(lists_asked(rig)) == 3


def test_a_later_run_stops_on_known_ground(rig: Rig) -> None:
    rig.web.publish_many(40)
    rig.run()
    rig.web.forget()
    new = rig.web.publish(100, date(2026, 9, 15))
    with rig.client() as client:
        found = rig.discover(client)
    assert found.new == [rig.web.url + new]
    assert lists_asked(rig) == [FIRST, SECOND]


def test_a_mended_definition_reads_unchanged_lists_anew(rig: Rig) -> None:
    paths = rig.web.publish_many(14)
    rig.listing["title_matches"] = "（2026年9月1[34]日）"
    some = rig.run()
    assert 0 < len(some) < len(paths)
    rig.web.forget()
    rig.listing.clear()
    assert len(rig.run()) + len(some) == len(paths)
    assert lists_asked(rig) == [FIRST, SECOND, THIRD]
    rig.web.forget()
    assert not rig.run()
    assert lists_asked(rig) == [FIRST], "mended once"
    rig.web.forget()
    rig.values["listing"] = "expect_per_month = [2, 90]"
    rig.run()
    assert lists_asked(rig) == [FIRST], "what is usual finds nothing"


def test_a_mended_definition_is_read_by_until_the_lists_were_had(rig: Rig) -> None:
    paths = rig.web.publish_many(14)
    rig.listing["title_matches"] = "（2026年9月1[34]日）"
    some = rig.run()
    rig.listing.clear()
    rig.web.fault(SECOND, faults.status(503))
    missing = rig.run()
    rig.web.faults.clear()
    rig.clock.advance(hours=3)
    assert len(some) + len(missing) + len(rig.run()) == len(paths)


def test_an_item_put_in_below_known_ones_is_still_found(rig: Rig) -> None:
    rig.web.publish_many(40)
    rig.run()
    late = rig.web.publish(100, date(2026, 9, 14) - timedelta(days=13))
    with rig.client() as client:
        assert rig.discover(client).new == [rig.web.url + late]


def test_a_run_that_is_cut_short_leaves_no_gap(rig: Rig) -> None:
    rig.web.publish_many(60)
    rig.run()
    for number in range(100, 130):
        rig.web.publish(number, date(2026, 9, 15))
    with rig.client() as client:
        first = rig.discover(client, max_list_pages=2)
    assert not first.complete
    assert len(first.new) == 12
    for number in range(130, 140):
        rig.web.publish(number, date(2026, 9, 16))
    rig.run()
    assert sum(rig.ledger.page_counts().values()) == 100
    assert not rig.ledger.lists.any_open("faultsite", whole=True)


def test_a_site_that_goes_down_mid_walk_leaves_no_gap(rig: Rig) -> None:
    rig.web.publish_many(30)
    rig.web.fault(THIRD, faults.reset())
    with rig.client() as client:
        found = rig.discover(client)
    assert isinstance(found.error, SiteUnavailable)
    assert len(found.new) == 12
    rig.web.heal()
    rig.run()
    assert sum(rig.ledger.page_counts().values()) == 30


def test_ten_thousand_list_pages_are_read_in_portions(rig: Rig) -> None:
    rig.web.endless_list = True
    rig.web.page_count = 10_000
    for deepest in (40, 79):
        with rig.client() as client:
            found = rig.discover(client, max_list_pages=40)
        assert not found.complete
        assert any("next run continues" in warning for warning in found.warnings)
        assert f"/nw9820/index_{deepest - 2}.html" in rig.web.paths()


def test_since_ends_the_walk_and_keeps_older_items_out(rig: Rig) -> None:
    rig.web.publish_many(60)
    with rig.client() as client:
        found = rig.discover(client, since=date(2026, 9, 14) - timedelta(days=3 * 9))
    assert len(found.new) == 10
    assert len(lists_asked(rig)) == 3


def test_a_whole_walk_goes_on_behind_known_items_and_resumes_where_it_was_cut(rig: Rig) -> None:
    rig.web.publish_many(60)
    with rig.client() as client:
        rig.discover(client, since=date(2026, 9, 1))
        rig.web.forget()
        assert not rig.discover(client, full=True, max_list_pages=6).complete
        rig.web.forget()
        done = rig.discover(client, full=True)
    assert done.complete
    assert sum(rig.ledger.page_counts().values()) == 60
    assert lists_asked(rig)[:4] == [FIRST, SECOND, "/nw9820/index_7.html", "/nw9820/index_8.html"]


def test_an_unfinished_whole_walk_does_not_burden_ordinary_runs(rig: Rig) -> None:
    rig.web.publish_many(60)
    with rig.client() as client:
        rig.discover(client, since=date(2026, 9, 1))
        rig.discover(client, full=True, max_list_pages=4)
        rig.web.forget()
        rig.discover(client)
    assert lists_asked(rig) == [FIRST, SECOND]


def test_a_list_whose_items_no_longer_match_is_loud_and_names_the_selector(rig: Rig) -> None:
    rig.web.publish_many(5)
    rig.run()
    rig.web.item_class = "news-list-2027"
    with rig.client() as client, pytest.raises(LayoutChanged, match=r"\.list-date li") as caught:
        rig.discover(client)
    assert caught.value.selector == ".list-date li"
    assert caught.value.page_sha256 is not None
    assert "news-list-2027" in rig.archive.get(caught.value.page_sha256).decode()
    rig.web.item_class = "list-date"
    rig.web.publish(50, date(2026, 9, 15))
    rig.run()
    assert sum(rig.ledger.page_counts().values()) == 6


def test_a_counted_list_page_without_items_is_loud_and_the_others_are_read(rig: Rig) -> None:
    rig.web.publish_many(15)
    rig.web.fault(SECOND, faults.body(b"<html><a href=x>" + b"no list here " * 40 + b"</a></html>", faults.HTML))
    with rig.client() as client:
        found = rig.discover(client)
    assert isinstance(found.error, LayoutChanged)
    assert len(found.new) == PER_LIST_PAGE
    rig.web.heal()
    rig.run()
    assert sum(rig.ledger.page_counts().values()) == 15


def test_a_list_that_moved_away_is_loud(rig: Rig) -> None:
    with rig.client() as client:
        for fault in (faults.status(404), faults.soft_404(), faults.redirect("/")):
            rig.web.fault(FIRST, fault)
            with pytest.raises(LayoutChanged, match=r"no list page|no longer a list page"):
                rig.discover(client)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (faults.status(503), SiteUnavailable),
        (faults.reset(), SiteUnavailable),
        (faults.drop_mid_body(), SiteUnavailable),
        (faults.status(403), HostBlocked),
        (faults.challenge_200(), HostBlocked),
        (faults.redirect("http://127.0.0.2/"), LayoutChanged),
    ],
)
def test_a_list_that_cannot_be_read_says_why_and_names_its_address(
    rig: Rig, fault: faults.Fault, error: type[Exception]
) -> None:
    rig.web.publish_many(3)
    rig.web.fault(FIRST, fault)
    with rig.client() as client, pytest.raises(error, match=rig.web.url):
        rig.discover(client)
    assert rig.ledger.page_counts() == {}


def test_links_off_the_site_to_other_types_and_other_pages_are_noted_and_never_fetched(rig: Rig) -> None:
    rig.web.publish_many(2)
    rig.web.extra_items = [
        ("https://mp.weixin.example/s/abc", "市政府新闻发布会问答实录（转载）", "2026-09-15"),
        ("/nw9820/20260915/qa.pdf", "市政府新闻发布会问答实录（PDF）", "2026-09-15"),
        ("/nw9822/20260915/material.html", "市政府新闻发布会素材稿", "2026-09-15"),
    ]
    rig.run()
    assert rig.ledger.page_counts() == {"ok": 2, "skipped": 3}
    reasons = {page["reason"] for page in map(rig.ledger.page, [
        "https://mp.weixin.example/s/abc",
        rig.web.url + "/nw9820/20260915/qa.pdf",
        rig.web.url + "/nw9822/20260915/material.html",
    ]) if page}  # fmt: skip
    assert reasons == {"off_site", "not_html", "title"}
    assert not {"/nw9820/20260915/qa.pdf", "/nw9822/20260915/material.html"} & set(rig.web.paths())


def test_a_skipped_link_that_gets_a_fitting_title_is_fetched(rig: Rig) -> None:
    path = rig.web.publish(0, title="市政府新闻发布会")
    rig.web.publish(1)
    rig.run()
    assert rig.state(path) == "skipped"
    rig.web.publish(0, title="市政府新闻发布会问答实录（2026年9月14日）")
    rig.run()
    assert rig.state(path) == "ok"


def test_a_retitled_item_keeps_its_identity_and_is_looked_at_again(rig: Rig) -> None:
    path = rig.web.publish(0)
    rig.run()
    rig.web.publish(0, title="【更新】市政府新闻发布会问答实录（2026年9月14日）")
    rig.run()
    assert sum(rig.ledger.page_counts().values()) == 1
    assert len(rig.web.asked(path)) == 2


def test_a_retitled_item_is_looked_at_before_a_backlog_of_overdue_ones(rig: Rig) -> None:
    paths = rig.web.publish_many(40)
    rig.run()
    rig.clock.advance(days=60)
    rig.web.publish(3, title="【更正】市政府新闻发布会问答实录（2026年9月5日）")
    rig.web.forget()
    rig.run()
    fetched = [path for path in rig.web.paths() if path in paths]
    assert fetched[0] == paths[3]
    assert len(fetched) == 20


def test_an_item_that_vanishes_is_noticed_and_checked(rig: Rig) -> None:
    paths = rig.web.publish_many(15)
    rig.run()
    rig.web.withdraw(paths[4])
    rig.clock.advance(hours=1)
    with rig.client() as client:
        found = rig.discover(client)
    assert found.vanished == [rig.web.url + paths[4]]
    rig.run()
    assert rig.state(paths[4]) == "gone"
    assert "老旧小区" in rig.text(paths[4])


def test_an_unchanged_list_is_answered_with_304_and_read_from_the_archive(rig: Rig) -> None:
    rig.web.publish_many(4)
    rig.run()
    with rig.client() as client:
        found = rig.discover(client)
    assert (found.not_modified, found.found, found.new) == (1, 4, [])


def test_a_damaged_copy_of_a_list_page_is_asked_for_again(rig: Rig) -> None:
    rig.web.publish_many(4)
    rig.run()
    known = rig.ledger.lists.page(rig.web.url + FIRST)
    assert known is not None and known.body_sha256 is not None
    path = rig.archive.path(known.body_sha256)
    path.chmod(0o644)
    path.write_bytes(b"damaged")
    with rig.client() as client:
        assert rig.discover(client).found == 4


def test_a_silent_month_is_reported(rig: Rig) -> None:
    rig.values["listing"] = "expect_per_month = [2, 12]"
    for number in range(4):
        rig.web.publish(number, date(2026, 6, 10 + number))
    with rig.client() as client:
        warnings = rig.discover(client).warnings
    assert warnings == ["2026-08: 0 pages are listed, 2 to 12 are usual; look at the list pages."]


def test_a_month_with_far_too_many_pages_is_reported(rig: Rig) -> None:
    rig.values["listing"] = "expect_per_month = [0, 3]"
    for number in range(5):
        rig.web.publish(number, date(2026, 9, 1 + number))
    with rig.client() as client:
        (warning,) = rig.discover(client).warnings
    assert warning.startswith("2026-09: 5 pages")


def test_a_list_request_survives_its_key() -> None:
    for request in (ListRequest("http://x/a"), ListRequest("http://x/a", "POST", (("col", "1"), ("标题", "二")))):
        assert list_request(list_key(request)) == request
