"""Erasing on request: what is known of some articles, from archive, lake and published files, so that it stays away.

The order, and what a crash at each place leaves:

1. The request is written into the archive (`warehouse.archive.erasures`), as salted hashes. From here on no parser makes a
   row of it and no run asks for it; nothing is erased yet.
2. The records give way to empty ones of the same length, file by file. Offsets hold, so the lake stays right; rows still
   say where the records are, so that the next try finds those that are left.
3. The rows are deleted, and the row of `erasures` is written, in one transaction.
4. What deleted rows leave in data files, snapshots and catalogue is removed; models are built anew and published.
5. The request is marked as done.

A request without its mark is carried out again from step 2 by the next `kronika forget` or `kronika maintain`: each step
does nothing where it was done.
"""

import logging
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass

import msgspec

from flows.forgotten import forgotten_in
from flows.ledger import LedgerLine
from flows.locks import exclusive
from flows.publication import build_and_publish
from flows.settings import Settings
from schemas.erasure_rows import ErasureRequest
from schemas.errors import BadSettings
from schemas.topic_errors import BadTopics
from transforms.forgotten import Forgotten, article_hash, author_hash, plain_name
from transforms.outlets import load_outlet, outlet_names
from warehouse.archive import (
    BegunErasure,
    DoneErasure,
    append_erasure,
    erase_records,
    read_batch_info,
    read_captures,
    read_erasures,
    read_outcomes,
    recover_open_files,
    remove_leftovers,
)
from warehouse.build import working_database
from warehouse.lake import (
    ArticleTraces,
    Lake,
    NamedArticle,
    archive_files,
    forgotten_articles,
    has_late_feeds,
    named_articles,
    recorded_counts,
    signed_articles,
    signing_authors,
    traces_of,
)

log = logging.getLogger("kronika.forget")


@dataclass(frozen=True, slots=True)
class Subject:
    """What is to be erased.

    Attributes:
        request: what the request named.
        articles: the articles, all their editions.
        authors: the name, where a name is to be erased.
    """

    request: ErasureRequest
    articles: tuple[NamedArticle, ...]
    authors: tuple[str, ...] = ()


def subject_of_url(settings: Settings, url: str) -> Subject:
    """Return the article at a URL, all its editions; it need not be known.

    Raises:
        BadSettings: the URL leads to no article of a known outlet.
    """
    for outlet in (load_outlet(name).with_hosts(settings.hosts) for name in outlet_names()):
        address = outlet.address(url)
        if address is not None and address.article_id is not None:
            return Subject("url", ((outlet.name, address.article_id),))
    raise BadSettings(f"{url} leads to no article of a known outlet: give the URL of an article's page")


def subject_of_author(settings: Settings, name: str) -> Subject:
    """Return every article with a version signed by a name, in any spelling that differs in case and blanks alone.

    Raises:
        BadSettings: the name is empty.
    """
    if not plain_name(name):
        raise BadSettings("--author is empty: give the name as the byline has it")
    with _lake_as_it_is(settings) as lake:
        if lake is None:
            return Subject("author", (), (name,))
        connection = lake.connect()
        spellings = [each for each in signing_authors(connection) if plain_name(each) == plain_name(name)]
        return Subject("author", tuple(sorted(signed_articles(connection, spellings))), (name,))


def traces(settings: Settings, subject: Subject) -> ArticleTraces:
    """Return what lake and archive hold of a subject; committed batches alone."""
    with _lake_as_it_is(settings) as lake:
        return ArticleTraces([], {}, {}) if lake is None else traces_of(lake.connect(), subject.articles)


def forget(settings: Settings, subject: Subject, reason: str | None) -> DoneErasure:
    """Erase a subject from archive, lake and published files; it does not come back.

    Returns:
        What that came to.

    Raises:
        AlreadyRunning: a run, a build or a maintenance is at work.
        CheckFailed: all is erased but the published files, whose models failed.
        NoSpace: the disk is full; start it again to finish it.
    """
    archive = settings.data / "archive"
    with _everything_locked(settings):
        salt = read_erasures(archive).salt
        request = BegunErasure(
            request_id=secrets.token_hex(8),
            request=subject.request,
            reason=reason,
            begun_at=settings.clock()(),
            salt=salt,
            articles=tuple(article_hash(salt, *article) for article in subject.articles),
            authors=tuple(author_hash(salt, name) for name in subject.authors),
        )
        append_erasure(archive, request)
        _carry_out(settings)
    return _published_and_done(settings)[request.request_id]


def finish_erasures(settings: Settings) -> dict[str, DoneErasure]:
    """Finish the erasures that were cut off, and those of pages by an erased name that came in since.

    Returns:
        What each came to, by the request's key; empty where there was nothing to do.

    Raises:
        AlreadyRunning: a run, a build or a maintenance is at work.
        CheckFailed: all is erased but the published files, whose models failed.
        NoSpace: the disk is full; start it again to finish it.
    """
    erasures = read_erasures(settings.data / "archive")
    if not erasures.begun:
        return {}
    late = _late_articles(settings)
    if late:
        subject = Subject("author", tuple(late))
        done = forget(settings, subject, "signed by a name that was erased before")
        return {done.request_id: done}
    if not (erasures.unfinished or _has_late_feeds(settings)):
        return {}
    with _everything_locked(settings):
        _carry_out(settings)
    return _published_and_done(settings)


