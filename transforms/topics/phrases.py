"""Where a phrase stands, given where its words do."""

import heapq
from collections.abc import Sequence


def exact_phrase(positions: Sequence[Sequence[int]]) -> list[int]:
    """Return where words stand one after the other, as the positions of the first."""
    rest = [frozenset(each) for each in positions[1:]]
    return [at for at in positions[0] if all(at + offset in each for offset, each in enumerate(rest, 1))]


def sloppy_phrase(positions: Sequence[Sequence[int]], slop: int) -> list[int]:
    """Return where words stand near one another, as the smallest position of each place; places do not overlap.

    Lucene's rule (org.apache.lucene.search.SloppyPhraseMatcher): each word's position less its place in the phrase; words
    match when the largest and the smallest of these differ by at most `slop`. Two words that changed places take a slop of 2.
    """
    shifted = [[at - offset for at in each] for offset, each in enumerate(positions)]
    heap = [(each[0], word, 0) for word, each in enumerate(shifted) if each]
    if len(heap) < len(shifted):
        return []
    heapq.heapify(heap)
    largest = max(value for value, _, _ in heap)
    found: list[int] = []
    last_used = -1
    while True:
        smallest, word, index = heap[0]
        if largest - smallest <= slop:
            standing = [value + offset for value, offset, _ in heap]
            if len(set(standing)) == len(standing) and min(standing) > last_used:
                found.append(min(standing))
                last_used = max(standing)
        if index + 1 == len(shifted[word]):
            return found
        following = shifted[word][index + 1]
        heapq.heapreplace(heap, (following, word, index + 1))
        largest = max(largest, following)
