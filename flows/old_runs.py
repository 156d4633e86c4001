"""Flow runs of long ago, in the database of a temporary Prefect server: a standing one deletes them by a service of its own.

Prefect's temporary server, which `kronika run` starts where no other is named, prunes events and not flow runs (Prefect 3.8,
`prefect.server.services.db_vacuum`: only the events' service runs in it), so that a schedule kept by cron would grow its database
for ever.
"""

from prefect.server.database import provide_database_interface
from prefect.server.services.db_vacuum import vacuum_old_flow_runs
from prefect.settings import PREFECT_API_URL


async def forget_old_runs() -> None:
    """Delete ended flow runs that are older than the retention, with their logs and artifacts.

    Does nothing where a server is named: its flow runs may be others', and it has the service.
    """
    if PREFECT_API_URL.value() is None:
        await vacuum_old_flow_runs(db=provide_database_interface())
