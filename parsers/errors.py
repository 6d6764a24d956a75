"""Every error this project raises, in one tree.

    BriefingsError
        UsageError              the command was called in a way that cannot work
            SettingsError       a setting or environment variable is wrong
            SiteError           a site definition is wrong (file and line)
            VocabularyError     a table of measures is wrong (file and line)
        ParseError              a page could not be read
            EmptyPage           there are no bytes, or no text in them
            NotHtml             the bytes are not an HTML page
            Garbled             the page's characters are damaged, or read in an encoding that it is not in
            PageTooLarge        the page is beyond the size or nesting bound
            TitleMissing        no title selector matched
            BodyMissing         no body selector matched
            ErrorPage           the site's notice that there is no such page stands where the text should be
            OnlyAttachment      the article holds nothing but a link to a file
            DocumentUnread      the file in an article's place cannot be read
            NoTurns             the page calls itself a transcript but nobody speaks in it
            ParserFault         the parser itself failed on the page, in a way nobody foresaw
        FetchError              a page could not be had
            SiteUnavailable     the site does not answer
            HostBlocked         the site refuses us, or shows a challenge
            LayoutChanged       a list page no longer has the expected shape
        StorageError            the data directory could not be used: no room, no right to write, a file in its place
            ArchiveError        an archived page is missing or damaged, or could not be written
            LedgerError         the crawl ledger is damaged, or cannot be read or written
        WarehouseError          the database could not be used
            WarehouseBusy       another run holds the writer's lock
            SchemaTooNew        the file was made by a newer version
            DiskFull            not enough free space to load or publish
            QueryError          a query of the user's is wrong
                QueryTooLarge   a page's question needs more memory than pages may take
            CorrectionError     a correction file is wrong
            WatchError          a watch file is wrong
        PublishError            the tables could not be copied to where others read them
        RunInProgress           another run works on this data directory
        RunFailed               a run ended without a report
        ServiceError            the Prefect server or a deployment could not be used

A message says in one sentence what happened and what the reader can do; where it happened
(url, archived page, selector, file) is kept as attributes, so that callers need not parse the message.
"""

from __future__ import annotations


class BriefingsError(Exception):
    """Base of all errors. ``str(error)`` is a sentence for the user."""

    def __init__(
        self,
        message: str,
        *,
        url: str | None = None,
        page_sha256: str | None = None,
        selector: str | None = None,
        path: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.url = url
        self.page_sha256 = page_sha256
        self.selector = selector
        self.path = path


class UsageError(BriefingsError):
    """The command was called in a way that cannot work (exit code 2)."""


class SettingsError(UsageError):
    """A setting or environment variable is wrong."""


class SiteError(UsageError):
    """A site definition is wrong; ``path`` names the file and the message its line."""


class VocabularyError(UsageError):
    """A table of measures is wrong. The message names the file, the line and what is wrong with it."""


class ParseError(BriefingsError):
    """A page could not be read; the page is quarantined."""


class EmptyPage(ParseError):
    """There are no bytes, or no text in them."""


class NotHtml(ParseError):
    """The bytes are not an HTML page."""


class Garbled(ParseError):
    """The page's characters are damaged, or read in an encoding that it is not in."""


class PageTooLarge(ParseError):
    """The page is beyond the size or nesting bound."""


class TitleMissing(ParseError):
    """No title selector matched."""


class BodyMissing(ParseError):
    """No body selector matched."""


class ErrorPage(ParseError):
    """The site's notice that there is no such page stands where the text should be."""


class OnlyAttachment(ParseError):
    """The article holds nothing but a link to a file."""


class DocumentUnread(ParseError):
    """The text is in a file that is damaged, locked, made of pictures, or needs an extra to be read."""


class NoTurns(ParseError):
    """The page calls itself a transcript but nobody speaks in it."""


class ParserFault(ParseError):
    """The parser itself failed on the page; the mistake is ours and should be reported."""


class FetchError(BriefingsError):
    """A page could not be had."""


class SiteUnavailable(FetchError):
    """The site does not answer."""


class HostBlocked(FetchError):
    """The site refuses us, or shows a challenge; the host is paused."""


class LayoutChanged(FetchError):
    """A list page no longer has the expected shape; ``selector`` names what matched nothing."""


class StorageError(BriefingsError):
    """The data directory could not be used: no room, no right to write, a file in its place."""


class ArchiveError(StorageError):
    """An archived page is missing or damaged, or could not be written."""


class LedgerError(StorageError):
    """The crawl ledger is damaged, or cannot be read or written."""


class WarehouseError(BriefingsError):
    """The database could not be used."""


class WarehouseBusy(WarehouseError):
    """Another run holds the writer's lock."""


class SchemaTooNew(WarehouseError):
    """The file was made by a newer version of this program."""


class DiskFull(WarehouseError):
    """Not enough free space to load or publish; nothing was changed."""


class QueryError(WarehouseError):
    """A query of the user's is wrong."""


class QueryTooLarge(QueryError):
    """A page's question needs more memory than pages may take."""


class CorrectionError(WarehouseError):
    """A correction file is wrong."""


class WatchError(WarehouseError):
    """A watch file is wrong; ``path`` names it."""


class PublishError(BriefingsError):
    """The tables could not be copied to an object store or a DuckLake; they are kept here and the next run tries."""


class RunInProgress(BriefingsError):
    """Another run works on this data directory; nothing was done."""


class RunFailed(BriefingsError):
    """A run ended without a report, in a way nobody foresaw."""


class ServiceError(BriefingsError):
    """The Prefect server or a deployment could not be used."""
