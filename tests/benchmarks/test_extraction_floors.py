"""Extraction is never worse on real pages than it was."""

import pytest

from tests.benchmarks.corpora import NoCorpus, corpora_from_environment, run
from tests.benchmarks.extraction import OURS, below_floors, extract, floors


def test_no_column_is_below_its_floor() -> None:
    try:
        corpora = corpora_from_environment()
    except NoCorpus as error:
        pytest.skip(str(error))
    result = run(corpora, corpora.pages(corpora.names()), {OURS: extract})[OURS]
    assert floors()
    assert below_floors(corpora, result) == []
