"""The error tree: branches say what to do, leaves say what happened.

Data travel as attributes, so that one place (`flows.outcomes`) can turn any of these into a row. The message of
each error is one sentence that a person can act on.
"""

from collections.abc import Sequence
from typing import ClassVar, Self


class KronikaError(Exception):
    """Root of every error that Kronika raises on purpose."""

    branch: ClassVar[str] = "fatal"

    def as_value(self) -> Self:
        """Return the error without traceback and cause, to be kept: their frames hold what was at work, whole pages."""
        self.__traceback__ = self.__cause__ = self.__context__ = None
        return self


class RetryableError(KronikaError):
    """Wait, then ask again."""

    branch = "retryable"


class FetchTimeout(RetryableError):
    """The total deadline of a request passed, or one of its phases timed out."""

    def __init__(self, url: str, seconds: float) -> None:
        super().__init__(f"no complete answer from {url} within {seconds:g} s")
        self.url = url
        self.seconds = seconds


class ConnectionFailed(RetryableError):
    """The connection was refused, reset, or ended before the response was whole."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"connection for {url} failed: {reason}")
        self.url = url
        self.reason = reason


class HostBusy(RetryableError):
    """The host asked for a pause (429, or 503 with Retry-After), or its circuit is open."""

    def __init__(self, host: str, retry_after: float | None = None) -> None:
        wait = "" if retry_after is None else f"; it asks to wait {retry_after:g} s"
        super().__init__(f"{host} is busy{wait}")
        self.host = host
        self.retry_after = retry_after


class ServerFailed(RetryableError):
    """The server answered 5xx."""

    def __init__(self, url: str, status_code: int) -> None:
        super().__init__(f"{url} answered {status_code}")
        self.url = url
        self.status_code = status_code


class SkippableError(KronikaError):
    """Nothing is wrong; there is nothing to do either."""

    branch = "skippable"


class Disallowed(SkippableError):
    """robots.txt does not allow the URL, or could not be read because the server failed (RFC 9309, 2.3.1)."""

    def __init__(self, url: str, reason: str = "robots.txt disallows it") -> None:
        super().__init__(f"{url} was not fetched: {reason}")
        self.url = url
        self.reason = reason


class Gone(SkippableError):
    """The server answered 404 or 410: the page is not, or no longer, there."""

    def __init__(self, url: str, status_code: int) -> None:
        super().__init__(f"{url} answered {status_code}: it is not there")
        self.url = url
        self.status_code = status_code


class NotAnArticle(SkippableError):
    """The page is whole, but it is of a kind that holds no article."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url} is not an article: {reason}")
        self.url = url
        self.reason = reason


class NotModified(SkippableError):
    """The body is byte for byte the one that was archived before."""

    def __init__(self, url: str) -> None:
        super().__init__(f"{url} has not changed")
        self.url = url


class Forgotten(SkippableError):
    """The page is one that was erased on request, or is signed by a name that was."""

    def __init__(self) -> None:
        super().__init__("erased on request: no row is made of it")


NAMES_FORGOTTEN = "names an article that was erased on request"
"""What the outcome of a feed says of it: it holds the article's text, and is erased with the next maintenance."""


class QuarantineError(KronikaError):
    """This capture is wrong: set it aside and go on."""

    branch = "quarantine"


class Undecodable(QuarantineError):
    """The bytes could not be turned into text or a tree within the limits."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the body cannot be decoded: {reason}")
        self.reason = reason


class Blocked(QuarantineError):
    """The answer is a challenge or a refusal, whatever its status code says."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the outlet blocked us: {reason}")
        self.reason = reason


class UnexpectedResponse(QuarantineError):
    """A status code, redirect or size that a page of this outlet should not have."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"unexpected response from {url}: {reason}")
        self.url = url
        self.reason = reason


class MissingField(QuarantineError):
    """A field that every page of this kind has is not on this one."""

    def __init__(self, field: str) -> None:
        super().__init__(f"the page has no {field}")
        self.field = field


class MalformedField(QuarantineError):
    """A field is there and cannot be understood."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(f"{field} cannot be understood: {text[:200]!r}")
        self.field = field
        self.text = text


class Drifted(QuarantineError):
    """Fields have fallen out of the outlet's pages of late: this page may be as broken as they are."""

    def __init__(self, fields: Sequence[str], reason: str) -> None:
        super().__init__(f"set aside with the pages of its time: {reason}")
        self.field = ", ".join(fields)
        self.reason = reason


class FatalError(KronikaError):
    """We are wrong: stop."""


class SchemaMismatch(FatalError):
    """Records do not fit the table they are meant for."""

    def __init__(self, table: str, reason: str) -> None:
        super().__init__(f"records do not fit table {table}: {reason}")
        self.table = table
        self.reason = reason


class LakeTooNew(FatalError):
    """The lake was written by a newer version of Kronika."""

    def __init__(self, found: int, supported: int) -> None:
        super().__init__(
            f"the lake has format {found}, this version reads up to {supported}: install a newer kronika, "
            "or point --data at another folder"
        )
        self.found = found
        self.supported = supported


class NoSpace(FatalError):
    """The disk is full, or less is free than the run needs."""

    def __init__(self, path: str, free_bytes: int | None = None) -> None:
        free = "" if free_bytes is None else f" ({free_bytes // 1_000_000} MB free)"
        super().__init__(f"no space left for {path}{free}: free some, or point --data at another disk")
        self.path = path
        self.free_bytes = free_bytes


class CheckFailed(FatalError):
    """A data test or a model failed: nothing was published, the last good warehouse stays."""

    def __init__(self, check: str, rows: int | None = None, reason: str = "") -> None:
        count = "" if rows is None else f" ({rows} rows)"
        super().__init__(f"check {check} failed{count}{': ' + reason if reason else ''}; nothing was published")
        self.check = check
        self.rows = rows
        self.reason = reason


class BadSettings(FatalError):
    """A setting, option or argument cannot be used; the message names it and the remedy."""


class DamagedArchive(FatalError):
    """A WARC file cannot be read at an offset."""

    def __init__(self, file: str, offset: int, reason: str) -> None:
        super().__init__(f"{file} is damaged at byte {offset}: {reason}")
        self.file = file
        self.offset = offset
        self.reason = reason


class Unsound(FatalError):
    """`kronika doctor` or `kronika verify` found something wrong; what it is was printed."""


class NothingCrawled(FatalError):
    """There is no lake or no published warehouse yet."""


class AlreadyRunning(FatalError):
    """Another run of the same outlet, or another writer of the same thing, is at work."""


class QueryFailed(FatalError):
    """A person's SQL cannot be run; the message is the database's own, with line and column."""


class NotDelivered(FatalError):
    """A service did not take a message; it is named by its kind and place, since its address is a secret."""

    def __init__(self, subject: str, services: Sequence[str]) -> None:
        super().__init__(
            f"{subject!r} was not taken by {', '.join(services)}: look at the service's address (docs/messages.md); "
            "alerts are told again the next time"
        )
        self.subject = subject
        self.services = tuple(services)


class FieldsDrifted(FatalError):
    """Fields fell out of an outlet's pages: the new articles are in quarantine, the rows before them stay."""

    def __init__(self, drifts: Sequence[str], remedies: Sequence[str], runs: Sequence[object] = ()) -> None:
        lines = [
            "the outlet's pages changed, or its selectors broke; the new articles are in quarantine:",
            *drifts,
            *remedies,
        ]
        super().__init__("\n  ".join(lines))
        self.drifts = tuple(drifts)
        self.remedies = tuple(remedies)
        self.runs = tuple(runs)
