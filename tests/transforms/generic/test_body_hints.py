"""What names of classes say."""

import pytest

from transforms.generic.body_hints import KINDS, kinds_of


def _kinds(hint: str) -> set[str]:
    bits = kinds_of(hint)
    return {kind for place, kind in enumerate(KINDS) if bits >> place & 1}


@pytest.mark.parametrize(
    ("hint", "kinds"),
    [
        ("comments", {"comment"}),
        ("siteNavigation", {"navigation"}),
        ("article-body", {"article", "content", "text"}),
        ("article_body", {"article", "content", "text"}),
        ("related-posts", {"related", "article"}),
        ("x7f3 q", set()),
        ("", set()),
    ],
)
def test_kinds(hint: str, kinds: set[str]) -> None:
    assert _kinds(hint) == kinds


@pytest.mark.parametrize("hint", ["has-sidebar", "tag-comments", "category-newsletter", "md:hidden", "overflow-hidden"])
def test_names_of_settings_say_nothing_of_the_element(hint: str) -> None:
    assert _kinds(hint) == set()
