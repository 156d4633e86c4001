"""The encoding of a page: what it is before what it says."""

import pytest

from schemas.errors import Undecodable
from transforms.charset import is_utf8, utf8_of

TEXT = "<p>Новини України: ґанок, їжак, ёлка. Слова, слова, слова, слова.</p>"
HTML = "text/html"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (TEXT.encode(), "text/html; charset=utf-8"),
        (TEXT.encode(), HTML),
        (TEXT.encode(), None),
        (b"\xef\xbb\xbf" + TEXT.encode(), HTML),
        (b"\xef\xbb\xbf" + TEXT.encode(), "text/html; charset=windows-1251"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), HTML),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), HTML),
        (TEXT.encode("utf-16-le"), "text/html; charset=utf-16"),
        (TEXT.encode("utf-16-be"), "text/html; charset=utf-16"),
        (TEXT.encode("cp1251"), "text/html; charset=windows-1251"),
        (TEXT.encode("cp1251"), 'text/html; charset="CP1251"'),
        # a header may be wrong: valid UTF-8 is UTF-8
        (TEXT.encode(), "text/html; charset=windows-1251"),
        (TEXT.encode(), "text/html; charset=iso-8859-1"),
        (TEXT.encode(), "text/html; charset=no-such-thing"),
    ],
)
def test_the_text_is_read(body: bytes, content_type: str | None) -> None:
    assert utf8_of(body, content_type).decode() == TEXT


@pytest.mark.parametrize(
    "meta",
    ['<meta charset="windows-1251">', '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'],
)
@pytest.mark.parametrize("content_type", [HTML, "text/html; charset=utf-8", "text/html; charset=zip"])
def test_the_page_says_its_encoding(meta: str, content_type: str) -> None:
    page = meta + TEXT
    assert utf8_of(page.encode("cp1251"), content_type).decode() == page


def test_single_wrong_bytes_cost_only_themselves() -> None:
    body = (TEXT * 20).encode()
    broken = body[:30] + b"\xff" + body[31:]
    assert utf8_of(broken, "text/html; charset=utf-8") == broken


UKRAINIAN = (
    "<title>Рада ухвалила бюджет громади</title><p>Депутати підтримали рішення, хоча «єдиний» їхній опонент вимагав ґрунтовної перевірки.</p>"
    "<p>Видатки на школи зросли на п'ять мільйонів гривень, повідомляє пресслужба. Наступна сесія відбудеться в січні.</p>"
)
RUSSIAN = (
    "<title>Музей открыл новую выставку</title><p>Экспозицию готовили три года: ещё несколько картин пришлось реставрировать.</p>"
    "<p>Куратор объяснила, что съёмка разрешена, а посетить залы можно до конца марта. Вход для студентов бесплатный.</p>"
)
CYRILLIC = [
    *((UKRAINIAN, name) for name in ("cp1251", "koi8-u", "iso8859-5", "mac-cyrillic")),
    *((RUSSIAN, name) for name in ("cp1251", "koi8-r", "koi8-u", "iso8859-5", "cp866", "mac-cyrillic")),
]


