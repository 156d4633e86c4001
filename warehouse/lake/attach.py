"""Attaching the lake to a DuckDB connection: DuckLake with its catalogue in SQLite."""

from importlib.util import find_spec
from pathlib import Path

import duckdb

from schemas.errors import BadSettings
from warehouse.literals import literal

_EXTENSIONS = ("ducklake", "sqlite_scanner")
BUSY_MILLISECONDS = 20_000


def lake_folder(data: Path) -> Path:
    """Return the lake's folder below the data folder."""
    return data / "lake"


def catalog_path(data: Path) -> Path:
    """Return the lake's catalogue, a SQLite file."""
    return lake_folder(data) / "catalog.sqlite"


def attach_sql(data: Path, *, read_only: bool, catalog: Path | None = None) -> list[str]:
    """Return the statements that attach the lake as database `lake`; nothing is installed from the network.

    The session's zone is set to UTC, so that instants come out as they went in. The catalogue keeps a write-ahead log, so
    that readers and a writer do not wait for each other, and the data path is given each time, so that the data folder may
    be moved. Reading the living catalogue is safe beside commits and not beside maintenance: see `attach_snapshot`.

    Args:
        data: the data folder.
        read_only: refuse to write.
        catalog: another catalogue to attach instead of the lake's own, such as a copy of it.

    Raises:
        BadSettings: the packages of DuckDB's extensions are missing or of another version.
    """
    data = data.absolute()
    database = literal(f"ducklake:sqlite:{catalog or catalog_path(data)}")
    options = [
        f"data_path {literal(str(lake_folder(data) / 'data'))}",
        "override_data_path true",
        f"meta_busy_timeout {BUSY_MILLISECONDS}",
        *(["read_only"] if read_only else ["meta_journal_mode 'wal'"]),
    ]
    return [
        "set global timezone = 'UTC'",
        *load_sql(),
        f"attach {database} as lake ({', '.join(options)})",
    ]


def load_sql() -> list[str]:
    """Return the statements that load the extensions.

    Raises:
        BadSettings: the packages of DuckDB's extensions are missing or of another version.
    """
    return [f"load {literal(str(extension_path(name)))}" for name in _EXTENSIONS]


def extension_path(name: str) -> Path:
    """Return the file of a DuckDB extension inside its installed package.

    Raises:
        BadSettings: the package is missing, or made for another version of DuckDB.
    """
    package = f"duckdb_extension_{name}"
    spec = find_spec(package)
    file = f"v{duckdb.__version__}/{name}.duckdb_extension"
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / "extensions" / file
        if path.is_file():
            return path
    raise BadSettings(
        f"the DuckDB extension {name} for version {duckdb.__version__} is not installed: "
        f"install {package.replace('_', '-')}=={duckdb.__version__}"
    )
