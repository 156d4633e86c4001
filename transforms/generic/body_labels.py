"""What buttons, labels and headings on news pages say, and no more, by language."""

from collections.abc import Mapping

_EDGES = " .:;…0123456789()[]<>«»▼▲►▶→←|-–—+#"
"""What stands around the words of a label: colons, arrows, counts."""


def _words(by_language: Mapping[str, str]) -> frozenset[str]:
    return frozenset(" ".join(words.split()) for text in by_language.values() for words in text.split(","))


def bare_label(text: str) -> str:
    """Return the words of a label, without the colons, arrows and counts around them."""
    return text.strip(_EDGES)


LABELS = _words(
    {
        "en": """
            share, share this, share on, share now, tweet, pin, pin it, email, mail, print, print this page, save, copy link, link
            copied, embed, listen, play, follow, reply, comment, comments, no comments, add comment, post a comment, close, menu, skip,
            next, previous, back, back to top, top, jump to, loading, loading image, text size, font size, enlarge image, view gallery,
            view image, gallery, photos, videos, article content, article, contents, table of contents, on this page, in this article,
            in this story, in this post, in this guide, in this tutorial, in this issue, page contents, in brief, source, sources,
            details, home, news, tags, topics, categories, posted in, filed under, about the author, author, authors, written by, posted
            by, reviewed by, fact-checked by, expert reviewed, published, updated, last updated, sponsored, advertisement, advertising,
            in partnership with, journalist, staff, download, subscribe, sign in, log in, read more, learn more, read next, related, see
            also, trending, latest, most read, disclosure
        """,
        "de": """
            teilen, drucken, merken, kommentare, inhalt, inhaltsverzeichnis, schriftgröße anpassen, artikel, weitere videos, themen,
            schlagworte, quelle, anzeige
        """,
        "fr, es, pt, it": """
            partager, imprimer, sommaire, commentaires, compartir, comentarios, índice, compartilhar, comentários, condividi, stampa,
            commenti
        """,
        "nl, sv, fi, hu, cs, sk": """
            delen, afdrukken, reacties, dela, skriv ut, del, tulosta, jaa, megosztás, nyomtatás, sdílet, tisk, článek, zdieľať
        """,
        "pl": "udostępnij, drukuj, wydrukuj, komentarze, spis treści, skomentuj, zdjęcia, źródło, wyślij",
        "ru, uk": """
            поделиться, распечатать, печать, версия для печати, добавить комментарий, комментарии, комментировать, содержание, теги,
            автор, источник, добавлено, поділитися, друк, друкувати, роздрукувати, версія для друку, коментарі, коментувати, зміст,
            джерело
        """,
        "el": "εκτύπωση, εκτυπώστε, κοινοποίηση, σχόλια, προβολή, περιεχόμενα, ετικέτες, πηγή",
        "zh, ja, ko": """
            シェア, シェアする, 印刷, 目次, コメント, 関連記事, タグ, 打印, 分享, 分享到, 关闭, 關閉, 评论, 目录, 目錄,
            收藏, 공유, 인쇄, 목차, 댓글, 닫기, 스크랩
        """,
    }
)
"""What is no sentence of an article, in lower case."""
