"""Flow runs whose process was killed: the server would show them as running for ever, so the next run says what happened.

Each flow run holds a lock file while it lives. The operating system frees it with the process, so a file that nobody holds
tells of a run that came to no end.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from uuid import UUID

from prefect import get_client
from prefect.exceptions import ObjectNotFound
from prefect.runtime import flow_run
from prefect.states import Crashed

from flows.locks import exclusive, is_held, lock_path
from flows.settings import Settings

_PREFIX = "flow-run-"


@asynccontextmanager
async def marked_alive(settings: Settings) -> AsyncIterator[None]:
    """Hold the current flow run's lock file; before that, mark the runs that were killed as crashed."""
    await _mark_lost_runs(settings.data)
    name = f"{_PREFIX}{flow_run.id}"
    with exclusive(settings.data, name):
        try:
            yield
        finally:
            lock_path(settings.data, name).unlink(missing_ok=True)


async def _mark_lost_runs(data: Path) -> None:
    lost = [path for path in (data / "work").glob(f"{_PREFIX}*.lock") if not is_held(path)]
    if not lost:
        return
    message = (
        "the process was killed before the run ended; what it had committed stays, the next run goes on from there"
    )
    async with get_client() as client:
        for path in lost:
            run_id = UUID(path.stem.removeprefix(_PREFIX))
            with suppress(ObjectNotFound):  # another server's run: not ours to mark
                await client.set_flow_run_state(run_id, Crashed(message=message), force=True)
            path.unlink(missing_ok=True)
