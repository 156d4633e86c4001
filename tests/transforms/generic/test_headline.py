"""The headlines of invented pages; what they are was written by hand."""

import json

import pytest

from transforms.generic.document import read_document
from transforms.generic.headline import RULES, find_headline
from transforms.generic.sourced import Sourced

TEXT = "<p>The council of the small town met on Monday evening and talked about the old bridge until midnight.</p>" * 4


def headline(
    head: str, body: str = "", url: str = "https://www.marsh-courier.example/news/bridge"
) -> Sourced[str] | None:
    page = f"<!doctype html><html><head>{head}</head><body>{body}{TEXT}</body></html>"
    return find_headline(read_document(page.encode(), url))


def value(head: str, body: str = "", url: str = "https://www.marsh-courier.example/news/bridge") -> str | None:
    found = headline(head, body, url)
    return found.value if found else None


def og(text: str) -> str:
    return f'<meta property="og:title" content="{text}">'


def twitter(text: str) -> str:
    return f'<meta name="twitter:title" content="{text}">'


def json_ld(**properties: str) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **properties})}</script>'


def test_the_heading_that_the_title_begins_with_is_the_headline() -> None:
    found = headline(
        "<title>Old bridge to close in May | Politics | Marsh Courier</title>", "<h1>Old bridge to close in May</h1>"
    )
    assert found == Sourced("Old bridge to close in May", "html:h1", ("html:title",))


@pytest.mark.parametrize(
    "title",
    [
        "Old bridge to close in May - Marsh Courier",
        "Old bridge to close in May | Marsh Courier",
        "Old bridge to close in May » Marsh Courier",
        "Old bridge to close in May · marsh-courier.example",
        "Marsh Courier: Old bridge to close in May",
        "Marsh Courier | Old bridge to close in May",
    ],
)
def test_the_name_of_the_outlet_is_taken_off(title: str) -> None:
    head = f'<meta property="og:site_name" content="Marsh Courier"><title>{title}</title>'
    assert value(head) == "Old bridge to close in May"


def test_a_name_inside_of_the_title_stays() -> None:
    head = '<meta property="og:site_name" content="Marsh Courier"><title>Marsh Courier - a day at the press - and a night</title>'
    assert value(head) == "a day at the press - and a night"
    assert (
        value('<meta property="og:site_name" content="Harbour"><title>Harbour opens to ferries</title>')
        == "Harbour opens to ferries"
    )


def test_a_ukrainian_page_loses_its_outlet_and_keeps_its_colon() -> None:
    head = (
        og("Міст у Заріччі: ремонт почнуть у травні - Болотний кур’єр")
        + '<meta property="og:site_name" content="Болотний кур’єр">'
    )
    assert value(head) == "Міст у Заріччі: ремонт почнуть у травні"
    shown = "<h1>Міст у Заріччі: ремонт почнуть у травні</h1>"
    assert value(head, shown) == "Міст у Заріччі: ремонт почнуть у травні"


def test_the_logo_is_no_headline() -> None:
    body = '<h1><a href="/">Marsh &amp; Moor</a></h1><h2>A bridge of oak</h2>'
    found = headline("<title>A bridge of oak | Marsh &amp; Moor</title>", body)
    assert found is not None
    assert (found.value, found.source) == ("A bridge of oak", "html:h2")


def test_the_heading_of_the_section_is_no_headline() -> None:
    body = "<h1>Politics</h1><h1>Old bridge to close in May</h1><h1>Read also</h1>"
    assert value("<title>Old bridge to close in May</title>", body) == "Old bridge to close in May"


def test_a_label_of_few_words_that_agrees_with_nothing_is_no_headline() -> None:
    assert (
        value(og("What to know before the ferry leaves") + "<title>x</title>", "<h1>Travel tips</h1>")
        == "What to know before the ferry leaves"
    )


def test_a_heading_of_its_own_words_wins_over_a_title_for_search_engines() -> None:
    head = (
        og("Ferry timetable 2031: prices, times, tickets")
        + "<title>Ferry timetable 2031: prices, times, tickets</title>"
    )
    assert value(head, "<h1>When the ferries leave this summer</h1>") == "When the ferries leave this summer"


def test_a_label_set_apart_in_the_heading_goes_where_the_page_states_the_title_without() -> None:
    body = "<h1><span>Town hall</span> <span>Old bridge to close in May</span></h1>"
    assert value(og("Old bridge to close in May"), body) == "Old bridge to close in May"
    dated = "<h1>Old bridge to close in May <small>3 April 2031</small></h1>"
    assert value(og("Old bridge to close in May"), dated) == "Old bridge to close in May"


