"""Names are chosen by evidence: what it is worth, where a name may stand, and when there is none."""

import sys

import pytest

from parsers.metrics import extract, naming
from parsers.metrics.extraction import figures_of
from parsers.metrics.naming.points import Choice, pieces_of, worth_of

TEXT = (
    "前三季度，全市货物和集装箱吞吐量分别增长2.3%、6.9%。60岁以上老年人口568万人，占户籍人口的36.8%。\n"
    "办了多少场讲座呢？96场。新建充电站42座，其中由社区出地的有7座，比上年多3座。"
)


def test_a_name_has_the_points_of_all_that_is_seen_of_it() -> None:
    points = {"before: last class noun n": 5, "before: in reach": 40, "before: words 2": 7, "behind: 0 steps": 3}
    points |= {"before: the same of figure 1, in clause": 11, "before: first class noun n": 2}
    figures = figures_of(TEXT)
    names = naming.Evidence(*figures, pieces_of(lambda name: [name]), [])
    choice = Choice(naming.Evidence(*figures, worth_of(points), 0))
    named: list[naming.Phrase | None] = []
    for k in range(len(figures[1])):
        for phrase, worth in choice.likely(k, named).items():
            assert worth == sum(points.get(name, 0) for name in names.of(k, phrase, named))
        named.append(choice.choose(k, named))
    assert len(named) == 9


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("全市新登记企业3.1万户，增长4.2%。", ["全市新登记企业", "全市新登记企业"]),
        ("建成15座换电站。", ["换电站"]),
        ("客运量、货运量分别增长3%和5%。", ["客运量", "货运量"]),
        ("看了多少家店呢？68家。", ["店"]),
        ("28.3%。", [None]),
    ],
)
def test_a_figure_is_named_by_the_words_around_it(text: str, names: list[str | None]) -> None:
    for metric, name in zip(extract(text), names, strict=True):
        assert (metric.indicator is None) == (name is None)
        assert name is None or (metric.indicator or "") in name or name in (metric.indicator or "")


def test_words_without_end_are_not_kept() -> None:
    worth = worth_of({"before: last word 12": 7})["before"]
    for written in ("last word {}", "first word {}"):
        for number in range(1 << 18):
            worth[written][f"{number}"]
    assert worth["last word {}"]["12"] == 7
    assert len(worth["last word {}"]) + len(worth["first word {}"]) <= 1 << 18


@pytest.mark.parametrize("text", ["甲1件" + "、2件" * 2000, "1件" * 2000, "有两处，" * 2000])
def test_ten_times_the_figures_take_about_ten_times_as_long(text: str) -> None:
    def steps(read: str) -> int:
        count = 0

        def counted(*_: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(counted)
        try:
            extract(read)
        finally:
            sys.setprofile(None)
        return count

    assert steps(text) < 12 * steps(text[: len(text) // 10])


def test_a_word_in_braces_is_a_word_like_others() -> None:
    assert pieces_of(str)["before"]["last word {}, then {}"]["{}"]["x"] == "before: last word {}, then x"