def _late_articles(settings: Settings) -> list[NamedArticle]:
    """Return the articles that an erased name signed and that came in since: no row was made of them, their pages are here."""
    if not forgotten_in(settings.data / "archive").authors:
        return []
    with _lake_as_it_is(settings) as lake:
        return [] if lake is None else lake.ask(forgotten_articles)


def _has_late_feeds(settings: Settings) -> bool:
    with _lake_as_it_is(settings) as lake:
        return lake is not None and lake.ask(has_late_feeds)


def _carry_out(settings: Settings) -> None:
    """Erase from archive and lake whatever any request names, and the models' database, which is built anew."""
    archive = settings.data / "archive"
    remove_leftovers(archive)
    recover_open_files(archive)
    forgotten = forgotten_in(archive)
    if not Lake.exists(settings.data):
        _erase_uncommitted(settings, forgotten, set())
        return
    with Lake.open(settings.data) as lake:
        unfinished = read_erasures(archive).unfinished
        articles = [each for each in lake.ask(lambda c: list(named_articles(c))) if forgotten.has_article(*each)]
        found = lake.ask(lambda connection: traces_of(connection, articles, with_late_feeds=True))
        for warc_file, places in found.files.items():
            if (archive / warc_file).exists():
                _erase_from_file(settings, warc_file, places, forgotten)
        record_count = found.record_count + _erase_uncommitted(settings, forgotten, lake.ask(archive_files))
        recorded = lake.ask(recorded_counts)
        record = [
            row
            for request in unfinished
            if request.request_id not in recorded
            for row in request.rows(found.row_count, record_count)
        ]
        if found.files or articles or record:
            lake.erase(articles, record)
        lake.purge()
    database = working_database(settings.data)
    for leftover in (database, database.with_name(database.name + ".wal")):
        leftover.unlink(missing_ok=True)


def _erase_from_file(settings: Settings, warc_file: str, places: dict[int, int], forgotten: Forgotten) -> None:
    archive = settings.data / "archive"
    ledger = read_outcomes(archive / warc_file)
    outlet = read_batch_info(archive / warc_file).get("outlet", "")
    kept = None if ledger is None else _without_lines(ledger, outlet, forgotten)
    erase_records(archive, warc_file, places, settings.clock()(), None if kept == ledger else kept)


def _without_lines(ledger: bytes, outlet: str, forgotten: Forgotten) -> bytes:
    """Return a ledger without the lines of erased articles, the others byte for byte."""
    decoder = msgspec.json.Decoder(LedgerLine)
    return b"".join(
        line
        for line in ledger.splitlines(keepends=True)
        if not forgotten.has_article(outlet, decoder.decode(line).article_id)
    )


def _erase_uncommitted(settings: Settings, forgotten: Forgotten, committed: set[str]) -> int:
    """Erase from files that the lake does not know, of runs that were cut off; return how many records that were."""
    archive = settings.data / "archive"
    count = 0
    for path in archive.rglob("*.warc.gz"):
        warc_file = path.relative_to(archive).as_posix()
        if warc_file in committed or path.name.startswith("."):
            continue
        places = _places_in(settings, warc_file, forgotten)
        if places:
            _erase_from_file(settings, warc_file, places, forgotten)
            count += len(places)
    return count


def _places_in(settings: Settings, warc_file: str, forgotten: Forgotten) -> dict[int, int]:
    outlets = [load_outlet(name).with_hosts(settings.hosts) for name in outlet_names()]
    places = {}
    for capture in read_captures(settings.data / "archive", warc_file):
        addresses = ((outlet.name, outlet.address(capture.url)) for outlet in outlets)
        if any(address and forgotten.has_article(name, address.article_id) for name, address in addresses):
            places[capture.warc_offset] = capture.warc_length
    return places


def _published_and_done(settings: Settings) -> dict[str, DoneErasure]:
    """Build everything anew, publish it where anything was published, and mark all requests as done."""
    archive = settings.data / "archive"
    unfinished = read_erasures(archive).unfinished
    counts: dict[str, tuple[int, int]] = {}
    if Lake.exists(settings.data):
        if (settings.data / "published").exists():
            with suppress(BadTopics):  # they are logged, and hold up no erasure
                build_and_publish(settings, full_refresh=True)
        with Lake.open(settings.data, read_only=True) as lake:
            counts = lake.ask(recorded_counts)
    done = {}
    for request in unfinished:
        rows, records = counts.get(request.request_id, (0, 0))
        done[request.request_id] = DoneErasure(request_id=request.request_id, row_count=rows, record_count=records)
        append_erasure(archive, done[request.request_id])
        log.info("request %s: %d rows and %d records erased", request.request_id, rows, records)
    return done


@contextmanager
def _lake_as_it_is(settings: Settings) -> Iterator[Lake | None]:
    """Open the lake to be read; None where there is none."""
    if not Lake.exists(settings.data):
        yield None
        return
    with Lake.open(settings.data, read_only=True) as lake:
        yield lake


@contextmanager
def _everything_locked(settings: Settings) -> Iterator[None]:
    """Hold the locks of every outlet, of maintenance and of the build: nobody writes or reads snapshots meanwhile."""
    with ExitStack() as locks:
        for name in (*outlet_names(), "maintenance"):
            locks.enter_context(exclusive(settings.data, name))
        locks.enter_context(exclusive(settings.data, "build", wait=True))
        yield
