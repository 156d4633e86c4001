"""What the reprint marts find among invented texts of which the truth is known: `python -m tests.simulation.reprints`."""

import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from pathlib import Path

from schemas.table import Row
from tests.simulation.reprint_texts import REPRINTS, InventedArticle, invent
from tests.warehouse.models.lake_rows import article, at, commit, page, query
from warehouse.build import build_models

FIRST = at("05-01 00:00")
AS_OF = at("07-15 12:00")
_Key = tuple[str, str, str]


@dataclass(frozen=True)
class Score:
    """Pairs of articles that tell the same text, as found and in truth.

    Attributes:
        right: pairs found that are so in truth.
        wrong: pairs found that are not.
        missed: pairs that were not found.
        kinds: by kind of reprint, reprints; those in a cluster with their original; those that the bound of 0.8 would find.
        wrong_kinds: by the kinds of two articles, wrong pairs.
    """

    right: int
    wrong: int
    missed: int
    kinds: dict[str, tuple[int, int, int]]
    wrong_kinds: Counter[tuple[str, ...]]

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed)


def rows_of(articles: Sequence[InventedArticle], batch_id: str = "batch-1") -> list[Row]:
    """Return the lake's rows of articles whose pages were each seen five minutes after publishing."""
    rows: list[Row] = []
    for each in articles:
        published_at = FIRST + timedelta(minutes=each.minute)
        seen_at = published_at + timedelta(minutes=5)
        url = f"https://{each.outlet}.example/{each.edition}/{each.article_id}"
        capture_id = f"c{each.article_id}"
        values = {"outlet": each.outlet, "url": url, "body": each.body, "published_at": published_at}
        rows += page(capture_id, seen_at, each.edition, each.article_id, outlet=each.outlet, batch_id=batch_id)
        rows.append(article(capture_id, seen_at, each.edition, each.article_id, **values))
    return rows


def score(data: Path, articles: Sequence[InventedArticle]) -> Score:
    """Compare the clusters of a built working database with the truth."""
    clusters = {
        (outlet, edition, article_id): cluster
        for outlet, edition, article_id, cluster in query(
            data, "select outlet, edition, article_id, cluster_id from reprint_cluster"
        )
    }
    found, true = (
        _pairs({_key(each): clusters.get(_key(each)) for each in articles}),
        _pairs({_key(each): each.story for each in articles}),
    )
    kind_of = {_key(each): each.kind for each in articles}
    return Score(
        right=len(found & true),
        wrong=len(found - true),
        missed=len(true - found),
        kinds=_kinds(data, articles, found),
        wrong_kinds=Counter(tuple(sorted((kind_of[one], kind_of[other]))) for one, other in found - true),
    )


def _key(each: InventedArticle) -> _Key:
    return each.outlet, each.edition, each.article_id


def _pairs(groups: dict[_Key, object]) -> set[tuple[_Key, _Key]]:
    members: dict[object, list[_Key]] = {}
    for key, group in groups.items():
        if group is not None:
            members.setdefault(group, []).append(key)
    return {pair for keys in members.values() for pair in combinations(sorted(keys), 2)}


def _kinds(
    data: Path, articles: Sequence[InventedArticle], found: set[tuple[_Key, _Key]]
) -> dict[str, tuple[int, int, int]]:
    strict = {
        tuple(sorted((tuple(row[:3]), tuple(row[3:]))))
        for row in query(
            data,
            """
            select earlier_outlet, earlier_edition, earlier_article_id, later_outlet, later_edition, later_article_id
            from intermediate.int_reprint_pairs where containment >= 0.8
            """,
        )
    }
    originals = {each.story: _key(each) for each in articles if each.kind == "original"}
    counts = dict.fromkeys(REPRINTS, (0, 0, 0))
    for each in articles:
        if each.kind in counts:
            pair = tuple(sorted((originals[each.story], _key(each))))
            count, in_cluster, at_bound = counts[each.kind]
            counts[each.kind] = (count + 1, in_cluster + (pair in found), at_bound + (pair in strict))
    return counts


def scored(stories: int) -> tuple[Score, int]:
    """Build the models of invented articles, and return how their reprints were found and how many articles there were."""
    articles = invent(stories)
    with tempfile.TemporaryDirectory() as folder:
        commit(Path(folder), "batch-1", rows_of(articles))
        build_models(Path(folder), AS_OF)
        return score(Path(folder), articles), len(articles)


def main() -> None:
    """Print precision and recall, and how many of each kind of reprint were found."""
    result, count = scored(480)
    print(f"{count:,} articles; pairs: precision {result.precision:.4f}, recall {result.recall:.4f}\n")
    print("| kind of reprint | reprints | found | a pair at containment 0.8 |\n|---|---|---|---|")
    for kind, (count, found, strict) in result.kinds.items():
        print(f"| {kind} | {count} | {found / count:.3f} | {strict / count:.3f} |")
    for kinds, count in result.wrong_kinds.most_common():
        print(f"wrong: {' and '.join(kinds)}: {count}")


if __name__ == "__main__":
    main()
