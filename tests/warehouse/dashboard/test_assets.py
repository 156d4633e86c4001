import re
from pathlib import Path

import pytest

ASSETS = Path(__file__).parents[3] / "warehouse" / "dashboard" / "assets"
TEXT_PAIRS = [
    "ink/paper",
    "ink/card",
    "ink/sunk",
    "soft/paper",
    "soft/card",
    "soft/sunk",
    "soft/weekend",
    "link/card",
    "link/sunk",
    "good/good-back",
    "good/card",
    "warn/warn-back",
    "warn/card",
    "bad/bad-back",
    "bad/card",
    "on-accent/accent",
    "card/ink",
    "heat-ink-low/heat-1",
    "heat-ink-low/heat-2",
    "heat-ink-low/heat-3",
    "heat-ink-high/heat-4",
    "heat-ink-high/heat-5",
    "heat-ink-high/heat-6",
]
MARK_PAIRS = [f"line-{slot}/{back}" for slot in range(1, 9) for back in ("card", "weekend")] + [
    "edge/card",
    "edge/paper",
    "accent/card",
    "good/weekend",
    "warn/weekend",
]


@pytest.mark.parametrize(("pair", "least"), [(pair, 4.5) for pair in TEXT_PAIRS] + [(pair, 3.0) for pair in MARK_PAIRS])
def test_colours_have_the_contrast_that_wcag_2_2_asks_for(pair: str, least: float) -> None:
    declared = dict(
        re.findall(r"--([\w-]+): light-dark\((#\w{6}, #\w{6})\)", (ASSETS / "style.css").read_text(encoding="utf-8"))
    )
    front, back = (declared[name].split(", ") for name in pair.split("/"))
    for theme in (0, 1):
        high, low = sorted((luminance(front[theme]), luminance(back[theme])), reverse=True)
        assert (high + 0.05) / (low + 0.05) >= least, (pair, theme)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", ["words.js", "view_words.js"])
def test_both_languages_have_the_same_words(name: str) -> None:
    ukrainian, english = words_of(name)
    assert len(ukrainian) > 100
    assert ukrainian == english


def words_of(name: str) -> tuple[list[str], list[str]]:
    text = (ASSETS / name).read_text(encoding="utf-8")
    start, middle = text.index("  uk: {"), text.index("  en: {")
    pattern = re.compile(r'(?:^|, |,\n)\s*(\w+): (?=["\[])', re.M)
    return pattern.findall(text[start + 7 : middle]), pattern.findall(text[middle + 7 :])


def test_every_word_is_there_and_every_one_is_used() -> None:
    words = words_of("words.js")[0] + words_of("view_words.js")[0]
    assert len(words) == len(set(words))
    scripts = "".join(file.read_text(encoding="utf-8") for file in ASSETS.glob("*.js"))
    used = set(re.findall(r'(?:word|counted)\("(\w+)"', scripts)) | set(
        re.findall(r'data-(?:word|label)="(\w+)"', (ASSETS / "page.html").read_text(encoding="utf-8"))
    )
    assert used - set(words) == set()
    dynamic = (
        "edition_",
        "short_",
        "status_",
        "meaning_",
        "kind_",
        "content_",
        "measure_",
        "measured_",
        "field_",
        "range_",
        "theme_",
        "figure_",
        "view_",
        "title_",
        "kind_one_",
        "voice_",
        "advice_",
        "had_",
        "role_",
    )
    spoken = "".join(file.read_text(encoding="utf-8") for file in ASSETS.glob("*.js") if "words" not in file.name)
    known = used | set(re.findall(r'"(\w+)"', spoken))
    assert [
        name for name in words if name not in known and not name.startswith(dynamic) and not name.endswith("_sub")
    ] == []


def test_the_page_closes_what_it_opens() -> None:
    html = (ASSETS / "page.html").read_text(encoding="utf-8")
    for tag in ("div", "section", "main", "header"):
        assert len(re.findall(rf"<{tag}\b", html)) == html.count(f"</{tag}>"), tag
