"""One pool of parsing processes a program run, started when a batch is first large enough to need it."""

import asyncio
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from itertools import pairwise

import pyarrow as pa

from flows.parse_archive import ParsedPart, ParseJob, parse_part
from schemas.errors import FatalError
from warehouse.archive import record_offsets

# A worker costs about a second of CPU to start: as much as parsing this many pages several times over.
_SMALLEST_FOR_POOL = 250


_pools: dict[int, ProcessPoolExecutor] = {}


def _pool(workers: int) -> ProcessPoolExecutor:
    if workers not in _pools:
        _pools[workers] = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
    return _pools[workers]


def close_pool() -> None:
    """End the workers, when there are any."""
    while _pools:
        _pools.popitem()[1].shutdown()


def _parts(job: ParseJob, workers: int) -> list[ParseJob]:
    """Split a job into one part a worker, on record boundaries."""
    if workers == 1:
        return [job]
    offsets = record_offsets(job.archive / job.warc_file)
    if len(offsets) < _SMALLEST_FOR_POOL:
        return [job]
    cuts = [offsets[len(offsets) * part // workers] for part in range(workers)]
    return [replace(job, start=start, stop=stop) for start, stop in pairwise([*cuts, None]) if start is not None]


async def parse_file(job: ParseJob, workers: int) -> ParsedPart:
    """Parse an archive file, in worker processes where it is large.

    Raises:
        FatalError: a worker died, or what `parse_part` raises.
    """
    parts = _parts(job, workers)
    if len(parts) == 1:
        return parse_part(job)
    loop = asyncio.get_running_loop()
    try:
        parsed = await asyncio.gather(*(loop.run_in_executor(_pool(workers), parse_part, part) for part in parts))
    except BrokenProcessPool as error:
        _pools.pop(workers, None)
        raise FatalError(
            f"a parsing process died on {job.warc_file} (out of memory?): run again, with fewer workers if it recurs"
        ) from error
    return _joined(parsed)


def _joined(parts: list[ParsedPart]) -> ParsedPart:
    tables = {name: pa.concat_tables([part.tables[name] for part in parts]) for name in parts[0].tables}
    endings = {capture: ending for part in parts for capture, ending in part.endings.items()}
    redirects = {capture: target for part in parts for capture, target in part.redirects.items()}
    return ParsedPart(tables, endings, redirects)
