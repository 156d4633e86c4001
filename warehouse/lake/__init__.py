"""The lake: append-only tables in DuckLake, its catalogue in SQLite, its data in Parquet."""

from warehouse.lake.attach import attach_sql
from warehouse.lake.lake import Lake
from warehouse.lake.maintenance import MaintenanceReport
from warehouse.lake.plan import KnownArticle, NewArticle, PreviousCapture
from warehouse.lake.sessions import connect
from warehouse.lake.statistics import TableStatistics

__all__ = [
    "KnownArticle",
    "Lake",
    "MaintenanceReport",
    "NewArticle",
    "PreviousCapture",
    "TableStatistics",
    "attach_sql",
    "connect",
]
