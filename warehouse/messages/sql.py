"""The queries of what people are told, each a file."""

from importlib.resources import files


def query_text(name: str) -> str:
    """Return the SQL of the query of this name."""
    return (files("warehouse.messages") / "queries" / f"{name}.sql").read_text(encoding="utf-8")
