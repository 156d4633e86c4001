"""Description, language, address, translations and marks: what a page says, checked. All pages are invented."""

import pytest

from tests.transforms.generic.opened import URL, json_ld, page
from transforms.generic.canonical import find_canonical, find_other_languages
from transforms.generic.description import find_description
from transforms.generic.language import find_language
from transforms.generic.marks import find_paid, find_paywall
from transforms.generic.spoken import language_of

WHOLE = "The new bridge over the river was opened on Friday, two years late and over budget."
CUT = "The new bridge over the river was opened on Friday…"


@pytest.mark.parametrize(
    ("head", "text", "source", "disagreeing"),
    [
        (
            f'<meta property="og:description" content="{WHOLE}"><meta name="description" content="News of the day">',
            WHOLE,
            "meta:og:description",
            ("meta:description",),
        ),
        (
            f'<meta property="og:description" content="{CUT}"><meta name="description" content="{WHOLE}">',
            WHOLE,
            "meta:description",
            (),
        ),
        (
            '<meta property="og:description" content="Of today">'
            + "".join(f'<meta name="{name}" content="{WHOLE}">' for name in ("description", "twitter:description")),
            WHOLE,
            "meta:description",
            ("meta:og:description",),
        ),
        ('<meta name="description" content="Tom &amp;amp; Ann">', "Tom & Ann", "meta:description", ()),
        ('<meta name="twitter:description" content="In short">', "In short", "meta:twitter:description", ()),
    ],
)
def test_description(head: str, text: str, source: str, disagreeing: tuple[str, ...]) -> None:
    found = find_description(page(head), None)
    assert found is not None
    assert (found.value, found.source, found.disagreeing) == (text, source, disagreeing)


def test_no_description() -> None:
    assert find_description(page('<meta name="description" content=" ">'), None) is None


