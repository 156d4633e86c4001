"""Which encoding bytes are in, told by the letters that they would be.

Every single-byte encoding turns the same bytes into other letters; in the right one they are the letters of a language as often as that
language uses them, capitals stand at the beginnings of words, and no word mixes scripts. Encodings of several bytes a character show by the
characters that every text in them is full of. A sample of a page is enough, and the cost is a few tenths of a millisecond.
"""

import re
from collections import Counter
from functools import lru_cache

_SAMPLE_WORDS = 600
_SAMPLE_BYTES = 6_000
_ASCII_LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SEPARATED = bytes(byte if byte >= 0x80 or byte in _ASCII_LETTERS else 0x20 for byte in range(256))
_BROKEN = re.compile("[\ufffd\uff61-\uff9f]")
_WIDE_RUN = re.compile(rb"[\x80-\xff][\x40-\xff]*+")

_PUNCTUATION = frozenset("«»„“”‘’‚‹›–—…№§°©®·•\u00a0¿¡´£²½")

LETTERS = (
    ("oe", ("cp1252",), "éäöüßåøæóíáèàêçñôœ"),  # English and the north: a few letters of any language
    ("de", ("cp1252",), "üäößéáàèç"),
    ("fr", ("cp1252",), "éèàêçôîûâùïëœüö"),
    ("es", ("cp1252",), "óíáéñúüçàè"),
    ("pt", ("cp1252",), "ãçáéíóêõúâàôü"),
    ("it", ("cp1252",), "èàùòìéü"),
    ("sv", ("cp1252",), "äåöøæéüáóíð"),
    ("pl", ("cp1250", "iso8859-2"), "łąęóśżćńźéöü"),
    ("cs", ("cp1250", "iso8859-2"), "íáěéřčšžýůúťóďňľôä"),
    ("hu", ("cp1250", "iso8859-2"), "áéöőóüíúűäß"),
    ("hr", ("cp1250", "iso8859-2"), "čšžćđéáö"),
    ("ro", ("cp1250", "iso8859-2"), "ăîşâţéáö"),
    ("tr", ("cp1254",), "ıüğşçöâîû"),
    ("el", ("cp1253", "iso8859-7"), "αοιετσνηυρπκμλςίόάδωγέχθήφύώβξζψϊϋΐΰ"),
    (
        "ru",
        ("cp1251", "koi8-r", "iso8859-5", "cp866", "mac-cyrillic"),
        "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
    ),
    (
        "uk",
        ("cp1251", "koi8-u", "iso8859-5", "cp866", "mac-cyrillic"),
        "оаніивертсклудмпязьбгчйхжїюєцшщфґ",
    ),
    ("bg", ("cp1251", "iso8859-5", "mac-cyrillic"), "аоиетнрсвлкдпмзъгубчщяжцйхшюфьѝ"),
    ("be", ("cp1251", "iso8859-5", "mac-cyrillic"), "анраыілектсдумояпўвзгцьбчйхшёжюэф"),
    ("sr", ("cp1251", "iso8859-5", "mac-cyrillic"), "аоиентрсвкудјмплзгбчшцњћжљхђфџ"),
)
"""Languages, the encodings that their pages come in, and their letters outside ASCII by frequency; the first of equals wins."""

_FREQUENT = (
    ("cp932", "のにはをたがでてとしれさるいなもっかりこすまン"),
    ("euc_jp", "のにはをたがでてとしれさるいなもっかりこすまン"),
    ("cp949", "이다는의에을를가은지고한로기사자도인어하리서아시대해으그전부나정"),
    (
        "gb18030",
        "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经，。",
    ),
    (
        "big5hkscs",
        "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經，。",
    ),
)
"""Encodings of two bytes a character, with the characters that texts in them are full of."""
_FREQUENT_SHARE = 0.06
_BROKEN_SHARE = 0.03

_RARE, _CAPITAL, _GLUED, _MARK = -8.0, -1.0, -6.0, -3.0
_ALPHABETS = frozenset(("el", "ru", "uk", "bg", "be", "sr"))
"""Languages written without Latin letters."""
_UNUSUAL = {
    "cp1250": -2.0,
    "cp1254": -2.0,
    "mac-cyrillic": -5.0,
    "iso8859-5": -2.0,
    "iso8859-7": -1.0,
    "iso8859-2": -3.0,
    "cp866": -3.0,
}
"""How much more a text must say for an encoding that pages hardly come in."""
_MARGIN, _MARGIN_TOTAL = 0.25, 10.0
"""By how much a letter, and altogether, another encoding must fit better than the one that is declared."""


