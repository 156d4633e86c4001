"""Topics: speed of matching, and recall of word forms on a small labelled set, beside simpler ways.

    python -m tests.benchmarks.topics [--articles 100000] [--topics 1000] [--batch 2000] [--workers 1]

Articles and queries are put together from the words of pymorphy3's dictionaries, with a few words frequent and most rare, as
in texts (Zipf). CPU time of one process; with several workers, the wall time of the program's own processes alone.
"""

import argparse
import random
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import accumulate, chain, cycle, islice

import pyarrow as pa
import snowballstemmer
from pymorphy3 import MorphAnalyzer

from flows.topic_matching import MatchJob, TextBatch, matched_batches
from tests.benchmarks.topic_labels import RUSSIAN, UKRAINIAN
from transforms.topics import ArticleText, Matcher, Topic
from transforms.topics.fold import folded, words_of
from transforms.topics.word_forms import word_forms

_BODY_WORDS = 320
_BATCH_ROWS = 1_000
_DISTINCT = 20_000
"""Articles made for the measurement of wall time; they come again and again, so that making them takes none of it."""
_FORMS_PER_BEGINNING = 300
_FREQUENT, _ASKED = 300, 20_000


def main() -> None:
    """Print both tables."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--articles", type=int, default=100_000)
    arguments.add_argument("--topics", type=int, default=1_000)
    arguments.add_argument("--batch", type=int, default=2_000)
    arguments.add_argument("--workers", type=int, default=1)
    asked = arguments.parse_args()
    if asked.workers > 1:
        _print_wall(asked.articles, asked.topics, asked.workers)
        return
    _print_recall()
    _print_speed(asked.articles, asked.topics, asked.batch)


def _print_recall() -> None:
    print("language  way                                  recall  precision")
    for language, labelled in (("uk", UKRAINIAN), ("ru", RUSSIAN)):
        for name, is_same in _ways(language).items():
            pairs = [(is_in(word, sentence, is_same), wanted) for word, sentence, wanted in labelled]
            hits = sum(found and wanted for found, wanted in pairs)
            recall, precision = (
                hits / sum(wanted for _, wanted in pairs),
                hits / max(1, sum(found for found, _ in pairs)),
            )
            print(f"{language:9} {name:36} {recall:6.3f} {precision:10.3f}")


def is_in(word: str, sentence: str, is_same: Callable[[str, str], bool]) -> bool:
    """Tell whether a way finds a word in a sentence."""
    return any(is_same(word, each) for each in words_of(folded(sentence)))


def _ways(language: str) -> dict[str, Callable[[str, str], bool]]:
    analyzer = MorphAnalyzer(lang=language)
    forms = word_forms(language)
    stem = snowballstemmer.stemmer("russian").stemWord

    def lemmas(word: str) -> set[str]:
        return {folded(form) for form in analyzer.normal_forms(folded(word))}

    ways: dict[str, Callable[[str, str], bool]] = {
        "the word as it is": lambda word, each: folded(word) == each,
        "same first letters, all but two": lambda word, each: each.startswith(folded(word)[:-2] or folded(word)),
        "first lemma": lambda word, each: (
            folded(analyzer.parse(folded(word))[0].normal_form) == folded(analyzer.parse(each)[0].normal_form)
        ),
        "any lemma": lambda word, each: bool(lemmas(word) & lemmas(each)),
        "forms of the dictionary form (ours)": lambda word, each: forms.key(each) in forms.keys(word),
    }
    if language == "ru":
        ways["Snowball's stem"] = lambda word, each: stem(folded(word)) == stem(each)
    return ways


def _print_wall(article_count: int, topic_count: int, workers: int) -> None:
    """Print what the program takes: topics made ready, texts handed to its processes, hits made rows."""
    vocabularies, topics = invented_topics(topic_count)
    at = datetime(2026, 5, 9, tzinfo=UTC)
    job = MatchJob(tuple(topics), tuple(topics), {topic.name: 1 for topic in topics}, at)
    rows = islice(
        cycle([_row(article, at) for article in _articles(_DISTINCT, vocabularies, random.Random(8))]), article_count
    )
    chunks = (list(islice(rows, _BATCH_ROWS)) for _ in range(0, article_count, _BATCH_ROWS))
    batches = (
        TextBatch(pa.RecordBatch.from_pylist(chunk), [True] * len(chunk), [True] * len(chunk)) for chunk in chunks
    )
    begun = time.perf_counter()
    hit_count = sum(done.hits.num_rows for done in matched_batches(job, batches, workers))
    seconds = time.perf_counter() - begun
    print(
        f"{topic_count} topics against {article_count} articles, {workers} workers: {seconds:.1f} s of wall time, {hit_count} hits"
    )


def _row(article: ArticleText, at: datetime) -> dict[str, object]:
    keys = {"capture_id": "c", "content_hash": "h", "edition": article.language, "article_id": "1", "seen_at": at}
    return asdict(article) | keys


def invented_topics(topic_count: int) -> tuple[dict[str, "Vocabulary"], list[Topic]]:
    """Return the words of both languages, frequent ones first, and topics that ask for them."""
    chance = random.Random(7)
    vocabularies = {language: _vocabulary(language, chance) for language in ("uk", "ru")}
    return vocabularies, [_topic(number, vocabularies, chance) for number in range(topic_count)]


def _print_speed(article_count: int, topic_count: int, batch: int) -> None:
    vocabularies, topics = invented_topics(topic_count)
    matcher = Matcher(topics)
    fresh = Matcher(topics)
    seconds, hits = _matched(matcher, _articles(article_count, vocabularies, random.Random(8)))
    print(
        f"{topic_count} topics against {article_count} articles: {seconds:.1f} s of CPU, {hits / article_count:.1f} hits an article"
    )
    seconds, hits = _matched(fresh, _articles(batch, vocabularies, random.Random(9)))
    print(
        f"the same against a new batch of {batch}, first words and all: {seconds:.2f} s of CPU, {hits / batch:.1f} hits an article"
    )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def _matched(matcher: Matcher, articles: Iterator[ArticleText]) -> tuple[float, int]:
    seconds, hits = 0.0, 0
    for article in articles:
        begun = time.process_time()
        hits += len(matcher.match(article))
        seconds += time.process_time() - begun
    return seconds, hits


class Vocabulary:
    """Forms of words, frequent ones first."""

    def __init__(self, forms: list[str]) -> None:
        self.forms = forms
        self._weights = list(accumulate(1 / (rank + 10) for rank in range(len(forms))))

    def some(self, chance: random.Random, count: int) -> list[str]:
        """Return words as a text has them."""
        return chance.choices(self.forms, cum_weights=self._weights, k=count)

    def telling(self, chance: random.Random, count: int) -> list[str]:
        """Return words as a topic asks for them: none of the most frequent, which are in every text."""
        return chance.sample(self.forms[_FREQUENT:_ASKED], count)


def _vocabulary(language: str, chance: random.Random) -> Vocabulary:
    analyzer = MorphAnalyzer(lang=language, result_type=None)
    letters = "абвгдежзийклмнопрстуфхцчшщюяєії" if language == "uk" else "абвгдежзийклмнопрстуфхцчшщэюя"
    beginnings = (first + second for first in letters for second in letters)
    known = chain.from_iterable(
        islice(analyzer.iter_known_word_parses(beginning), _FORMS_PER_BEGINNING) for beginning in beginnings
    )
    forms = sorted({word for word, *_ in known if len(word) > 4 and word.isalpha()})
    chance.shuffle(forms)
    return Vocabulary(forms)


def _topic(number: int, vocabularies: dict[str, Vocabulary], chance: random.Random) -> Topic:
    uk, ru = (vocabularies[name].telling(chance, 4) for name in ("uk", "ru"))
    queries = (
        f"({uk[0]} OR {ru[0]}) AND ({uk[1]} OR {ru[1]} OR {uk[2]}) AND NOT section:sport",
        f'"{uk[0]} {uk[1]}"~3 OR "{ru[0]} {ru[1]}"~3 OR headline:({uk[2]} OR {ru[2]})',
        f"{uk[0][:5]}* AND {uk[1][:4]}* OR {ru[0][:5]}* AND {ru[1][:4]}*",
        f"{uk[0]} {uk[1]} -{uk[2]}",
    )
    return Topic(f"t{number}", queries[number % len(queries)], "T")


def _articles(count: int, vocabularies: dict[str, Vocabulary], chance: random.Random) -> Iterator[ArticleText]:
    for number in range(count):
        language = ("uk", "ru")[number % 2]
        words = vocabularies[language].some(chance, _BODY_WORDS + 30)
        yield ArticleText(
            "korrespondent",
            language,
            " ".join(words[:8]),
            " ".join(words[8:30]),
            ". ".join(" ".join(words[begin : begin + 12]) for begin in range(30, len(words), 12)),
            section="ukraine/politics",
            word_count=_BODY_WORDS,
        )


if __name__ == "__main__":
    main()
