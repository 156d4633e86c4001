"""How far a long work is: a moving line on a terminal, nothing where the output goes into a log (which has its lines)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import count

from rich.console import Console

console = Console(stderr=True)
"""Where progress, log and errors go; shared, so that they do not write over each other."""


def _silent(_what: str) -> None:
    return


PAGE_DONE: ContextVar[Callable[[str], None]] = ContextVar("PAGE_DONE", default=_silent)
"""Called with a page's URL when its response is archived."""

STEP_BEGUN: ContextVar[Callable[[str], None]] = ContextVar("STEP_BEGUN", default=_silent)
"""Called with what begins: a batch's key when its crawl does, a few words for what comes after it."""


@contextmanager
def shown_progress(*, quiet: bool) -> Iterator[None]:
    """Show steps and pages while the work inside goes on."""
    if quiet or not console.is_terminal:
        yield
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TextColumn("{task.fields[pages]}"),
        TimeElapsedColumn(),
    )
    # Results go to standard output as they are, also where only standard error is a terminal.
    with Progress(*columns, console=console, transient=True, redirect_stdout=False) as progress:
        line = progress.add_task("starting", total=None, pages="")
        numbers = count(1)
        page = PAGE_DONE.set(lambda _url: progress.update(line, pages=f"{next(numbers)} pages"))
        step = STEP_BEGUN.set(lambda name: progress.update(line, description=name))
        try:
            yield
        finally:
            PAGE_DONE.reset(page)
            STEP_BEGUN.reset(step)
