"""The text of docs/accuracy.md, from tallies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from tests.gold.scoring import Tally

_LINES = (
    ("precision", "found figures that are figures"),
    ("recall", "figures that are found"),
    ("core_f1", "characters exact (with or without the outer qualifier), F1"),
    ("end_to_end", "characters, number and unit all right, F1"),
    ("kind", "`kind`"),
    ("relation", "`relation`"),
    ("direction", "`direction`"),
    ("indicator_nested", "`indicator` equal, or one inside the other"),
    ("indicator_equal", "`indicator` equal"),
    ("period", "`period` string-equal"),
)
_LEVELS = (
    ("0.99", "a number with a unit of measurement, money or percent"),
    ("0.95", "Arabic digits, or a Chinese numeral above ten, with a measure word (`85家`, `三百座`)"),
    ("0.85", "a Chinese numeral up to ten with a measure word (`两批`), or a unit the text leaves out (`投资23亿`)"),
    ("0.70", "no unit, neither written nor to be inferred (an index, `首付90万`)"),
)
_CITIES = (
    (("measure_pairs", "pair_precision"), "same quantity, same name: F1 over pairs · precision"),
    (("aspect",), "`aspect`"),
    (("status",), "`status`"),
    (("place",), "`place`"),
    (("dates",), "`period_start` and `period_end`"),
    (("series_points",), "points of series (period, value) under one name, F1"),
)
_ALIKE = (
    (("alike",), "pairs of names that look alike"),
    (("alike_right",), "of these one quantity"),
    (("united_measure_pairs",), "F1 over pairs when those are united"),
    (("united_series_points",), "points of series then"),
)
# What each of our own cities scored before anything was mended with any of them in view.
_FIRST_LOOK: Final[dict[str, tuple[str, ...]]] = {
    "lanbo": ("0.772 · 0.933", "0.991", "0.965", "0.913", "0.963", "0.810"),
    "chaoyu": ("0.665 · 0.765", "0.966", "0.968", "0.991", "0.938", "0.738"),
    "dizhou": ("0.614 · 0.822", "0.971", "0.945", "0.956", "0.872", "0.596"),
    "shuochuan": ("0.509 · 0.778", "0.974", "0.950", "0.965", "0.929", "0.598"),
    "qiling": ("0.803 · 0.837", "0.947", "0.947", "0.952", "0.938", "0.728"),
    "huaichuan": ("0.836 · 0.944", "0.974", "0.963", "0.980", "0.943", "0.886"),
    "yunlai": ("0.793 · 0.841", "0.980", "0.946", "0.881", "0.855", "0.751"),
    "cangyuan": ("0.835 · 0.889", "1.000", "0.984", "0.963", "0.954", "0.829"),
    "cangyu": ("0.926 · 0.923", "0.980", "0.965", "0.986", "0.979", "0.945"),
}
_TEXT = """# How accurate the figures are

<!-- Written by `python -m tests.gold.score --write`. Do not edit. -->

Every number a speaker cites becomes a row of `metrics`. This page says how often such a row is right, measured on
two hundred and thirty-one invented press-conference transcripts under `tests/gold/`, annotated by hand by people who had not seen the
extractor. *Dense* transcripts are statistics conferences with more than twenty figures per thousand characters,
*speech* ones are long answers full of ordinals, slogans, names and plans that must not be taken for figures.

The rules were improved with these transcripts in view, so expect less on others. How much less, those
under `tests/gold/blind/`, `tests/gold/fresh/`, `tests/gold/talk/`, `tests/gold/press/`, `tests/gold/hall/` and `tests/gold/round/` tell: they were scored once before any rule had been made with them in view, first ten of
them, then, after what these had shown was mended, five new ones, and in the same way eight more: four written
statements, and four of officials who speak freely and cite more than sixty figures each; then eight (`talk`) of free
speech and statistics by another author, 38 % of whose figures are of no time at all, forty (`press`) by four more, and
fifty-four (`hall`) by five, and a hundred and eight (`round` and `sealed`) by nine. Four columns are real text: passages of 296, of
147, of 179 and of 64 public pages, speech and statements of ministries, provinces and cities, typed off and annotated by six, seven,
seven and three people. They are not part of the project.

