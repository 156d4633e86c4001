"""Values as SQL literals, where parameters do not do: statements take none, and DuckLake passes over files by constants alone."""

from datetime import UTC, datetime


def literal(value: str | datetime) -> str:
    """Return a text or an aware instant as an SQL literal."""
    if isinstance(value, datetime):
        return f"timestamptz '{value.astimezone(UTC).replace(tzinfo=None).isoformat(sep=' ')}+00'"
    return "'" + value.replace("'", "''") + "'"