TEXTS = {
    "uk": "Міська рада ухвалила бюджет на наступний рік, повідомляє пресслужба. Депутати не підтримали поправки, які внесла опозиція, але обіцяють повернутися до них у січні.",
    "ru": "Городской совет утвердил бюджет на следующий год, сообщает пресс-служба. Депутаты не поддержали поправки, которые внесла оппозиция, но обещают вернуться к ним в январе.",
    "be": "Гарадскі савет зацвердзіў бюджэт на наступны год, паведамляе прэс-служба. Дэпутаты не падтрымалі папраўкі, якія ўнесла апазіцыя, але абяцаюць вярнуцца да іх у студзені.",
    "bg": "Общинският съвет прие бюджета за следващата година, съобщи пресслужбата. Депутатите не подкрепиха промените, които внесе опозицията, но ще се върнат към тях през януари.",
    "pl": "Rada miasta przyjęła budżet na przyszły rok, informuje biuro prasowe. Radni nie poparli poprawek, które zgłosiła opozycja, ale do nich wrócą w styczniu.",
    "cs": "Zastupitelé schválili rozpočet na příští rok, oznámila mluvčí. Návrhy opozice podle ní nepodpořili, ale v lednu se k nim chtějí vrátit.",
    "de": "Der Stadtrat hat den Haushalt für das nächste Jahr beschlossen, wie die Pressestelle mitteilt. Die Anträge der Opposition wurden nicht angenommen.",
    "en": "The city council has adopted the budget for next year, the press office said. The amendments of the opposition were not supported.",
    "el": "Το δημοτικό συμβούλιο ενέκρινε τον προϋπολογισμό για το επόμενο έτος, ανακοίνωσε το γραφείο τύπου.",
    "zh": "市议会通过了明年的预算，新闻办公室表示。反对派的修正案没有得到支持。",
    "ja": "市議会は来年度の予算を可決したと広報室が発表した。野党の修正案は支持されなかった。",
    "ko": "시의회가 내년도 예산안을 통과시켰다고 공보실이 밝혔다.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_the_language_of_a_text(language: str) -> None:
    found = language_of(TEXTS[language])
    assert found is not None
    assert found[0] == language


@pytest.mark.parametrize("text", ["", "12:30", "Лол", "x y z", "…", "😀" * 50])
def test_too_short_to_tell(text: str) -> None:
    assert language_of(text) is None


@pytest.mark.parametrize(
    ("root", "head", "text", "language", "source"),
    [
        ('lang="uk-UA"', "", TEXTS["uk"], "uk", "html:lang"),
        ('lang="ua"', "", TEXTS["uk"], "uk", "html:lang"),
        ('lang="en"', "", TEXTS["uk"], "uk", "text"),
        ('lang="ru"', "", TEXTS["uk"], "uk", "text"),
        ('lang="uk"', "", TEXTS["ru"], "ru", "text"),
        ('lang="ru"', "", "Лол", "ru", "html:lang"),
        ("", '<meta http-equiv="content-language" content="pl, en">', "", "pl", "meta:content-language"),
        ("", "", TEXTS["pl"], "pl", "text"),
        ('lang="xh"', "", "Owayesakuba nguMphathiswa", "xh", "html:lang"),
    ],
)
def test_language(root: str, head: str, text: str, language: str, source: str) -> None:
    found = find_language(page(head, root=root), text)
    assert found is not None
    assert (found.value, found.source) == (language, source)


@pytest.mark.parametrize(
    ("head", "url", "source"),
    [
        ('<link rel="canonical" href="/news/bridge-1?utm_source=x">', URL, "link:canonical"),
        (f'<meta property="og:url" content="{URL}">', URL, "meta:og:url"),
        (json_ld(f'"url": "{URL}"'), URL, "json_ld:url"),
    ],
)
def test_canonical(head: str, url: str, source: str) -> None:
    found = find_canonical(page(head))
    assert found is not None
    assert (found.value, found.source) == (url, source)


def test_translations_are_the_other_addresses() -> None:
    found = find_other_languages(
        page(
            f'<link rel="alternate" hreflang="uk" href="{URL}"><link rel="alternate" hreflang="ru" href="/ru/news/bridge-1">'
            '<link rel="alternate" hreflang="x-default" href="/en/"><link rel="alternate" type="application/rss+xml" href="/feed">'
        )
    )
    assert found is not None
    assert found.value == (("ru", "https://outlet.example/ru/news/bridge-1"),)
    assert find_other_languages(page()) is None


@pytest.mark.parametrize(
    ("head", "paywall"),
    [
        (json_ld('"isAccessibleForFree": false'), True),
        (json_ld('"isAccessibleForFree": "True"'), False),
        ('<meta property="article:content_tier" content="metered">', True),
        ('<meta property="article:content_tier" content="free">', False),
        ('<meta itemprop="isAccessibleForFree" content="false">', True),
        ("", None),
    ],
)
def test_paywall(head: str, paywall: bool | None) -> None:
    found = find_paywall(page(head))
    assert (found.value if found else None) is paywall


@pytest.mark.parametrize(
    ("head", "body", "is_paid"),
    [
        (
            '<script type="application/ld+json">{"@type": "AdvertiserContentArticle", "headline": "Buy"}</script>',
            "",
            True,
        ),
        ('<meta property="article:section" content="Спецпроєкт">', "", True),
        ("", "<div><span>Реклама</span><h1>Купуйте двері</h1></div>", True),
        ("", "<p>Anzeige</p><h1>Neue Türen</h1>", True),
        ("", "<h1><small>Sponsored</small> New doors</h1>", True),
        ("", "<h1>Bridge opened</h1><div>Реклама</div><p>Text</p>", None),
        ("", "<aside><p>Advertisement</p></aside><h1>Bridge opened</h1><p>Sponsored by nobody</p>", None),
        ("", "<h1>Реклама на мосту подорожчала</h1>", None),
        ("", "", None),
    ],
)
def test_paid(head: str, body: str, is_paid: bool | None) -> None:
    found = find_paid(page(head, body))
    assert (found.value if found else None) is is_paid
