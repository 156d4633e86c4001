"""What can be said of a block by its place among the others, once each was looked at by itself."""

from collections import defaultdict
from collections.abc import Callable

from transforms.generic.body_blocks import Box, Outline

CONTEXT: tuple[str, ...] = (
    "bias", "alone", "above", "in_main",
    "mates:0", "mates:1", "mates:2", "mates:3",
    "share:0", "share:1", "share:2", "share:3",
    "before:1", "before:2", "after:1", "after:2", "around",
    "kin_share", "kin_quality", "parent_share",
    "first_before", "last_after", "far_before", "far_after", "since_good", "till_good", "position", "blocks",
    "home_before", "home_after", "home_between",
    "before_headline", "after_headline", "apart", "far_apart",
)  # fmt: skip
"""The numbers of a block's place, in their order."""

_MAX_WEIGHT = 500
_GOOD = 0.8
HOPELESS = 0.01
"""The chance of a block, looked at by itself, below which its place is not asked."""
_LEVELS = 4
_PARTS = frozenset({"ul", "ol", "li", "dl", "tr", "tbody", "thead", "table", "p"})


def find_main(outline: Outline, mass: list[float]) -> Box:
    """Return the box that holds most of what looks like text of the article, each box's height above it set.

    Args:
        outline: the page.
        mass: sums of the likely text before each block, and the total at the end.
    """
    main = outline.boxes[0]
    path = [main]
    needed = 0.8 * (mass[main.end] - mass[main.start])
    for box in outline.boxes:
        if box.parent is main and mass[box.end] - mass[box.start] >= needed and box.tag not in {"p", "li"}:
            main = box
            path.append(box)
            needed = 0.8 * (mass[box.end] - mass[box.start])
    for height, box in enumerate(reversed(path)):
        box.height = height
    on_path = set(map(id, path))
    for box in outline.boxes:
        if box.parent is not None and id(box) not in on_path:
            box.height = box.parent.height
    return main


def _levels_above(origin: Box) -> Callable[[Box], int]:
    """Return a function that says how far above a box the nearest one is that holds it and another."""
    levels: dict[int, int] = {}
    box: Box | None = origin
    while box is not None:
        levels[id(box)] = len(levels)
        box = box.parent

    def level(other: Box) -> int:
        around: Box | None = other
        while around is not None and id(around) not in levels:
            around = around.parent
        return levels[id(around)]

    return level


def _nowhere(_: Box) -> int:
    return 0


def _home(box: Box) -> Box:
    """Return the box whose blocks a block of this box stands among: not its own paragraph, item or cell."""
    home = box.parent if box.end - box.start == 1 else box
    while home is not None and home.tag in _PARTS and home.parent is not None:
        home = home.parent
    return home or box


def _sums(values: list[float]) -> list[float]:
    total = 0.0
    sums = [0.0]
    for value in values:
        total += value
        sums.append(total)
    return sums


def context_of(outline: Outline, logits: list[float], chances: list[float]) -> list[list[float] | None]:
    """Return the numbers of each block's place, as `CONTEXT` names them, or `None` where no place could save it."""
    blocks = outline.blocks
    count = len(blocks)
    likely = [block.size * chance if chance > 0.5 else 0.0 for block, chance in zip(blocks, chances, strict=True)]
    weights = [float(min(block.size, _MAX_WEIGHT)) for block in blocks]
    mass = _sums(likely)
    weight_sums = _sums(weights)
    chance_sums = _sums([weight * chance for weight, chance in zip(weights, chances, strict=True)])
    total = mass[-1] or 1.0
    main = find_main(outline, mass)
    kin_mass: dict[tuple[str, ...], float] = defaultdict(float)
    kin_weight: dict[tuple[str, ...], float] = defaultdict(float)
    parent_mass: dict[int, float] = defaultdict(float)
    kins = []
    for block, value, weight in zip(blocks, likely, weights, strict=True):
        box = block.box
        parent = box.parent
        kin = (box.tag, box.hint, parent.tag, parent.hint) if parent is not None else (box.tag, box.hint)
        kins.append(kin)
        kin_mass[kin] += value
        kin_weight[kin] += weight
        parent_mass[id(parent)] += value
    good = [place for place in range(count) if chances[place] > _GOOD and blocks[place].size >= 60]
    homes: dict[int, tuple[int, int]] = {}
    for place in good:
        home = id(_home(blocks[place].box))
        homes[home] = (homes[home][0] if home in homes else place, place)
    inside = [place for place in good if main.start <= place < main.end]
    first, last = (inside[0], inside[-1]) if inside else (0, count)
    headline = outline.headline
    apart_of = _levels_above(blocks[headline].box) if headline is not None else _nowhere
    rows: list[list[float] | None] = []
    next_good = 0
    for place, block in enumerate(blocks):
        while next_good < len(good) and good[next_good] <= place:
            next_good += 1
        previous = next_good - 1
        if previous >= 0 and good[previous] == place:
            previous -= 1
        weight, chance = weights[place], chances[place]
        if chance < HOPELESS:
            rows.append(None)
            continue
        row = [
            1.0,
            max(-6.0, min(6.0, logits[place])) / 3,
            min(block.box.height, 6) / 3,
            1.0 if main.start <= place < main.end else 0.0,
        ]
        shares = []
        box: Box | None = block.box
        for _ in range(_LEVELS):
            around = box or outline.boxes[0]
            start, end = around.start, around.end
            row.append(
                (chance_sums[end] - chance_sums[start] - weight * chance + 15)
                / (weight_sums[end] - weight_sums[start] - weight + 30)
            )
            shares.append((mass[end] - mass[start]) / total)
            box = box.parent if box is not None else None
        row += shares
        low, high = max(0, place - 6), min(count, place + 7)
        kin = kins[place]
        row += [
            chances[place - 1] if place >= 1 else 0.3,
            chances[place - 2] if place >= 2 else 0.3,
            chances[place + 1] if place + 1 < count else 0.3,
            chances[place + 2] if place + 2 < count else 0.3,
            (chance_sums[high] - chance_sums[low] - weight * chance + 10)
            / (weight_sums[high] - weight_sums[low] - weight + 20),
            kin_mass[kin] / total,
            (kin_mass[kin] + 15) / (kin_weight[kin] + 30),
            parent_mass[id(block.box.parent)] / total,
            1.0 if place < first else 0.0,
            1.0 if place > last else 0.0,
            min(max(first - place, 0), 30) / 10,
            min(max(place - last, 0), 30) / 10,
            min(place - good[previous], 20) / 10 if previous >= 0 else 2.5,
            min(good[next_good] - place, 20) / 10 if next_good < len(good) else 2.5,
            mass[place] / total,
            min(count, 1000) ** 0.5 / 10,
        ]
        first_home, last_home = homes.get(id(_home(block.box)), (count, -1))
        row += [float(first_home < place), float(last_home > place), float(first_home < place < last_home)]
        if headline is None:
            row += [0.0, 0.0, 0.0, 0.0]
        else:
            apart = apart_of(block.box)
            row += [
                float(place < headline),
                float(headline < place <= headline + 3),
                min(apart, 8) / 4,
                float(apart > 4),
            ]
        rows.append(row)
    return rows