| first look | ten: dense (702 figures) | ten: speech (145) | five: dense (175) | five: speech (48) | eight: written (366) | eight: spoken (249) | eight more (618) | forty (1,817) | real (2,784) | fifty-four (2,370) | further real (2,612) | a hundred and eight (4,562) | third real (2,429) | fourth real (546) |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
| precision · recall | 0.997 · 0.982 | 0.897 · 0.966 | 1.000 · 1.000 | 0.960 · 1.000 | 0.997 · 0.997 | 0.955 · 0.928 | 0.982 · 0.974 | 0.996 · 0.971 | 0.997 · 0.986 | 0.991 · 0.951 | 0.997 · 0.989 | 0.990 · 0.973 | 0.985 · 0.979 | 0.991 · 0.989 |
| characters, number and unit all right, F1 | 0.986 | 0.930 | 0.994 | 0.939 | 0.995 | 0.929 | 0.968 | 0.974 | 0.974 | 0.927 | 0.975 | 0.963 | 0.969 | 0.979 |
| `kind` | 0.991 | 0.986 | 0.994 | 1.000 | 1.000 | 0.952 | 0.985 | 0.986 | 0.986 | 0.967 | 0.992 | 0.981 | 0.994 | 0.991 |
| `relation` | 0.990 | 0.986 | 0.994 | 0.979 | 0.992 | 0.991 | 0.993 | 0.993 | 0.995 | 0.984 | 0.992 | 0.988 | 0.990 | 0.998 |
| `direction` | 0.983 | 0.993 | 0.994 | 1.000 | 0.992 | 0.987 | 0.958 | 0.979 | 0.962 | 0.938 | 0.967 | 0.958 | 0.977 | 0.969 |
| `indicator` equal, or one inside the other | 0.935 | 0.886 | 0.949 | 0.917 | 0.975 | 0.818 | 0.844 | 0.852 | 0.914 | 0.854 | 0.912 | 0.807 | 0.923 | 0.911 |
| `period` string-equal | 0.839 | 0.793 | 0.954 | 0.958 | 0.942 | 0.762 | 0.764 | 0.831 | 0.863 | 0.819 | 0.877 | 0.761 | 0.822 | 0.826 |

The annotations of the eight in `fresh` were read again where they and the extractor differed, and mended where they were
wrong, before this table was made; the extractor was not. Those of `talk`, `press`, `hall`, `round` and `sealed` stand as they were given.

Name and time of a figure are chosen by evidence that is fitted from these sets (`make fit`), so what is said of them below
is of texts it has seen. Read with what five sixths of the documents teach, each of the other sixth has the right name (one
inside the other) and time (到, 自, 起 and quotation marks left aside) this often (`python -m tests.gold.fit --try`, with
further annotated real pages):

{unseen}

Twelve transcripts (`sealed`, {sealed[figures]} figures) are kept apart: nothing is fitted from them and nothing that they show is mended.
On these precision is {sealed[precision]:.3f}, recall {sealed[recall]:.3f}, characters, number and unit are right in {sealed[end_to_end]:.3f}, the name
(one inside the other) in {sealed[indicator_nested]:.3f}, the time in {sealed[period]:.3f}. They are by one author, and harder than most. Fifty-seven
stretches of questions and answers by five further authors (`voices`, {voices[figures]:.0f} figures, annotated with names and times alone) are kept
apart likewise: precision {voices[precision]:.3f}, recall {voices[recall]:.3f}, the name right in {voices[name]:.3f}, the time in {voices[time]:.3f}. (Fitting the
evidence from them as well changed neither, on documents that were held back.)

Today, on these invented transcripts:

{table}

Samples: {samples}.

On real pages, which nobody here wrote (the conferences of a ministry's spokesperson, speech; statements of a health
commission, dense). They were annotated before the extractor had seen them; the rules have been improved with them in
view since:

{real}

Besides, {right} of {total} sentences under `tests/gold/sentences/` (one file per class of fault) are read without a fault.

`indicator` and `period` are matters of reading. Some transcripts were annotated a second time, by people who saw neither
the first annotation nor the extractor, by the same guideline. So far do two people agree (`python -m tests.gold.agreement`):

{again}

More than that nobody can expect of a reader of such text. In documents that it was not fitted from, the reader's times are
those of the first annotation in {gold} of `gold` and {real_pages} of the real pages (sets that stand beside the checkout and
are no part of it). So on `gold` it differs from the annotator no more than a second person does; on the others people agree
more than it does: the time can be told from the text, by understanding it, where no word says so.

## What `confidence` means

Confidence is a class, not a probability computed for the single figure. The share is how many rows of the class have
the right characters, number and unit.

| confidence | class | rows | right |
|---|---|---|---|
{levels}

## What makes them comparable

Measure, place, aspect and status (see the data dictionary) were measured on invented cities, annotated by people who had not seen
the parsers: eight conferences of one that the rules were made with, and six each of nine others (`tests/gold/cities`). `cangyu`
and `lanbo` speak as press offices publish, `huaichuan` half so, the rest in words that vary as much as can be. Each was scored before
anything was mended with it in view (first number), and again now. By `qiling` and `cangyu` nothing was mended, so that they tell what
to expect of a city that nobody has seen.

