"""Rows about people's own topics: what they asked for, and which article versions say it."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta

from schemas.table import Row

TopicRole = Literal["main", "secondary", "passing"]


class TopicVersion(Row, frozen=True, kw_only=True):
    """One row per version of a user topic, as its file had it; the last row of a topic is what holds."""

    topic: Annotated[str, Meta(description="Topic's name")]
    version: Annotated[int, Meta(description="Counts every change of the topic, from 1")]
    query_version: Annotated[int, Meta(description="Counts the changes of what it hits (query, language, Kronika's way of matching), from 1")]
    query: Annotated[str, Meta(description="Query in Lucene's syntax")]
    query_digest: Annotated[str, Meta(description="BLAKE2b-128 of query, language and the version of the matching")]
    language: Annotated[str | None, Meta(description="Language (BCP 47) to whose articles it is limited; null for all")]
    title: Annotated[str, Meta(description="Title")]
    title_uk: Annotated[str | None, Meta(description="Title in Ukrainian, where the file gives one")]
    title_ru: Annotated[str | None, Meta(description="Title in Russian, where the file gives one")]
    title_en: Annotated[str | None, Meta(description="Title in English, where the file gives one")]
    file: Annotated[str, Meta(description="File that defines it, below the topics folder")]
    is_removed: Annotated[bool, Meta(description="Whether no file defines it any longer")]
    added_at: Annotated[datetime, Meta(description="When the version was taken in, UTC")]
    article_count: Annotated[int, Meta(description="Articles that it hit then, editions apart, by their current versions")]
    previous_article_count: Annotated[int | None, Meta(description="Articles that the query version before it hit then; null for the first")]


class TopicSet(Row, frozen=True, kw_only=True):
    """One row per version of a competitive set, as its file had it; the last row of a set is what holds."""

    set_name: Annotated[str, Meta(description="Set's name")]
    version: Annotated[int, Meta(description="Counts every change of the set, from 1")]
    title: Annotated[str, Meta(description="Title")]
    topics: Annotated[list[str], Meta(description="Names of the topics that share the voice, in order")]
    file: Annotated[str, Meta(description="File that defines it, below the topics folder")]
    is_removed: Annotated[bool, Meta(description="Whether no file defines it any longer")]
    added_at: Annotated[datetime, Meta(description="When the version was taken in, UTC")]


class TopicHit(Row, frozen=True, kw_only=True):
    """One row per query version of a user topic and article version that it hits."""

    topic: Annotated[str, Meta(description="Topic's name")]
    query_version: Annotated[int, Meta(description="Query version that hit")]
    capture_id: Annotated[str, Meta(description="Capture of the article version; key of `articles`")]
    content_hash: Annotated[str, Meta(description="content_hash of the version as it was matched; a hit of another content no longer counts")]
    outlet: Annotated[str, Meta(description="Outlet's name")]
    edition: Annotated[str, Meta(description="Edition")]
    article_id: Annotated[str, Meta(description="Outlet's own id of the article")]
    role: Annotated[TopicRole, Meta(description="main, secondary or passing (docs/topics.md)")]
    hit_count: Annotated[int, Meta(description="Places at which the query's clauses match")]
    matched_clauses: Annotated[list[str], Meta(description="Clauses of the query that match, each with its field, such as headline:дрон*; never text of the article")]
    seen_at: Annotated[datetime, Meta(description="When the version was first captured, UTC")]
    matched_at: Annotated[datetime, Meta(description="When it was matched, UTC")]


class MatchedVersion(Row, frozen=True, kw_only=True):
    """One row per article version that was held against every user topic there was."""

    capture_id: Annotated[str, Meta(description="Capture of the article version; key of `articles`")]
    content_hash: Annotated[str, Meta(description="content_hash of the version as it was matched")]
    outlet: Annotated[str, Meta(description="Outlet's name")]
    edition: Annotated[str, Meta(description="Edition")]
    article_id: Annotated[str, Meta(description="Outlet's own id of the article")]
    seen_at: Annotated[datetime, Meta(description="When the version was first captured, UTC")]
    matched_at: Annotated[datetime, Meta(description="When it was matched, UTC")]
