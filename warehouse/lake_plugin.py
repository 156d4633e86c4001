"""dbt-duckdb plugin: attaches the lake to the models' connection, read-only and as it is at that moment.

All models of a build, on whichever thread, then see the same batches, though a crawl may commit meanwhile.
"""

from pathlib import Path
from typing import Any

from dbt.adapters.duckdb.plugins import BasePlugin
from duckdb import DuckDBPyConnection

from warehouse.lake.sessions import attach_snapshot


class Plugin(BasePlugin):  # type: ignore[misc]  # dbt-duckdb is not typed
    """Named in profiles.yml with `data`, the data folder."""

    def initialize(self, plugin_config: dict[str, Any]) -> None:
        """Keep the data folder that the profile names."""
        self._data = Path(plugin_config["data"])

    def configure_connection(self, conn: DuckDBPyConnection) -> None:
        """Attach the lake to a new connection."""
        attach_snapshot(conn, self._data)
