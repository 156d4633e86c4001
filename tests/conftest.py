"""What holds for every test: no setting from the caller's shell, no statistics sent; pyproject.toml closes the sockets."""

import logging
import os
from collections.abc import Iterator

import hypothesis
import pytest

# The same cases in every run; `--hypothesis-profile=default` looks for new ones.
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis.settings.load_profile("repeatable")

_OUTSIDE = ("KRONIKA_", "PREFECT_", "DBT_", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "APPRISE_")


def pytest_configure(config: pytest.Config) -> None:
    # In the environment, because the processes that tests start inherit it.
    for name in list(os.environ):
        if name.upper().startswith(_OUTSIDE):
            del os.environ[name]
    os.environ.update(DO_NOT_TRACK="1", DBT_SEND_ANONYMOUS_USAGE_STATS="false")


@pytest.fixture(autouse=True)
def log_as_it_was() -> Iterator[None]:
    """Take away the handlers that a command started in this process left: they write to streams that are closed by then."""
    log = logging.getLogger("kronika")
    handlers, level, propagate = log.handlers[:], log.level, log.propagate
    yield
    log.handlers[:], log.propagate = handlers, propagate
    log.setLevel(level)
