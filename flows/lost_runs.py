"""Flow runs whose process was killed: the server would show them as running for ever, so the next run says what happened.

Each flow run shows a sign of life. The operating system frees it with the process, so a sign that nobody holds tells of a run
that came to no end. A process that was killed before it could show one, or after it took it away and before the server knew
of the end, left none: where the server is the data folder's own, its runs without a sign are known to be lost as well.
"""

import os
import signal
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, timedelta
from pathlib import Path
from uuid import UUID

from prefect import get_client
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.exceptions import ObjectNotFound
from prefect.runtime import flow_run
from prefect.settings import PREFECT_API_URL, PREFECT_HOME
from prefect.states import Crashed
from prefect.types import DateTime

from flows.locks import is_held, lock_path, sign_of_life
from flows.orchestrator import temporary_servers
from flows.settings import Settings
from warehouse.disk import writing

_PREFIX = "flow-run-"
_SERVER = b"prefect.server.api.server:create_app"
_A_DAY = timedelta(days=1)
_TIME_TO_SIGN = timedelta(minutes=1)
"""A run that has just begun has not shown its sign yet."""


@asynccontextmanager
async def marked_alive(settings: Settings) -> AsyncIterator[None]:
    """Show the current flow run's sign of life; mark the runs that were killed as crashed."""
    with sign_of_life(settings.data, f"{_PREFIX}{flow_run.id}"):
        with writing(settings.data):
            _sign(settings.data, flow_run.id).write_text(" ".join(map(str, temporary_servers())))
        await _mark_lost_runs(settings.data)
        yield


async def _mark_lost_runs(data: Path) -> None:
    message = (
        "the process was killed before the run ended; what it had committed stays, the next run goes on from there"
    )
    left = set(_left_signs(data))
    async with get_client() as client:
        for run_id in left | set(await _unsigned_runs(client, data)):
            with suppress(ObjectNotFound):  # another server's run: not ours to mark
                await client.set_flow_run_state(run_id, Crashed(message=message), force=True)
            if run_id in left:
                _end_servers(_sign(data, run_id))
                _sign(data, run_id).unlink(missing_ok=True)


def _has_own_server() -> bool:
    """Whether the server is this process's own: the one that we started, or, without a command of ours, Prefect."""
    return bool(temporary_servers()) or PREFECT_API_URL.value() is None


def _end_servers(sign: Path) -> None:
    """End the temporary servers of a killed process, which live on; only where the system tells what a process is (proc(5))."""
    for number in sign.read_text().split():
        with suppress(OSError):
            if _SERVER in Path("/proc", number, "cmdline").read_bytes():
                os.kill(int(number), signal.SIGTERM)


def _left_signs(data: Path) -> Iterator[UUID]:
    for path in (data / "work").glob(f"{_PREFIX}*.lock"):
        if not is_held(path):
            yield UUID(path.stem.removeprefix(_PREFIX))


async def _unsigned_runs(client: PrefectClient, data: Path) -> list[UUID]:
    """Return the runs that are at work by the word of the data folder's own server, and show no sign of it."""
    if not _has_own_server() or PREFECT_HOME.value() != data / "prefect":
        return []
    at_work = FlowRunFilter(
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.PENDING, StateType.RUNNING])),
        expected_start_time=FlowRunFilterExpectedStartTime(before_=DateTime.now(UTC) - _TIME_TO_SIGN),
    )
    runs = await client.read_flow_runs(flow_run_filter=at_work)
    return [run.id for run in runs if not _sign(data, run.id).exists()]


def _sign(data: Path, run_id: UUID) -> Path:
    return lock_path(data, f"{_PREFIX}{run_id}")


async def forget_old_runs() -> None:
    """Delete ended flow runs that are older than the retention, with their logs, in a temporary server's database, once a day.

    Prefect's temporary server, which `kronika run` starts where no other is named, prunes events and not flow runs (3.8: of the
    services of `db_vacuum` it runs only that one), so that its database would grow for ever. A server that is named has the
    service, and its flow runs may be others'. What deletes them takes two seconds of CPU to import.
    """
    if _has_own_server() and _is_due(PREFECT_HOME.value() / "pruned"):
        from prefect.server.database import provide_database_interface
        from prefect.server.services.db_vacuum import vacuum_old_flow_runs

        await vacuum_old_flow_runs(db=provide_database_interface())


def _is_due(stamp: Path) -> bool:
    """Whether a day has gone since the stamp was set; it is set anew, and for the first time where nothing can be old yet."""
    now = time.time()
    is_due = stamp.exists() and now - stamp.stat().st_mtime > _A_DAY.total_seconds()
    if is_due or not stamp.exists():
        stamp.touch()
    return is_due