def test_a_label_glued_to_the_heading_gets_the_marks_of_the_metadata() -> None:
    body = "<h1><span>Stadtrat</span><span>Alte Brücke wird im Mai gesperrt</span></h1>"
    assert value(og("Stadtrat: Alte Brücke wird im Mai gesperrt"), body) == "Stadtrat: Alte Brücke wird im Mai gesperrt"


def test_a_label_set_apart_in_the_heading_goes_where_the_page_states_another_in_its_place() -> None:
    body = "<h1><span>Town hall</span> <span> - </span><span>Old bridge to close in May</span></h1>"
    assert value(og("Roads: Old bridge to close in May"), body) == "Old bridge to close in May"
    short = "<h1><span>Town hall in</span> <span>May</span></h1>"
    assert value(og("Old bridge to close in May"), short) == "Town hall in May"


def test_styles_in_a_heading_are_no_text() -> None:
    assert (
        value("<title>t</title>", "<h1><style>.a{color:red}</style>Old bridge to close in May</h1>")
        == "Old bridge to close in May"
    )


def test_a_newsroom_s_json_ld_wins_where_another_source_says_the_same() -> None:
    head = json_ld(headline="Council shuts the bridge for good") + og("Council shuts the bridge for good")
    found = headline(head, "<h1>Bridge shut: what drivers should know</h1>")
    assert found == Sourced("Council shuts the bridge for good", "json_ld:headline", ("html:h1",))


def test_a_newsroom_s_json_ld_wins_where_it_names_an_alternative() -> None:
    stated = json_ld(headline="Council shuts the bridge for good", alternativeHeadline="No way back")
    assert value(stated, "<h1>Bridge shut: what drivers should know</h1>") == "Council shuts the bridge for good"


def test_json_ld_that_nothing_confirms_loses_to_the_heading() -> None:
    stated = json_ld(headline="Council shuts the bridge for good")
    assert (
        value(stated, "<h1>Bridge shut: what drivers of the town should know</h1>")
        == "Bridge shut: what drivers of the town should know"
    )


def test_json_ld_that_only_the_title_for_search_engines_confirms_loses_to_the_heading() -> None:
    stated = json_ld(headline="Bridge closed: detours 2031") + "<title>Bridge closed: detours 2031</title>"
    heading = "<h1>Council shuts the bridge for good</h1>"
    assert value(stated, heading) == "Council shuts the bridge for good"
    shared = og("Town loses its bridge") + twitter("Town loses its bridge")
    assert value(stated + shared, heading) == "Town loses its bridge"


def test_json_ld_that_is_cut_short_loses_to_the_heading() -> None:
    whole = "Council shuts the bridge for good and asks the province for money"
    head = json_ld(headline="Council shuts the bridge for good and asks …") + og(
        "Council shuts the bridge for good and asks …"
    )
    assert value(head, f"<h1>{whole}</h1>") == whole


def test_headlines_of_related_articles_in_json_ld_do_not_win() -> None:
    things = [
        {"@type": "NewsArticle", "headline": "A cat was found in the mill", "url": "/cat"},
        {"@type": "NewsArticle", "headline": "The mill was sold to the miller", "url": "/mill"},
    ]
    head = f'<script type="application/ld+json">{json.dumps(things)}</script>' + og("Old bridge to close in May")
    assert value(head, "<h1>Old bridge to close in May</h1>") == "Old bridge to close in May"


def test_a_heading_that_begins_with_the_shared_title_is_cut_to_it() -> None:
    head = (
        og("Міст закрили на ремонт")
        + twitter("Міст закрили на ремонт")
        + "<title>Міст закрили на ремонт: що відомо водіям</title>"
    )
    assert value(head, "<h1>Міст закрили на ремонт і просять об’їжджати. ФОТО</h1>") == "Міст закрили на ремонт"


def test_without_a_heading_the_title_ends_where_another_one_does() -> None:
    head = og("Old bridge to close in May-politics") + '<meta name="headline" content="Old bridge to close in May">'
    assert value(head) == "Old bridge to close in May"


def test_entities_that_were_escaped_twice_are_read() -> None:
    assert value(og("Salt &amp;amp; smoke: a summer by the sea")) == "Salt & smoke: a summer by the sea"


def test_a_page_without_any_title_has_no_headline() -> None:
    assert headline("") is None


def test_each_rule_can_be_taken_away() -> None:
    assert len(RULES) == len(set(RULES))
    found = headline(og("Old bridge to close in May"), "<h1>Old bridge to close in May</h1>")
    assert found is not None
    assert found.disagreeing == ()


def test_thousands_of_headings_cost_little() -> None:
    many = "".join(f"<h1>Heading number {number} of the page</h1>" for number in range(5_000))
    assert value("<title>Old bridge to close in May</title>", many) is not None
