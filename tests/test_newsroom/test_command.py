"""`python -P -m tests.newsroom`, as the demo starts it; and the copy as files."""

import gzip
import http.client
import json
import signal
import socket
import subprocess
import sys
from datetime import date
from pathlib import Path

from tests.newsroom.export import export
from tests.newsroom.world import World

COMMAND = [sys.executable, "-P", "-m", "tests.newsroom", "--days", "1", "--articles-per-day", "12"]


def status_of(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Host": "korrespondent.example"})
    status = connection.getresponse().status
    connection.close()
    return status


def test_it_says_its_port_serves_and_ends_with_its_standard_input(tmp_path: Path) -> None:
    ready = tmp_path / "ready.json"
    process = subprocess.Popen(
        [*COMMAND, "--until-stdin-closes", "--ready-file", str(ready)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin
    assert process.stdout
    with process:
        port = json.loads(process.stdout.readline())["port"]
        assert json.loads(ready.read_text()) == {"port": port}
        assert status_of(port, "/all/2026/may/5/") == 200
        process.stdin.close()
        assert process.wait(timeout=20) == 0


def test_it_ends_on_sigterm() -> None:
    with subprocess.Popen(COMMAND, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0


def test_a_taken_port_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        run = subprocess.run([*COMMAND, "--port", str(port)], capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 1
    assert run.stderr.startswith(f"the newsroom cannot listen on port {port}: ")
    assert len(run.stderr.splitlines()) == 1


def test_an_instant_without_a_zone_is_refused() -> None:
    run = subprocess.run(
        [*COMMAND, "--at", "2026-05-05T12:00"], capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode == 2
    assert "2026-05-05T12:00 has no time zone" in run.stderr


def test_export_writes_pages_and_their_gzip(tmp_path: Path) -> None:
    world = World(5, date(2026, 5, 5), days=1, articles_per_day=12)
    count = export(world, world.end, tmp_path)
    listing = tmp_path / "ua.korrespondent.example" / "all/2026/may/5/index.html"
    empty = tmp_path / "ua.korrespondent.example" / "all/2026/may/5/p2/index.html"
    assert b'<div class="article__date">' in listing.read_bytes()
    assert b'<div class="articles-list"></div>' in empty.read_bytes()
    assert (tmp_path / "k.img.korrespondent.example" / "rss/ru/all_news2.0.xml").exists()
    pages = [path for path in tmp_path.rglob("48*") if path.suffix != ".gz"]
    assert count == len(pages) >= 15
    assert all(gzip.decompress(path.with_name(path.name + ".gz").read_bytes()) == path.read_bytes() for path in pages)
