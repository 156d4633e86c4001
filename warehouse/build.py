"""Builds the models of the lake with dbt, checks them, and says what failed."""

import json
import logging
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from warehouse.build_failure import failure_of_build, failure_of_node
from warehouse.disk import writing
from warehouse.lake.lake import Lake
from warehouse.parsed_models import command, parsed_models, source_digest

_log = logging.getLogger("kronika.models")
_one_build = threading.Lock()  # dbt keeps its flags and adapters in globals
OnNode = Callable[[int, int], None]
"""Called with the number of a model or check, and of how many it is one."""

_COUNTED = {"model", "test", "unit_test"}


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    Attributes:
        model_count: models built.
        test_count: data tests (and unit tests) passed.
        seconds: wall time of the models and tests.
        is_full_refresh: whether everything was computed anew, not only the days and articles that something touched.
        slowest: every model and test with its seconds, the slowest first.
    """

    model_count: int
    test_count: int
    seconds: float
    is_full_refresh: bool
    slowest: tuple[tuple[str, float], ...]


def working_database(data: Path) -> Path:
    """Return the models' own database below the data folder; its schema `main` is what is to be published."""
    return data / "work" / "models.duckdb"


def build_models(
    data: Path,
    as_of: datetime,
    reporting_zone: str = "Europe/Kyiv",
    late_window_days: int = 10,
    full_refresh: bool = False,
    on_node: OnNode | None = None,
) -> BuildReport:
    """Build and check all models of the lake below `data`, into the working database.

    A first build, one after a build that failed, and one with other models or settings than the last computes
    everything; any other only what new captures touched and what lies inside the late window.

    Args:
        data: the data folder.
        as_of: the instant that the build holds for, aware; decides which days are open, closing or final.
        reporting_zone: IANA name of the zone whose days the marts count by.
        late_window_days: how long a day stays `closing`.
        full_refresh: compute everything in any case.
        on_node: called when a model or check begins.

    Raises:
        CheckFailed: a model or a data test failed; names it, the rows, and where to see them.
        NothingCrawled: there is no lake.
        LakeTooNew: a newer version wrote the lake.
        AlreadyRunning: another process has the working database open.
        NoSpace: the disk is full.
    """
    with Lake.open(data, read_only=True) as lake:
        is_older = lake.is_older
    if is_older:
        Lake.open(data).close()
    work = data.absolute() / "work"
    with writing(work):
        work.mkdir(parents=True, exist_ok=True)
    variables = {"reporting_zone": reporting_zone, "late_window_days": late_window_days}
    state = _build_state(variables)
    state_file = work / "build_state.json"
    is_full = full_refresh or not working_database(data).exists() or _last_state(state_file) != state
    with writing(state_file):
        state_file.unlink(missing_ok=True)
    with _one_build, _environment(KRONIKA_DATA=str(data.absolute()), KRONIKA_AS_OF=as_of.astimezone(UTC).isoformat()):
        report = _run_dbt(work / working_database(data).name, variables, on_node, is_full=is_full)
    with writing(state_file):
        state_file.write_text(state)
    return report


def _run_dbt(database: Path, variables: Mapping[str, Any], on_node: OnNode | None, *, is_full: bool) -> BuildReport:
    # dbt takes 2.5 CPU seconds to import: only where models are built.
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    options = ["--exclude-resource-type=unit_test"]  # about the SQL, not the data: they run in our tests, not here
    build = command("build", database, variables, *options, *(["--full-refresh"] if is_full else []))
    try:
        manifest = parsed_models(variables, database)
        result = dbtRunner(manifest=manifest, callbacks=[_forward, partial(_tell, on_node)]).invoke(build)
    finally:
        DuckDBConnectionManager.close_all_connections()
    nodes = [node for node in getattr(result.result, "results", ()) if node.node.resource_type in _COUNTED]
    for node in nodes:
        if node.status in {"error", "fail", "runtime error"}:
            raise failure_of_node(node, database)
    if not result.success:
        raise failure_of_build(result.exception, database)
    return _report(nodes, result.result.elapsed_time, is_full=is_full)


def _tell(on_node: OnNode | None, event: Any) -> None:
    if on_node is not None and event.info.name == "LogStartLine":
        on_node(event.data.index, event.data.total)


def _report(nodes: list[Any], seconds: float, *, is_full: bool) -> BuildReport:
    slowest = sorted(nodes, key=lambda node: node.execution_time, reverse=True)
    return BuildReport(
        model_count=sum(node.node.resource_type == "model" for node in nodes),
        test_count=sum(node.node.resource_type != "model" for node in nodes),
        seconds=seconds,
        is_full_refresh=is_full,
        slowest=tuple((node.node.name, round(node.execution_time, 3)) for node in slowest),
    )


def _forward(event: Any) -> None:
    """Hand dbt's events to standard logging; it prints nothing itself."""
    levels = {"debug": logging.DEBUG, "info": logging.DEBUG, "warn": logging.WARNING, "error": logging.INFO}
    level = levels.get(event.info.level)
    if level is not None and _log.isEnabledFor(level) and event.info.msg.strip():
        _log.log(level, "%s", event.info.msg)


@contextmanager
def _environment(**variables: str) -> Iterator[None]:
    """Set environment variables for a while.

    dbt's own way, `--vars`, would make it parse the whole project again whenever `as_of` changes; an environment
    variable only the one model that reads it.
    """
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _build_state(variables: Mapping[str, Any]) -> str:
    """Return what an incremental build must have in common with the one before: the models' text and settings."""
    return json.dumps({"models": source_digest(), **variables})


def _last_state(state_file: Path) -> str | None:
    return state_file.read_text() if state_file.exists() else None
