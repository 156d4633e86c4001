"""dbt-duckdb plugin: attaches the lake to the models' connection, read-only and at one snapshot."""

from pathlib import Path
from typing import Any

from dbt.adapters.duckdb.plugins import BasePlugin
from duckdb import DuckDBPyConnection

from warehouse.lake.attach import attach_sql


def attach_newest_snapshot(connection: DuckDBPyConnection, data: Path) -> None:
    """Attach the lake below `data` as `lake`, read-only, as it is now.

    All models of a build, on whichever thread, then see the same batches, though a crawl may commit meanwhile.
    """
    *preparations, attach = attach_sql(data, read_only=True)
    for statement in (*preparations, attach):
        connection.execute(statement)
    newest = connection.execute("select max(snapshot_id) from lake.snapshots()").fetchone()
    if newest is not None and newest[0] is not None:
        connection.execute("detach lake")
        connection.execute(f"{attach.removesuffix(')')}, snapshot_version {newest[0]})")


class Plugin(BasePlugin):  # type: ignore[misc]  # dbt-duckdb is not typed
    """Named in profiles.yml with `data`, the data folder."""

    def initialize(self, plugin_config: dict[str, Any]) -> None:
        """Keep the data folder that the profile names."""
        self._data = Path(plugin_config["data"])

    def configure_connection(self, conn: DuckDBPyConnection) -> None:
        """Attach the lake to a new connection."""
        attach_newest_snapshot(conn, self._data)
