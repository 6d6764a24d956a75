"""Archived copies into staged batches. Needs neither ledger nor DuckDB nor HTTP, so that a worker starts quickly."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Sequence

from flows.derive.job import Parsed, ParseJob
from flows.derive.staging import loading_order, stage
from flows.ledger.copies import ArchivedPage
from flows.vocabulary import vocabulary_of
from parsers.errors import ArchiveError, ParseError, ParserFault
from parsers.html.urls import page_key
from parsers.page import parse_page
from parsers.vocabulary import Vocabulary
from warehouse.rows.loadpage import Failure, LoadPage
from warehouse.rows.staged import staged_line

log = logging.getLogger(__name__)

_ANY_PAGE = (
    '<meta charset="utf-8"><h1>市政府新闻发布会问答实录</h1><div class="article-content"><p>澜海日报记者：请问建成了多少？</p>'
    "<p>王磊：今年上半年全市建成45座，同比增长5.6%。</p></div>"
)


def warm_up() -> None:
    """Read a page, so that the patterns and tables that reading makes at its first page are there."""
    parse_page(_ANY_PAGE.encode(), url=None, site=None)


def parse_batch(job: ParseJob, pages: Sequence[ArchivedPage], name: str) -> Parsed:
    """Parse archived copies and stage the result in loading order; a page that cannot be read never stops the others.

    Raises:
        StorageError: the batch could not be written; its pages are still due.
        VocabularyError: the user's table of measures is wrong; all pages are still due.
    """
    vocabulary = vocabulary_of(job.measures)
    readable: list[bytes] = []
    unreadable: list[Failure] = []
    traces: dict[str, str] = {}
    lost: list[tuple[str, str, str]] = []
    for page in sorted(pages, key=loading_order):
        try:
            readable.append(_read(job, page, vocabulary, tell=len(pages) == 1))
        except ParseError as error:
            unreadable.append(Failure(page.url, page.page_sha256, "parse", str(error), error.selector))
            if isinstance(error, ParserFault):
                traces[page.url] = traceback.format_exc()
        except ArchiveError as error:
            lost.append((page.url, page.page_sha256, str(error)))
    return Parsed(stage(job.stage, name, readable), len(readable), unreadable, traces, lost)


def _read(job: ParseJob, archived: ArchivedPage, vocabulary: Vocabulary, *, tell: bool) -> bytes:
    """The page's line of the staged batch."""
    raw = job.archive.get(archived.page_sha256)
    try:
        parsed = _parse(job, archived, raw, vocabulary)
        if tell:
            _tell(parsed)
        return staged_line(parsed, loading_order(archived))
    except ParseError:
        raise
    except Exception as error:
        # Whatever a page does to the parser or the libraries below it is the matter of that page alone.
        raise ParserFault(
            f"unexpected {type(error).__name__} in the parser ({str(error)[:200]}); report it together with the page.",
            url=archived.url,
            page_sha256=archived.page_sha256,
        ) from error


def _parse(job: ParseJob, archived: ArchivedPage, raw: bytes, vocabulary: Vocabulary) -> LoadPage:
    page = parse_page(raw, url=archived.url, site=job.site, content_type=archived.content_type, vocabulary=vocabulary)
    return LoadPage(
        url=archived.url,
        site=job.site.name,
        page_key=page_key(archived.url),
        page_sha256=archived.page_sha256,
        first_seen_at=archived.first_seen_at,
        checked_at=archived.checked_at,
        page=page,
    )


def _tell(parsed: LoadPage) -> None:
    """The page's line of log; left out in a batch, where it would cost more than it tells."""
    page = parsed.page
    figures = sum(len(turn.metrics) for turn in page.turns)
    log.info("parsed url=%s turns=%d figures=%d title=%s", parsed.url, len(page.turns), figures, page.title)
