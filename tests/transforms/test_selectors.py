"""Selectors found from a place in a page, on invented markup."""

from selectolax.lexbor import LexborHTMLParser

from transforms.selectors import common_ancestor, element_with_text, selector_of, selector_of_all

# Invented: no outlet's page.
PAGE = """<html><body>
<header><h1 class="logo">Вісник</h1></header>
<main class="story css-1x9ab">
 <h1 class="story__title css-77">Міст через річку <em>відкрили</em></h1>
 <div class="meta"><a class="who" href="/a/1">Олена Кравець</a><span>12 травня 2026, 09:10</span></div>
 <div class="story__text"><p>Перший абзац новини про міст.</p><p>Другий абзац.</p></div>
 <ul class="topics"><li><a href="/t/1">мости</a></li><li><a href="/t/2">річки</a></li></ul>
</main>
<aside><a class="who" href="/a/2">Інший Автор</a><div><p>Перший</p></div></aside></body></html>"""


def _tree() -> LexborHTMLParser:
    return LexborHTMLParser(PAGE)


def test_the_element_of_a_text_is_the_largest_that_holds_nothing_else() -> None:
    tree = _tree()
    assert tree.body is not None
    title = element_with_text(tree.body, "Міст через річку відкрили")
    assert title is not None
    assert title.tag == "h1"
    assert selector_of(title, tree) == "h1.story__title"


def test_a_text_that_is_only_a_part_is_not_found() -> None:
    tree = _tree()
    assert tree.body is not None
    assert element_with_text(tree.body, "Міст через річку") is None


def test_classes_made_by_a_build_step_are_not_used() -> None:
    tree = _tree()
    main = tree.css_first("main")
    assert main is not None
    assert selector_of(main, tree) == "main.story"


def test_an_element_without_a_name_is_named_below_an_ancestor() -> None:
    tree = _tree()
    date = tree.css_first(".meta span")
    assert date is not None
    assert selector_of(date, tree) == "span"  # the only one of the page


def test_a_list_of_elements_is_named_together() -> None:
    tree = _tree()
    assert selector_of_all(tree.css(".topics a"), tree) == "ul.topics a"


def test_paragraphs_meet_in_their_container() -> None:
    tree = _tree()
    first, second = tree.css(".story__text p")
    container = common_ancestor(first, second)
    assert container is not None
    assert selector_of(container, tree) == "div.story__text"
