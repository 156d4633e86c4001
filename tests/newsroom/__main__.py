"""Run the newsroom: `python -P -m tests.newsroom --port 0`; prints one JSON line when it listens."""

import argparse
import asyncio
import json
import signal
import sys
import threading
from datetime import date, datetime
from pathlib import Path

from tests.newsroom.http_server import port_of, start_server
from tests.newsroom.newsroom import Newsroom
from tests.newsroom.world import World


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text} has no time zone; write for example 2026-05-07T15:00:00+03:00")
    return at


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -P -m tests.newsroom", description="An invented news site for demos and tests."
    )
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; 0 takes a free one")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument(
        "--first-day", type=date.fromisoformat, default=date(2026, 5, 5), help="first day with stories (Kyiv)"
    )
    parser.add_argument("--days", type=int, default=3)
    parser.add_argument("--articles-per-day", type=int, default=60)
    parser.add_argument("--at", type=_instant, help="where the clock stands at first; default: the end of the last day")
    parser.add_argument("--crawl-delay", type=float, help="Crawl-delay of robots.txt, seconds")
    parser.add_argument("--warm", action="store_true", help="render all article pages before listening")
    parser.add_argument("--ready-file", type=Path, help="write the JSON line there too")
    parser.add_argument("--until-stdin-closes", action="store_true", help="end when standard input ends")
    return parser.parse_args(argv)


async def _run(arguments: argparse.Namespace) -> None:
    world = World(
        arguments.seed,
        arguments.first_day,
        arguments.days,
        arguments.articles_per_day,
        crawl_delay=arguments.crawl_delay,
    )
    newsroom = Newsroom(world, arguments.at or world.end)
    if arguments.warm:
        newsroom.warm()
    server = await start_server(newsroom, arguments.port)
    stopped = _stop_event(watch_stdin=arguments.until_stdin_closes)
    line = json.dumps({"port": port_of(server)})
    if arguments.ready_file:
        arguments.ready_file.write_text(line + "\n", encoding="utf-8")
    print(line, flush=True)
    await stopped.wait()
    server.close()


def _stop_event(*, watch_stdin: bool) -> asyncio.Event:
    """Return an event that SIGTERM, SIGINT or the end of standard input sets."""
    loop, stopped = asyncio.get_running_loop(), asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopped.set)
    if watch_stdin:

        def wait() -> None:
            sys.stdin.buffer.read()
            loop.call_soon_threadsafe(stopped.set)

        threading.Thread(target=wait, daemon=True).start()
    return stopped


def main() -> None:
    """Run until stopped; a port that is taken ends with a sentence and code 1."""
    arguments = _arguments(sys.argv[1:])
    try:
        asyncio.run(_run(arguments))
    except OSError as error:
        sys.exit(f"the newsroom cannot listen on port {arguments.port}: {error.strerror or error}")


if __name__ == "__main__":
    main()
