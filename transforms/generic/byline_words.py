"""Words that stand beside a name in a byline, by what they say, in the languages of the pages that are read."""


def _entries(text: str) -> tuple[str, ...]:
    return tuple(" ".join(entry.split()) for entry in text.split(",") if entry.strip())


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


BEFORE_NAMES = _entries(
    """
    by, author, authors, authored by, article by, blog by, a post by, guest post by, contributed by, created by,
    posted by, published by, reported by, reporting by, review by, story by, submitted by, text by, words, words
    by, written by, writer, written and edited by, updated by, about the author, insights from, edited by, meet
    the author, post by, this post was written by, this article was written by, added by, medically reviewed by,
    von, vom, text, text von, autor, autorin, autoren, autor/in, autor*in, autor:in, artikel von, ein artikel
    von, beitrag von, ein beitrag von, gastbeitrag von, ein gastbeitrag von, kommentar von, ein kommentar von,
    analyse von, eine analyse von, interview von, reportage von, kolumne von, eine kolumne von, eingestellt von,
    erstellt von, geschrieben von, verfasser, verfasst von, veröffentlicht von, publiziert von, gepostet von,
    geposted von, redakteur, redakteurin, über den autor, über die autorin, bericht von, foto und text, text und
    foto, text und bild, quelle, zusammengestellt von, aktualisiert von, im wortlaut von, pressemitteilung von,
    par, auteur, auteure, auteurs, écrit par, publié par, rédigé par, propos recueillis par, un article de,
    texte, texte de, posté par, article rédigé par, por, autora, autores, autor(a), escrito por, escribe,
    publicado por, redactado por, firmado por, texto, texto de, texto por, una nota de, enviado por, postado
    por, di, da, a cura di, autore, autrice, autori, scritto da, pubblicato da, testo di, articolo di, inserito
    da, postato da, de, scris de, publicat de, per, door, geschreven door, geplaatst door, tekst, tekst door,
    af, av, skrevet af, skrevet av, tekst af, tekst av, skriven av, text av, publicerad av, kirjoittaja,
    kirjoittanut, teksti, höfundur, przez, autorka, autorzy, napisał, napisała, opracował, opracowała, oprac.,
    opracowanie, dodał, napsal, napsala, autoři, piše, pripremio, pripremila, napisao, napisala, autor teksta,
    objavio, autor članka, írta, szerző, szerzo, yazar, yazan, haber, muhabir, haberi hazırlayan, oleh, penulis,
    ditulis oleh, bởi, tác giả, theo, від, автор, автори, авторка, автор статті, текст, тексти, журналіст,
    журналістка, кореспондент, підготував, підготувала, опублікував, опублікувала, записав, записала, от,
    авторы, автор статьи, тексты, журналист, корреспондент, подготовил, подготовила, опубликовал, опубликовала,
    написал, написала, записал, аўтар, γράφει ο, γράφει η, γράφει, γράφουν οι, συντάκτης, συντάκτρια, του, της,
    από, بقلم, كتب, كتبت, الكاتب, تحرير, מאת, כתב, द्वारा, लेखक, 文, 作者, 撰文, 记者, 記者, 著者, 筆者, 執筆, 投稿者, 取材・文, ライター,
    글, 글쓴이,
    """
)
"""What introduces names, in lower case; a colon or a space follows."""

JOINERS = _words(
    """
    and und et y e og och en ja ve dan oraz i a și и та і й with mit avec con com med met sowie
    """
)
"""What stands between two names, in lower case."""

NEVER = _words(
    """
    admin administrator administrador null none nil undefined unknown root user wordpress default test n/a na
    """
)
"""What systems put where no author is known."""

NOT_IN_NAMES = _words(
    """
    on about me more by from read all view posts post am um at your this with find written posted published
    updated reviewed checked veröffentlicht geschrieben aktualisiert erstellt publicado actualizado publié
    comments comment kommentare kommentar facebook twitter instagram linkedin email e-mail mail website folgen
    follow share print subscribe newsletter podcast min minutes views copyright foto fotos photo photos bild
    bilder image images video illustration grafik фото ілюстрація credit credits profile bio uhr author's here
    click how what why who is has was und/oder expert
    """
)
"""Words that stand near bylines and in no name."""
