"""The marts stay within their bars on a simulated outlet; docs/mart_errors.md has the larger run."""

import pytest

from tests.simulation.errors import build, measure, simulate


@pytest.fixture(scope="module")
def errors(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], float]:
    simulation = simulate(seed=5, viewed_days=20, bursting_days=365, topic_count=6, night=0.5)
    data = tmp_path_factory.mktemp("simulated")
    build(data, simulation)
    return {(error.mart, error.measure): error.value for error in measure(data, simulation)}


@pytest.mark.parametrize(
    ("mart", "measure_name", "most"),
    [
        ("views_by_article_day", "views by article and day, WAPE", 0.08),
        ("views_by_article_day", "all views, share off", 0.005),
        ("article_attention", "half_life_hours, median of the relative error", 0.10),
        ("topic_burst_day", "false days a topic-year", 3),
    ],
)
def test_errors_are_within_their_bars(
    errors: dict[tuple[str, str], float], mart: str, measure_name: str, most: float
) -> None:
    assert 0 < errors[mart, measure_name] <= most


def test_bursts_are_told(errors: dict[tuple[str, str], float]) -> None:
    assert errors["topic_burst_day", "bursts told of those there were, share"] >= 0.9