{cities}

A quantity that is in no vocabulary is named by its head noun, so the same one may have two names where it is said in two
ways. That is what costs most: a quantity with *n* figures has *n* (*n* − 1) / 2 pairs, and a second name for a third of them loses
four pairs in nine. `briefings measures alike` lists names that may be one; what a reader gains who unites those that are:

{alike}

## Known limits

- A small Chinese numeral with a measure word (`两个`, `三项`) is the hardest case: a real count or scaffolding
  (`三个方面`). Closed lists of head nouns decide; a noun missing from them is taken for a real count.
- A figure inside quotation marks or book-title marks is taken for part of a name, except percentages, money and
  quantities beside other words.
- `period` is one of the time expressions of the figure's paragraph, or none: the one for which most speaks, of everything
  that can be seen (`parsers/times/data/evidence.tsv`). Whether what is counted is there now or came about in the time named
  (新增12座，总数达到300座) is seen only where a word says so; there it errs most.
- `period_start` and `period_end` need the event's date for 今年, 上半年, 近三年. An expression without a year takes the
  year that frames its sentence (`2023年，…其中12月份`), else the event's, or the year before where a report says what is
  not over yet (四季度 in January). What begins after the event (`11月1日起`) ends with the day, month or year it names,
  as nobody knows how long it holds. Seasons, festivals, `X期间` and `三年多来` have no dates.
- In `由30%降至15%` both values are rows and neither has a direction. Comparing with another place (`高于全国`) gives none
  either: `失业率与全国之差` is 0.3 for 低于 as for 高于, and -0.3 for `比全国低`.
- What a speaker takes back at once (`33亿——说大了，更正一下，是32.6亿元`) is a row like any other, as annotators have it. `series` has
  the last value and says that not all agree, `disagreeing` lists both.
- A total told behind an average of the same words (`日均客流1000万人次，总客流9亿人次`) has the average's name.
- The name of a figure is looked for in its sentence up to thirty words before it, in its clause up to twelve behind it, in the
  question it answers (办了多少场讲座呢？96场), and among the names of the figures before it. One that stands only in another
  earlier sentence is missed. Which of them names it is chosen like its time (`parsers/metrics/data/names.tsv`).
