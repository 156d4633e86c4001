"""What dbt's failures mean to a person."""

from pathlib import Path
from typing import Any

from schemas.errors import AlreadyRunning, CheckFailed, FatalError
from warehouse.disk import refusal


def failure_of_node(node: Any, database: Path) -> FatalError:
    """Return the error for a failed node of a dbt run: a data test with rows, or a model with the database's message."""
    if node.status == "fail":
        rows = f"duckdb {database} 'from {_relation(node.node)}'"
        return CheckFailed(node.node.name, node.failures, f"see the rows with: {rows}")
    message = _sentence(node.message)
    return _known(message, database) or CheckFailed(node.node.name, None, f"{message} (SQL: {node.node.compiled_path})")


def failure_of_build(exception: BaseException | None, database: Path) -> FatalError:
    """Return the error for a dbt run that ended before its nodes did."""
    message = _sentence(str(exception) if exception else "dbt gave no reason")
    log = database.parent / "logs" / "dbt.log"
    return _known(message, database) or CheckFailed("models", None, f"{message} (log: {log})")


def _known(message: str, database: Path) -> FatalError | None:
    if "Could not set lock" in message:
        return AlreadyRunning(f"another process has {database} open: wait until it ends, or end it")
    return refusal(message, database.parent)


def _relation(node: Any) -> str:
    return f"{node.schema}.{node.alias}"


def _sentence(message: str | None) -> str:
    """Join the lines of a message, so that it stands in one sentence."""
    return " ".join((message or "no message").split())
