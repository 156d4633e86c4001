"""Prefect's own database is pruned: by us where its server is a temporary one, by its service where it stands."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.flows.program import ROOT

pytestmark = pytest.mark.flow

_PRUNE = """
import asyncio, json, os, sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from flows.orchestrator import prepare_prefect

prepare_prefect(Path(sys.argv[1]))

from prefect.server.database import provide_database_interface
from prefect.server.services.perpetual_services import get_enabled_perpetual_services
import prefect.server.services.db_vacuum
from flows.lost_runs import forget_old_runs

AGES = (1, 29, 31, 400)

async def add_run(db, session, flow, age):
    ended = datetime.now(UTC) - timedelta(days=age)
    run = db.FlowRun(flow_id=flow.id, name=f"{age} days", end_time=ended, state_type="COMPLETED", state_name="Completed")
    session.add(run)
    await session.flush()
    session.add(db.Log(name="kronika", level=20, flow_run_id=run.id, message=f"{age} days", timestamp=ended))

async def names(db):
    async with db.session_context() as session:
        runs = (await session.execute(db.FlowRun.__table__.select())).mappings().all()
        logs = (await session.execute(db.Log.__table__.select())).mappings().all()
    return sorted(run["name"] for run in runs), sorted(log["message"] for log in logs)

async def main():
    db = provide_database_interface()
    await db.create_db()
    async with db.session_context(begin_transaction=True) as session:
        flow = db.Flow(name="news")
        session.add(flow)
        await session.flush()
        for age in AGES:
            await add_run(db, session, flow, age)
    before = await names(db)
    await forget_old_runs()
    at_first = await names(db)
    stamp = Path(sys.argv[1], "prefect", "pruned")
    os.utime(stamp, (stamp.stat().st_mtime - 90_000,) * 2)
    await forget_old_runs()
    services = [config.function.__name__ for config in get_enabled_perpetual_services(ephemeral=False)]
    print(json.dumps({"before": before, "at_first": at_first, "after": await names(db), "services": services}))

asyncio.run(main())
"""


def test_old_flow_runs_and_their_logs_go_and_young_ones_stay(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PRUNE, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    everything = ["1 days", "29 days", "31 days", "400 days"]
    assert found["before"] == found["at_first"] == [everything, everything]
    assert found["after"] == [["1 days", "29 days"], ["1 days", "29 days"]]
    assert {"schedule_vacuum_tasks", "schedule_event_vacuum_tasks", "schedule_orphan_vacuum_tasks"} <= set(
        found["services"]
    )