- Denominators (`每5公里`), `两位数`, `六大` and other cases on which readers differ are not recorded.
"""


def table(tallies: dict[str, Tally]) -> str:
    """One line per measure, one column per set of documents."""
    scores = {group: tally.scores() for group, tally in tallies.items()}
    head = f"| | {' | '.join(tallies)} |\n|---|{'---|' * len(tallies)}"
    rows = [f"| {label} | {' | '.join(f'{scores[group][name]:.3f}' for group in tallies)} |" for name, label in _LINES]
    return "\n".join([head, *rows])


def real_table(seen: dict[str, dict[str, float]]) -> str:
    """The same measures for the real pages, with their sizes."""
    names = [
        f"{group.removeprefix('real/')}: {s['figures']:.0f} figures, {s['pages']:.0f} pages"
        for group, s in seen.items()
    ]
    head = f"| | {' | '.join(names)} |\n|---|{'---|' * len(names)}"
    rows = [f"| {label} | {' | '.join(f'{s[name]:.3f}' for s in seen.values())} |" for name, label in _LINES]
    return "\n".join([head, *rows])


def city_table(seen: dict[str, dict[str, float]]) -> str:
    """The first city as it is scored now; of the others what they scored at first, and now."""
    columns = [f"first city ({seen['city']['figures']:.0f} figures)"]
    columns += [f"`{name}` ({seen[name]['figures']:.0f})" for name in _FIRST_LOOK]
    rows = [
        [
            label,
            _joined(seen["city"], names),
            *(f"{look[i]} → {_joined(seen[name], names)}" for name, look in _FIRST_LOOK.items()),
        ]
        for i, (names, label) in enumerate(_CITIES)
    ]
    lines = [["", *columns], ["---"] * (len(columns) + 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def alike_table(seen: dict[str, dict[str, float]]) -> str:
    """Of each city the names that look alike, and what uniting them gives."""
    names = list(_FIRST_LOOK)
    rows = [[label, *(_joined(seen[name], lines).replace(".000", "") for name in names)] for lines, label in _ALIKE]
    lines = [["", *(f"`{name}`" for name in names)], ["---"] * (len(names) + 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _joined(scores: dict[str, float], names: tuple[str, ...]) -> str:
    return " · ".join(f"{scores[name]:.3f}" for name in names)


def report(
    tallies: dict[str, Tally],
    seen: dict[str, dict[str, float]],
    cities: dict[str, dict[str, float]],
    unseen: dict[str, dict[str, list[int]]],
    again: dict[str, dict[str, float]],
    voices: dict[str, float],
    right: int,
    total: int,
) -> str:
    """docs/accuracy.md: the sets that are in the repository, so that anyone gets the same page."""
    own = {group: tally for group, tally in tallies.items() if group.startswith(("dev/", "blind/"))}
    samples = ", ".join(
        f"{tally.counts['gold']} figures in {tally.counts['documents']} transcripts of {group}"
        for group, tally in own.items()
    )
    return _TEXT.format(
        table=table(own),
        samples=samples,
        unseen=_unseen(unseen),
        sealed=_sealed(tallies),
        again=_agreed(again),
        gold=_share_of(unseen["times"]["gold"]),
        real_pages=_share_of(unseen["times"]["gold-real"]),
        real=real_table(seen),
        right=right,
        total=total,
        levels=_levels(own),
        cities=city_table(cities),
        alike=alike_table(cities),
        voices=voices,
    )


def _sealed(tallies: dict[str, Tally]) -> dict[str, float]:
    """The scores of the set that nothing is fitted from, whatever the style."""
    whole = Tally()
    for group, tally in tallies.items():
        if group.startswith("sealed/"):
            whole.add(tally)
    return {"figures": whole.counts["gold"]} | whole.scores()


def _unseen(scores: dict[str, dict[str, list[int]]]) -> str:
    """How well names and times are read in documents that the evidence was not fitted from."""
    rows = {what: _columns(sets) for what, sets in scores.items()}
    labels = list(rows["names"])
    return "\n".join(
        [
            "| " + " | ".join(["", *labels]) + " |",
            "|" + "---|" * (len(labels) + 1),
            *(
                "| "
                + " | ".join([f"{what.removesuffix('s')} as annotated", *_shares(columns[label] for label in labels)])
                + " |"
                for what, columns in rows.items()
            ),
        ]
    )


def _agreed(again: dict[str, dict[str, float]]) -> str:
    """How far two people agree, a column a set."""
    labels = {name: _AGAIN[name] for name in _AGAIN if name in again}
    head = [" | ".join(["", *(f"{label}, {again[name]['figures']:.0f} figures" for name, label in labels.items())])]
    lines = (
        ("indicator_nested", "name, equal or one inside the other"),
        ("indicator_equal", "name, equal"),
        ("period", "time"),
    )
    rows = [" | ".join([line, *(f"{again[name][what]:.3f}" for name in labels)]) for what, line in lines]
    return "\n".join(f"| {row} |" for row in [*head, " | ".join(["---"] * (len(labels) + 1)), *rows])


_AGAIN: Final = {
    "press": "`press`", "round": "`round`", "sealed": "`sealed`", "gold": "`gold`, by others", "gold-real": "real pages"
}  # fmt: skip


def _columns(sets: dict[str, list[int]]) -> dict[str, list[int]]:
    """Right, and of how many, by what a set is called."""
    further = [sum(sets[name][i] for name in sets if name not in _SETS and name not in _OTHER) for i in (0, 1)]
    named = {_SETS[name]: sets[name] for name in _SETS if name in sets}
    return named | ({"further real pages": further} if further[1] else {})


def _shares(columns: Iterable[list[int]]) -> list[str]:
    return [_share_of(column) for column in columns]


def _share_of(column: list[int]) -> str:
    right, of = column
    return f"{right / of:.3f} of {of}"


_SETS: Final = {
    "dev": "`dev`", "blind": "`blind`", "fresh": "`fresh`", "talk": "`talk`", "press": "`press`", "hall": "`hall`", "round": "`round`", "gold-real": "real pages"
}  # fmt: skip
"""The sets of which the honest scores are shown, and what they are called."""


_OTHER: Final = frozenset({"sentences", "gold", "city", "measures"})
"""Sentences made to show one thing, and sets beside the checkout that are invented too."""


def _levels(tallies: dict[str, Tally]) -> str:
    total = Tally()
    for tally in tallies.values():
        total.add(tally)
    rows = []
    for level, meaning in _LEVELS:
        good, bad = total.levels[level, True], total.levels[level, False]
        share = f"{good / (good + bad):.3f}" if good + bad else "–"
        rows.append(f"| {level} | {meaning} | {good + bad} | {share} |")
    return "\n".join(rows)