@pytest.mark.parametrize("length", [1, 50])
@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-1", "windows-1252", "windows-1250", "shift_jis"])
@pytest.mark.parametrize(("text", "encoding"), CYRILLIC)
def test_cyrillic_text_is_told_by_its_letters(text: str, encoding: str, declared: str | None, length: int) -> None:
    page = text.replace("ґ", "г" if encoding == "iso8859-5" else "ґ") * length
    page = (
        page.replace("«", "&laquo;").replace("»", "&raquo;")
        if encoding in ("iso8859-5", "cp866", "koi8-r", "koi8-u")
        else page
    )
    head = f'<meta charset="{declared}">' if declared else ""
    assert utf8_of((head + page).encode(encoding), None).decode() == head + page


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        (UKRAINIAN.replace("«", '"').replace("»", '"'), "koi8-u", "koi8-r"),
        (UKRAINIAN, "cp1251", "koi8-u"),
        (RUSSIAN, "koi8-r", "windows-1251"),
        (RUSSIAN, "cp866", "windows-1251"),
    ],
)
def test_a_declaration_that_makes_no_sense_loses(text: str, encoding: str, declared: str) -> None:
    assert utf8_of((text * 3).encode(encoding), f"text/html; charset={declared}").decode() == text * 3


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (
            "<p>Sejm przyjął ustawę o szkołach, choć posłowie zgłosili źródłowe poprawki. Część pieniędzy trafi do gmin.</p>",
            "cp1250",
        ),
        (
            "<p>Sejm przyjął ustawę o szkołach, choć posłowie zgłosili źródłowe poprawki. Część pieniędzy trafi do gmin.</p>",
            "iso8859-2",
        ),
        ("<p>Vláda schválila návrh, který má zjednodušit řízení; ministři žádají rychlejší lhůty.</p>", "cp1250"),
        ("<p>Künftig sollen mehr Züge fahren, außerdem müssen die Preise überprüft werden.</p>", "cp1252"),
        ("<p>La Commission a présenté un projet très attendu ; les députés l'ont rejeté.</p>", "cp1252"),
        ("<p>They don\u2019t agree \u2013 the \u201cplan\u201d of the café\u2019s owner was dropped.</p>", "cp1252"),
        ("<p>Ο πρωθυπουργός δήλωσε ότι τα μέτρα θα ισχύσουν από την πρώτη του μήνα.</p>", "iso8859-7"),
        ("<p>Bakan, ücretlerin artırılacağını ve işsizliğin düşeceğini söyledi.</p>", "cp1254"),
        ("<p>国务院今天举行发布会，介绍了今年的经济情况，他说我国的就业形势是稳定的。</p>", "gb18030"),
        ("<p>行政院今天舉行記者會，說明今年的經濟狀況，他說國內的就業是穩定的。</p>", "big5"),
        ("<p>政府は来年度の予算案を決めました。首相は責任を持つと述べています。</p>", "shift_jis"),
        ("<p>政府は来年度の予算案を決めました。首相は責任を持つと述べています。</p>", "euc-jp"),
        ("<p>정부는 내년도 예산안에 대한 장관 회의를 열고 지원 방침을 결정했다고 밝혔다.</p>", "euc-kr"),
    ],
)
@pytest.mark.parametrize("declared", ["", '<meta charset="utf-8">'])
def test_other_scripts_are_told_by_their_letters(text: str, encoding: str, declared: str) -> None:
    page = declared + text * 3
    assert utf8_of(page.encode(encoding), None).decode() == page


def test_a_page_may_declare_its_encoding_late() -> None:
    page = "<html><!-- " + "x" * 3000 + ' --><meta charset="iso-8859-15"><p>Prix : 5 €</p>'
    assert utf8_of(page.encode("iso8859-15"), None).decode() == page


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_needs_no_mark(encoding: str) -> None:
    page = "<html><head><title>Новини</title></head>" + TEXT
    assert utf8_of(page.encode(encoding), None).decode() == page


@pytest.mark.parametrize("wrong", [b"\xff", b"\xd0", b"\xe2\x80", b"\xed\xa0\x80", "слова".encode("cp1251")])
@pytest.mark.parametrize("declared", [None, "text/html; charset=windows-1251"])
def test_utf_8_with_some_wrong_bytes_stays_utf_8(wrong: bytes, declared: str | None) -> None:
    body = (TEXT * 5).encode()
    for at in (0, body.index(b" "), len(body)):
        assert utf8_of(body[:at] + wrong + body[at:], declared) == body[:at] + wrong + body[at:]


def test_a_body_that_is_too_long_is_undecodable() -> None:
    with pytest.raises(Undecodable, match="more than 10000000"):
        utf8_of(b"<p>" * 5_000_000, HTML)


def test_a_stray_control_character_does_not_make_a_page_binary() -> None:
    body = ("<title>Новини\x01</title>" + TEXT).encode()
    assert utf8_of(body, HTML) == body


@pytest.mark.parametrize("body", [b"", b"   \n\t ", b"\r\n" * 2000])
def test_an_empty_body_is_undecodable(body: bytes) -> None:
    with pytest.raises(Undecodable, match="empty"):
        utf8_of(body, HTML)


@pytest.mark.parametrize(
    "body", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\x1f\x8b\x08\0\0\0\0\0", b"%PDF-1.7\n\x00\x01", bytes(100)]
)
def test_a_binary_body_is_undecodable(body: bytes) -> None:
    with pytest.raises(Undecodable, match="binary"):
        utf8_of(body, HTML)


def test_what_is_utf8() -> None:
    assert is_utf8(b"")
    assert is_utf8("їжак 🦔".encode())
    assert not is_utf8(b"\xff")
    assert not is_utf8("ї".encode()[:1])
    assert not is_utf8(b"\xed\xb2\x80")  # a lone surrogate