def likeliest_encoding(body: bytes, declared: tuple[str, ...]) -> str:
    """Return the codec of a text that is not UTF-8.

    Args:
        body: the text, with some byte outside ASCII.
        declared: codecs that the page or its header names, the most trusted first; one is believed unless the letters speak clearly
            against it.
    """
    wide = _wide_encoding(body, declared)
    if wide is not None:
        return wide
    sample = _sample(body)
    counts = [(byte, count) for byte, count in Counter(sample).items() if byte >= 0x80]
    total = sum(count for _, count in counts) or 1
    scores: dict[str, float] = {}
    for language, encodings, _ in LETTERS:
        for encoding in encodings:
            score = (_score(sample, counts, encoding, language) + _UNUSUAL.get(encoding, 0.0)) / total
            scores[encoding] = max(score, scores.get(encoding, _RARE * 2))
    best = max(scores, key=scores.__getitem__)
    for name in declared:
        if name not in scores:
            if _broken_count(sample.decode(name, "replace")) <= _BROKEN_SHARE * total:
                return name
            continue
        gap = scores[best] - scores[name]
        if gap < _MARGIN or gap * total < _MARGIN_TOTAL:
            return name
    return best


def _sample(body: bytes) -> bytes:
    """Return words of the text that have a letter outside ASCII, from all over it."""
    words = [word for word in body.translate(_SEPARATED).split() if not word.isascii()]
    return b" ".join(words[:: max(1, len(words) // _SAMPLE_WORDS)])[:_SAMPLE_BYTES]


def _score(sample: bytes, counts: list[tuple[int, int]], encoding: str, language: str) -> float:
    weights, classes = _tables(encoding, language)
    score = sum(count * weights[byte] for byte, count in counts)
    outline = sample.translate(classes)
    pairs = (
        (b"lu", b"al", b"la", b"au", b"ua", b"-l-", b"-u-") if language in _ALPHABETS else (b"lu", b"au", b"ll", b"-u-")
    )
    return score + _GLUED * sum(map(outline.count, pairs))


@lru_cache(maxsize=64)
def _tables(encoding: str, language: str) -> tuple[list[float], bytes]:
    """Return the weight of each byte, and its class: `a` a letter of ASCII, `l` another, `u` a capital, `-` neither."""
    letters = next(letters for name, _, letters in LETTERS if name == language)
    weight_of = {letter: -1.5 - 4.5 * rank / len(letters) for rank, letter in enumerate(letters)}
    weights, classes = [0.0] * 256, bytearray(b"-" * 256)
    for byte in _ASCII_LETTERS:
        classes[byte] = ord("a")
    for byte in range(0x80, 0x100):
        character = bytes((byte,)).decode(encoding, "replace")
        lower = character.lower()
        if character.isalpha():
            weights[byte] = weight_of.get(lower, _RARE) + (_CAPITAL if character != lower else 0.0)
            classes[byte] = ord("l" if character == lower else "u")
        else:
            weights[byte] = _MARK if character in _PUNCTUATION else _RARE
    return weights, bytes(classes)


def _wide_encoding(body: bytes, declared: tuple[str, ...]) -> str | None:
    """Return the encoding of two bytes a character that the text is in, or `None` where it is in none."""
    sample = b" ".join(_WIDE_RUN.findall(body)[:_SAMPLE_WORDS])[:_SAMPLE_BYTES]
    best, best_share = None, _FREQUENT_SHARE
    for encoding, frequent in _FREQUENT:
        text = sample.decode(encoding, "replace")
        counts = Counter(character for character in text if character > "\x7f")
        total = sum(counts.values()) or 1
        if _broken_count(text) / total > _BROKEN_SHARE or len(text) - text.count(" ") > 2 * total:
            continue
        share = (sum(map(counts.__getitem__, frequent)) - 1) / total
        if encoding in declared:
            share += _FREQUENT_SHARE
        if share > best_share:
            best, best_share = encoding, share
    return best


def _broken_count(text: str) -> int:
    """Return how many characters are none, or katakana of half width, which hardly any page has."""
    return len(_BROKEN.findall(text))
