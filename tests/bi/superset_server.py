"""Apache Superset of its own: an environment with the versions of superset_constraints.txt, and a server on the loopback interface.

Superset wants other versions of SQLAlchemy and pandas than we do, so nothing of it is ever installed beside us.
"""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

CONSTRAINTS = Path(__file__).with_name("superset_constraints.txt")
WANTED = ("apache-superset", "cachetools", "rich", "duckdb", "duckdb-engine")
"""Superset 6.1.0 needs cachetools and rich, and does not say so."""
USER = "analyst"
CONFIGURATION = """\
SECRET_KEY = {secret!r}
SQLALCHEMY_DATABASE_URI = {metadata!r}
TALISMAN_ENABLED = False
WTF_CSRF_ENABLED = True
RATELIMIT_ENABLED = False
FEATURE_FLAGS = {{"DASHBOARD_VIRTUALIZATION": False}}
DATA_CACHE_CONFIG = {{"CACHE_TYPE": "FileSystemCache", "CACHE_DIR": {cache!r}, "CACHE_DEFAULT_TIMEOUT": 86400}}
"""
"""A person's: with a cache of a day, which the bundle must stay out of. Every chart is asked for at once, on the screen or not."""

_STARTING_SECONDS = 300


@dataclass(frozen=True)
class Server:
    """A running Superset and who may log in."""

    address: str
    user: str
    password: str


def install(folder: Path) -> Path:
    """Make a virtual environment with Superset in it, unless it is there, and return its `bin`.

    Raises:
        subprocess.CalledProcessError: pip could not.
    """
    programs = folder / "bin"
    if not (programs / "superset").exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([programs / "pip", "install", "--quiet", "-c", CONSTRAINTS, *WANTED], check=True)
    return programs


@contextmanager
def running(programs: Path, home: Path, *, workers: int = 2, threads: int = 4) -> Iterator[Server]:
    """Serve Superset with an empty database of its own in `home` until the block ends; its log is `home/superset.log`."""
    home.mkdir(parents=True, exist_ok=True)
    password = secrets.token_urlsafe()
    environment = _configure(home)
    for step in _first_steps(password):
        _run(programs, home, environment, step)
    address = _free_address()
    server = Server(f"http://{address}", USER, password)
    command = [str(programs / "gunicorn"), "--bind", address, "--workers", str(workers), "--threads", str(threads)]
    command += ["--worker-class", "gthread", "--timeout", "120", "--no-control-socket", "superset.app:create_app()"]
    with (home / "superset.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=home, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait_until_healthy(server, process, home / "superset.log")
            yield server
        finally:
            process.terminate()
            process.wait(timeout=60)


def _free_address() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host, port = free.getsockname()
    return f"{host}:{port}"


def _configure(home: Path) -> dict[str, str]:
    """Write Superset's configuration, and return the environment in which it finds it."""
    configuration = home / "superset_config.py"
    metadata = f"sqlite:///{home / 'superset.db'}?check_same_thread=false"
    values = {"secret": secrets.token_urlsafe(48), "metadata": metadata, "cache": str(home / "cache")}
    configuration.write_text(CONFIGURATION.format_map(values))
    ours = {"SUPERSET_CONFIG_PATH": str(configuration), "SUPERSET_HOME": str(home), "FLASK_APP": "superset"}
    quiet = {"SCARF_ANALYTICS": "false", "PYTHONWARNINGS": "ignore"}  # nobody outside is told
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    return inherited | ours | quiet


def _first_steps(password: str) -> tuple[Sequence[str], ...]:
    admin = ("--username", USER, "--firstname", "Media", "--lastname", "Analyst", "--email", "analyst@example.org")
    return (("db", "upgrade"), ("fab", "create-admin", *admin, "--password", password), ("init",))


def _run(programs: Path, home: Path, environment: dict[str, str], step: Sequence[str]) -> None:
    done = subprocess.run(
        [programs / "superset", *step], cwd=home, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"superset {' '.join(step[:2])} ended with {done.returncode}:\n{done.stderr[-3000:]}")


def _wait_until_healthy(server: Server, process: "subprocess.Popen[bytes]", log: Path) -> None:
    patience = time.monotonic() + _STARTING_SECONDS
    while time.monotonic() < patience and process.poll() is None:
        try:
            if httpx.get(f"{server.address}/health", timeout=30).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.5)
    raise RuntimeError(f"Superset did not start:\n{log.read_text(errors='replace')[-3000:]}")
