"""What can be said of a block by its place among the others, once each was looked at by itself."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate

from transforms.generic.body_blocks import Block, Box, Outline
from transforms.generic.body_features import ends_as_sentence

CONTEXT: tuple[str, ...] = (
    "bias", "alone", "above", "in_main",
    "before:1", "before:2", "after:1", "after:2", "around", "kin_share", "first_before", "last_after", "position", "blocks",
    "home_before", "home_after", "home_between",
    "mates:0", "mates:1", "mates:2", "mates:3",
    "share:0", "share:1", "share:2", "share:3",
    "before_headline", "after_headline", "apart", "far_apart", "scrap_before", "scrap_after",
)  # fmt: skip
"""The numbers of a block's place, in their order."""

_MAX_WEIGHT = 500
_LONGEST_SCRAP = 100
"""Characters below which a text that does not end as a sentence is a label, a name, a date rather than a paragraph."""
_GOOD = 0.8
HOPELESS = 0.03
"""The chance of a block, looked at by itself, below which its place is not asked."""
_NOWHERE = -10
"""Where the headline stands that is not known: far from any block."""
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


def _home(box: Box) -> Box:
    """Return the box whose blocks a block of this box stands among: not its own paragraph, item or cell."""
    home = box.parent if box.end - box.start == 1 else box
    while home is not None and home.tag in _PARTS and home.parent is not None:
        home = home.parent
    return home or box


def _sums(values: Sequence[float]) -> list[float]:
    """Return the sum of the values before each place, and the total at the end."""
    return [0.0, *accumulate(values)]


def context_of(outline: Outline, logits: list[float], chances: list[float]) -> list[list[float] | None]:
    """Return the numbers of each block's place, as `CONTEXT` names them, or `None` where no place could save it."""
    blocks = outline.blocks
    count = len(blocks)
    likely = [block.size * chance if chance > 0.5 else 0.0 for block, chance in zip(blocks, chances, strict=True)]
    weights = [min(block.size, _MAX_WEIGHT) for block in blocks]
    mass = _sums(likely)
    weight_sums = _sums(weights)
    chance_sums = _sums([weight * chance for weight, chance in zip(weights, chances, strict=True)])
    total = mass[-1] or 1.0
    main = find_main(outline, mass)
    main_start, main_end = main.start, main.end
    kins = _kin_masses(blocks, likely)
    good = [place for place in range(count) if chances[place] > _GOOD and blocks[place].size >= 60]
    homes = _home_ranges(outline, good)
    inside = [place for place in good if main_start <= place < main_end]
    first, last = (inside[0], inside[-1]) if inside else (0, count)
    crowd = min(count, 1000) ** 0.5 / 10
    padded = [0.3, 0.3, *chances, 0.3, 0.3]
    headline = outline.headline if outline.headline is not None else _NOWHERE
    levels = _levels_above(outline)
    around: dict[int, list[tuple[float, float, float]]] = {}
    rows: list[list[float] | None] = [None] * count
    for place, block in enumerate(blocks):
        chance = chances[place]
        if chance < HOPELESS:
            continue
        weight, logit, box = weights[place], logits[place], block.box
        own, start, end, height, apart = weight * chance, box.start, box.end, box.height, levels.get(id(box), 0)
        scrap = not first <= place <= last and block.size < _LONGEST_SCRAP and not ends_as_sentence(block.text)
        low, high = place - 6 if place > 6 else 0, place + 7 if place + 7 < count else count
        first_home, last_home = homes.get(id(_home(box)), (count, -1))
        outer = box.parent or box
        sums = around.get(id(outer))
        if sums is None:
            sums = around[id(outer)] = _sums_around(outer, chance_sums, weight_sums, mass)
        (chances_1, weights_1, share_1), (chances_2, weights_2, share_2), (chances_3, weights_3, share_3) = sums
        rows[place] = [
            1.0,
            (-6.0 if logit < -6.0 else 6.0 if logit > 6.0 else logit) / 3,
            (height if height < 6 else 6) / 3,
            1.0 if main_start <= place < main_end else 0.0,
            padded[place + 1], padded[place], padded[place + 3], padded[place + 4],
            (chance_sums[high] - chance_sums[low] - own + 10) / (weight_sums[high] - weight_sums[low] - weight + 20),
            kins[_kin(box)] / total,
            1.0 if place < first else 0.0, 1.0 if place > last else 0.0,
            mass[place] / total,
            crowd,
            1.0 if first_home < place else 0.0, 1.0 if last_home > place else 0.0,
            1.0 if first_home < place < last_home else 0.0,
            (chance_sums[end] - chance_sums[start] - own + 15) / (weight_sums[end] - weight_sums[start] - weight + 30),
            (chances_1 - own + 15) / (weights_1 - weight + 30),
            (chances_2 - own + 15) / (weights_2 - weight + 30),
            (chances_3 - own + 15) / (weights_3 - weight + 30),
            (mass[end] - mass[start]) / total, share_1, share_2, share_3,
            1.0 if place < headline else 0.0, 1.0 if headline < place <= headline + 3 else 0.0,
            (apart if apart < 8 else 8) / 4, 1.0 if apart > 4 else 0.0,
            1.0 if scrap and place < first else 0.0, 1.0 if scrap and place > last else 0.0,
        ]  # fmt: skip
    return rows


def _sums_around(
    box: Box, chance_sums: list[float], weight_sums: list[float], mass: list[float]
) -> list[tuple[float, float, float]]:
    """Return the sums of chances and of weights in a box and the two around it, and their shares of the likely text."""
    total = mass[-1] or 1.0
    sums = []
    for _ in range(3):
        start, end = box.start, box.end
        sums.append(
            (
                chance_sums[end] - chance_sums[start],
                weight_sums[end] - weight_sums[start],
                (mass[end] - mass[start]) / total,
            )
        )
        box = box.parent or box
    return sums


def _kin(box: Box) -> tuple[str, ...]:
    parent = box.parent
    return (box.tag, box.hint, parent.tag, parent.hint) if parent is not None else (box.tag, box.hint)


def _kin_masses(blocks: list[Block], likely: list[float]) -> dict[tuple[str, ...], float]:
    """Return how much likely text stands in boxes of the same element and use, in such a box."""
    masses: dict[tuple[str, ...], float] = defaultdict(float)
    for block, value in zip(blocks, likely, strict=True):
        if value:
            masses[_kin(block.box)] += value
    return masses


def _home_ranges(outline: Outline, good: list[int]) -> dict[int, tuple[int, int]]:
    """Return for each home the first and the last of its blocks that look like text of the article."""
    homes: dict[int, tuple[int, int]] = {}
    for place in good:
        home = id(_home(outline.blocks[place].box))
        homes[home] = (homes[home][0] if home in homes else place, place)
    return homes


def _levels_above(outline: Outline) -> dict[int, int]:
    """Return how far above the headline the nearest box is that holds both it and a box, by the box."""
    if outline.headline is None:
        return {}
    levels: dict[int, int] = {}
    box: Box | None = outline.blocks[outline.headline].box
    while box is not None:
        levels[id(box)] = len(levels)
        box = box.parent
    for box in outline.boxes:
        if id(box) not in levels:
            levels[id(box)] = levels[id(box.parent)]
    return levels
