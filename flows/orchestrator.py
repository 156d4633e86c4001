"""Prefect's environment, made before prefect is first imported (it reads its settings at import)."""

import atexit
import logging
import os
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from schemas.errors import FatalError
from warehouse.disk import writing

log = logging.getLogger("kronika.orchestrator")

_SERVER_START_SECONDS = 600  # 180 were too few on a core that twenty processes shared; one that ends is seen at once

_SETTINGS = {
    # The default of 20 s failed three times of three on a busy machine.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_LOGGING_EXTRA_LOGGERS": "kronika",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(30 * 24 * 3600),
}
_TEMPORARY = {"PREFECT_UI_ENABLED": "0", "PREFECT__SERVER_EPHEMERAL": "1", "PREFECT__SERVER_FINAL": "1"}
"""As Prefect sets them for its own: no UI, and of the services those alone that a single run needs."""

_temporary_servers: list["subprocess.Popen[bytes]"] = []


def prepare_prefect(data: Path, *, verbose: bool = False) -> None:
    """Put Prefect's home into the data folder and set what a reliable, silent start needs.

    A variable that is set already stays: a person who runs a standing server knows why.

    Raises:
        NoSpace: the disk is full.
        BadSettings: the data folder cannot be written.
    """
    home = data / "prefect"
    with writing(home):
        home.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("PREFECT_HOME", str(home))
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "INFO" if verbose else "CRITICAL")
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)


def start_temporary_server() -> Callable[[], None]:
    """Start Prefect's server for this process alone, unless PREFECT_API_URL names one; return what waits until it answers.

    Prefect would do it at its first request, and import all of the server into this process before. Started here, before
    Prefect is imported, it starts beside that. It ends with the process: Prefect hands its last records on before that.

    The function that is returned raises `FatalError` where the server does not come up.
    """
    if "PREFECT_API_URL" in os.environ:
        return lambda: None
    log.info("starting Prefect's server")
    port = free_port(0)  # one that the system chooses: two programs that start at once must not share a server
    command = [sys.executable, "-P", "-m", "uvicorn", "--app-dir", sysconfig.get_path("purelib")]
    command += ["--factory", "prefect.server.api.server:create_app"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--log-level", "error", "--lifespan", "on"]
    server = subprocess.Popen(command, env=os.environ | _TEMPORARY)  # noqa: S603  # our own arguments
    _temporary_servers.append(server)
    atexit.register(_end, server)
    address = f"http://127.0.0.1:{port}/api"
    os.environ["PREFECT_API_URL"] = address
    return partial(_wait_until_healthy, server, address)


def temporary_servers() -> list[int]:
    """Return the process ids of the servers that this process started for itself."""
    return [server.pid for server in _temporary_servers]


def _end(server: "subprocess.Popen[bytes]") -> None:
    server.terminate()
    try:
        server.wait(timeout=30)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def free_port(preferred: int) -> int:
    """Return the preferred loopback port when nothing listens there, else any free one."""
    for port in (preferred, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("no free loopback port")


@contextmanager
def standing_server(port: int) -> Iterator[str]:
    """Run a Prefect server on the loopback interface, unless PREFECT_API_URL names one already; yield its address.

    Raises:
        FatalError: the server did not come up.
    """
    known = os.environ.get("PREFECT_API_URL")
    if known:
        yield known
        return
    port = free_port(port)
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603  # our own arguments
    address = f"http://127.0.0.1:{port}/api"
    try:
        _wait_until_healthy(server, address)
        os.environ["PREFECT_API_URL"] = address
        yield address
    finally:
        os.environ.pop("PREFECT_API_URL", None)
        _end(server)


def _wait_until_healthy(server: "subprocess.Popen[bytes]", address: str) -> None:
    deadline = time.monotonic() + _SERVER_START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=5):  # noqa: S310  # our own loopback address
                return
        except OSError:
            time.sleep(0.2)
    raise FatalError(
        f"the Prefect server did not answer at {address} within {_SERVER_START_SECONDS} s: "
        "try again, or start one yourself (prefect server start) and set PREFECT_API_URL"
    )
