"""Boxes and blocks of pages of ours."""

from selectolax.lexbor import LexborHTMLParser

from transforms.generic.body_blocks import Outline, read_outline


def _outline(markup: str) -> Outline:
    root = LexborHTMLParser(f"<body>{markup}</body>").body
    assert root is not None
    return read_outline(root)


def _texts(markup: str) -> list[str]:
    return [block.text for block in _outline(markup).blocks]


def test_block_elements_part_the_text_and_inline_ones_do_not() -> None:
    assert _texts("<p>One <b>two</b> <i>three</i></p>four<div>five</div>") == ["One two three", "four", "five"]


def test_line_breaks_part_finished_lines() -> None:
    assert _texts("<p>One is done.<br>Two goes on,<br>and ends.</p>") == ["One is done.", "Two goes on, and ends."]


def test_scripts_menus_and_forms_of_choice_are_passed_over() -> None:
    assert _texts("<nav>Menu</nav><script>x</script><select><option>1</option></select><p>Text</p>") == ["Text"]


def test_link_size_counts_the_characters_of_links() -> None:
    (block,) = _outline('<p>12345<a href="/">67890</a></p>').blocks
    assert (block.size, block.link_size) == (10, 5)


def test_boxes_know_their_blocks_and_what_they_are_called() -> None:
    outline = _outline('<div class="a" id="b" hidden><p>One</p><p>Two</p></div>')
    box = outline.boxes[1]
    box.read_attributes()
    assert (box.tag, box.hint, box.hidden, box.start, box.end) == ("div", "a b", True, 0, 2)


def test_parts_that_are_streamed_are_shown() -> None:
    box = _outline('<div id="S:1" hidden>One</div>').boxes[1]
    box.read_attributes()
    assert not box.hidden


def test_spans_for_screen_readers_go() -> None:
    assert _texts('<p>One <span class="sr-only">hidden</span>two</p>') == ["One two"]


def test_elements_without_text_are_no_boxes() -> None:
    outline = _outline("<div><div><img></div><section><p>One</p></section><aside><!-- none --></aside></div><p>Two</p>")
    assert [(box.tag, box.start, box.end) for box in outline.boxes] == [
        ("body", 0, 2),
        ("div", 0, 1),
        ("section", 0, 1),
        ("p", 0, 1),
        ("p", 1, 2),
    ]


def test_elements_that_html_does_not_know_are_boxes() -> None:
    outline = _outline("<story-text>One<story-text></story-text>two</story-text>")
    assert [box.tag for box in outline.boxes] == ["body", "story-text"]
    assert [block.text for block in outline.blocks] == ["One", "two"]


def test_classes_without_end_are_cut() -> None:
    box = _outline(f'<div class="{"a" * 5_000}">One</div>').boxes[1]
    box.read_attributes()
    assert box.hint == "a" * 1_000
