"""One stage of the work in a process of its own, ending as the command line does: `python -m tests.reliability.one_stage STAGE`.

The settings are those of kronika.toml in the working directory, as for a person. Prefect stays out: its server would cost
more than the stage.
"""

import asyncio
import sys
from collections.abc import Callable

from flows.batches import news_run
from flows.cli import exit_code
from flows.compaction import compact
from flows.outlet_run import news_plan, run_outlet
from flows.publication import models, published
from flows.settings import Settings, load_settings
from schemas.errors import KronikaError
from transforms.outlets import load_outlet


def _run(settings: Settings) -> None:
    outlet, now = load_outlet("korrespondent").with_hosts(settings.hosts), settings.clock()()
    asyncio.run(run_outlet(settings, news_plan(settings, outlet, news_run(outlet.name, now), now)))


STAGES: dict[str, Callable[[Settings], object]] = {
    "run": _run,
    "models": lambda settings: models(settings, settings.clock()()),
    "publish": lambda settings: published(settings, settings.clock()()),
    "compaction": compact,
}


def main() -> None:
    """Do the stage; an error that a person can mend is one line and its exit code."""
    try:
        STAGES[sys.argv[1]](load_settings())
    except KronikaError as error:
        print(f"kronika: {error}", file=sys.stderr)
        sys.exit(exit_code(error))


if __name__ == "__main__":
    main()
