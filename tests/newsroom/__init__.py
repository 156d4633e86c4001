"""The newsroom: an invented news site in the shape of Korrespondent.net, with its truth apart from its HTML.

`World(seed, first_day, days, articles_per_day)` is a pure function of its arguments: what the site is at an instant `at`
(aware, any zone) follows from them alone. The HTML is rendered from the truth, never the other way round, so that a test can
compare each table of the lake, row by row, with what the newsroom knows.

Truth (records in `tests.newsroom.truth`; their fields are named as the columns of `schemas`):

- `world.expectation(edition, article_id, at)` -> how one request for the article's page ends (`Parsed`, `Gone`,
  `NotAnArticle`, `MissingField`, `MalformedField`), with status code, field and text. `None`: it has never been published by `at`.
- `world.article(edition, article_id, at)` -> `ArticleTruth` (the columns of `articles` without capture_id, seen_at,
  content_hash, parser_version), or `None` where no row may come of the page. Two equal values mean: no new version.
- `world.article_tags(...)`, `world.related_links(...)`, `world.view_counts(...)`: what that page shows at `at`.
- `world.listing(edition, day, number, at)`, `world.latest(edition, at)` (the fragment with times), `world.feed(edition, at)` ->
  `SightingTruth`s in order.
- `world.articles(edition, at)` -> every (article_id, url) with a page by `at`, deleted ones too. `world.deletions(at)`.
- `world.is_disallowed(url)`: robots.txt forbids it. `world.page(host, path, at)` -> the response.

What counts as what, where the real site leaves it open:

- The lead is an `h2` that stands in `div.post-item__text` before any paragraph; it is not part of the body. Later `h2`s are, also
  on pages without a lead.
- A `blockquote` or `li` is one paragraph of the body, whatever stands inside. Paragraphs are joined by one blank line;
  `&nbsp;` and runs of white space become one space.
- A red «ЧИТАЙТЕ ТАКОЖ» span is junk with the link inside it: neither body text nor a `body` link. So are closing lines.
- A link in a block counts once by its headline; the picture's link to the same target, links of headings ("СЮЖЕТИ >>"), and
  arrows of a carousel do not. `position` counts the links of a block from 1. Targets are absolute, without fragment and
  without tracking parameters.
- A number after a bullet ("• 52641") is a view counter of the linked article; one in brackets counts comments.
- On listings `position` counts the article links only (an advert that leads elsewhere has none).
- A word is a run between white space with a letter or digit in it: a lone dash is none.
- A wall-clock time that occurs twice (clocks go back) means its first occurrence.
- A time in a feed is exact to the second, on a page and a listing to the minute, a byline without a time to the day (00:00 Kyiv).
- `metadata_published_at` is what the JSON-LD says, taken literally, also where its "Z" is wrong; `modified_at` is its
  `dateModified`, which only articles with an admitted edit have.

Running it: `tests.newsroom.running.serve(world)` in a thread, `python -P -m tests.newsroom --help` as a process, `tests.newsroom.export`
as files. It is one HTTP/1.1 server on 127.0.0.1 that looks at the Host header. Its clock stands still until it is set. Host
`newsroom.control.example` takes `PUT /clock` (an ISO instant), `PUT /misbehave` (a list of rules, see `misbehaviour.Rule`), `DELETE
/misbehave`, `GET /requests`, `DELETE /requests`, `PUT /warm` (render all article pages now).
"""
