"""From the YAML files of this folder and a published warehouse to the ZIP that Superset imports.

The files are in Superset's export format and stay short: columns that they do not name come from the warehouse itself, with
their types and descriptions, so that everything published can be explored.
"""

import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, Literal
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import duckdb
import yaml

from schemas.errors import BadSettings
from warehouse.query import open_published

FOLDER = Path(__file__).parent
TEXTS = "texts_uk.yaml"
SHOWN = ("dashboard_title", "description", "name", "sliceName", "slice_name", "verbose_name")
"""Keys whose values people read."""

_TEMPORAL = ("DATE", "TIMESTAMP")

Document = dict[str, Any]


def pack_bundle(published: Path, warehouse: str | None = None, language: Literal["en", "uk"] = "en") -> bytes:
    """Return the ZIP file that Superset's dashboard import takes; the same for the same warehouse.

    Args:
        published: folder with the published warehouse, which must be there: its tables are described in the bundle.
        warehouse: absolute path at which Superset will find the warehouse, where that is another than ours.
        language: language of titles and names of columns.

    Raises:
        NothingCrawled: there is no published warehouse yet.
        BadSettings: the path cannot stand in a URI.
        QueryFailed: the warehouse lacks what the bundle shows; an older version of Kronika published it.
    """
    uri = database_uri(warehouse or str((published / "warehouse.duckdb").absolute()))
    documents = dict(read_documents())
    texts = documents.pop(TEXTS) if language == "uk" else {}
    documents.pop(TEXTS, None)
    with open_published(published) as connection:
        for name, document in documents.items():
            if name.startswith("databases/"):
                document["sqlalchemy_uri"] = uri
            elif name.startswith("datasets/"):
                document["columns"] = list(_columns(connection, document))
    return _zipped({name: translated(document, texts) for name, document in documents.items()})


def database_uri(warehouse: str) -> str:
    """Return SQLAlchemy's URI of a warehouse that is opened to read.

    Raises:
        BadSettings: the path is relative, or has a question mark, which a URI takes for the end of a path.
    """
    if not warehouse.startswith("/") or "?" in warehouse:
        raise BadSettings(
            f"{warehouse} cannot stand in a database's URI: give an absolute path without a question mark"
        )
    return f"duckdb:///{warehouse}?access_mode=read_only"


def read_documents() -> Iterator[tuple[str, Document]]:
    """Yield each file of the bundle with its path in it."""
    for file in sorted(FOLDER.rglob("*.yaml")):
        yield file.relative_to(FOLDER).as_posix(), yaml.safe_load(file.read_text(encoding="utf-8"))


def dataset_relation(dataset: Document) -> str:
    """Return what stands after `from` to read a dataset."""
    return f"({dataset['sql']}\n)" if dataset.get("sql") else f"{dataset['schema']}.{dataset['table_name']}"


def translated(value: Any, texts: dict[str, str], key: str = "") -> Any:
    """Return a document with the texts that people read in another language; what has no translation stays."""
    if isinstance(value, dict):
        return {name: translated(below, texts, name) for name, below in value.items()}
    if isinstance(value, list):
        return [translated(below, texts, key) for below in value]
    return texts.get(value, value) if key in SHOWN and isinstance(value, str) else value


def _columns(connection: duckdb.DuckDBPyConnection, dataset: Document) -> Iterator[Document]:
    """Yield every column of a dataset as Superset wants it, with what its file says of it."""
    said = {column["column_name"]: column for column in dataset["columns"]}
    comments = dict(
        connection.execute(
            "select column_name, comment from duckdb_columns() where table_name = ? and schema_name = 'main'",
            [dataset["table_name"]],
        ).fetchall()
    )
    described = connection.execute(f"describe from {dataset_relation(dataset)}").fetchall()
    for name, kind, *_ in described:
        yield {
            "column_name": name,
            "type": kind,
            "description": comments.get(name),
            "is_dttm": kind.startswith(_TEMPORAL),
            "is_active": True,
            "groupby": True,
            "filterable": True,
        } | said.pop(name, {})
    yield from said.values()  # what is left is calculated


def _zipped(documents: dict[str, Document]) -> bytes:
    dump = partial(yaml.safe_dump, allow_unicode=True, sort_keys=False, width=120)
    content = io.BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, document in documents.items():
            archive.writestr(ZipInfo(f"kronika/{name}"), dump(document), ZIP_DEFLATED)
    return content.getvalue()
