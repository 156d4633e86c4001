"""What texts say on news pages that are no part of the news, by language: calls to the reader, labels, credits."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain

OPENINGS: dict[str, tuple[str, ...]] = {
    "en: read on": (
        r"read (?:more|also|next|the full)", r"(?:see|watch|listen|click|learn|find out|check) (?:also|more|here|out|:)",
        r"related", r"more (?:from|on|about|stories|news|:)", r"recommended", r"don.t miss", r"you (?:may|might) (?:also|like)",
        r"also in", r"also (?:read|see|watch|on)", r"continue reading", r"for more ", r"to read more",
        r"(?:story|article) continues", r"scroll ",
    ),
    "en: take part": (
        r"sign up", r"subscribe", r"follow (?:us|me|him|her|@|on)", r"share (?:this|on)",
        r"get (?:the|our|your) (?:latest|daily|free|news)", r"join (?:us|our)", r"download (?:our|the)", r"comments?\b",
        r"\d+ comments", r"leave a", r"reply", r"log ?in", r"register",
    ),
    "en: advertising": (r"advert", r"sponsored", r"promoted", r"newsletter"),
    "en: labels": (r"tags?\b", r"filed under", r"categor", r"topics?\b"),
    "en: of the article": (
        r"for the latest", r"this (?:post|article|page|story|newsletter) (?:contains|was|is|may|originally|has been)",
        r"to view the full", r"we (?:may earn|recommend the)", r"check out (?:our|the|more|these)", r"visit (?:our|us)",
        r"stay (?:connected|tuned|up to date)", r"about the author", r"if you buy", r"in this (?:article|post|guide|story|issue)",
        r"as an amazon", r"table of contents", r"disclosure", r"editor.s note", r"want (?:more|to (?:read|learn))", r"link copied",
        r"click to", r"by clicking",
    ),
    "de": (
        r"weitere (?:artikel|beiträge|themen|informationen|infos|meldungen|nachrichten|pressemitteilungen|links)", r"entdecken? ",
        r"lest (?:auch|hier)", r"lies (?:auch|hier)", r"mehr (?:dazu|infos|informationen|über|von|aus)", r"zum weiterlesen",
        r"folgen? ", r"abonnier", r"hier (?:geht|finden|gibt|können)", r"auch auf", r"inhaltsverzeichnis",
        r"dieser (?:artikel|text|beitrag)", r"gefällt ", r"unterstützen? sie", r"anzeige", r"werbung", r"mehr (?:zum|zu|lesen)",
        r"lesen sie", r"auch interessant", r"das könnte", r"zum thema", r"video", r"teilen", r"drucken", r"kommentar",
    ),
    "fr, es, pt, it": (
        r"les? puede", r"puedes? ver", r"vea (?:también|además)", r"lea:", r"te recomendamos", r"mir[ae] (?:también|lo|aquí)",
        r"síguenos", r"suscr[íi]b", r"compart[ei]", r"abonnez", r"inscrivez", r"suivez", r"retrouvez", r"partage[rz]", r"à voir",
        r"sur le même", r"assine", r"siga (?:o|a|nos)", r"iscriviti", r"lire (?:aussi|la suite)", r"à lire", r"voir aussi",
        r"leer (?:también|más)", r"lea también", r"te puede", r"ver también", r"leia (?:também|mais)", r"saiba mais",
        r"veja também", r"leggi (?:anche|tutto)",
    ),
    "nl, sv, da, no, cs, hu, ro, tr": (
        r"lees (?:ook|meer|verder)", r"bekijk", r"läs (?:mer|också|även)", r"les (?:også|mer)", r"læs (?:også|mere)", r"se også",
        r"čtěte", r"přečtěte", r"více ", r"olvass", r"citește", r"haberin devam",
    ),
    "pl": (r"czytaj", r"zobacz", r"przeczytaj", r"więcej", r"polecamy", r"tagi"),
    "ru, uk": (
        r"читайте", r"читать", r"смотрите", r"подробнее", r"по теме", r"видео", r"теги", r"комментари", r"поделиться", r"подпис",
        r"дивіться", r"детальніше", r"відео", r"коментар", r"поділитися", r"підпис",
    ),
    "el": (r"διαβάστε", r"δείτε", r"σχετικά", r"ετικέτες"),
    "zh, ja, ko": (
        r"相关", r"更多", r"分享", r"关键词", r"标签", r"あわせて", r"こちらも", r"原文", r"参考", r"原标题", r"関連",
        r"続きを読む", r"관련",
    ),
    "signs": (r"[▶►»→]",),
}  # fmt: skip
"""How calls to the reader and labels begin, in lower case."""
CREDITS: dict[str, tuple[str, ...]] = {
    "en": (
        r"photo(?:s|graph)?\b.{0,3}(?:by|:|credit)", r"images?\ ?(?:by|:|credit|source|courtesy)", r"credit", r"getty",
        r"pictured\b", r"source:", r"via:", r"posted", r"published", r"updated", r"last (?:updated|modified)", r"written by",
        r"reporting by", r"edited by", r"editing by", r"copyright", r"©", r"\(c\)", r"all rights",
        r"originally (?:published|posted)", r"first published", r"(?:with|additional) reporting", r"reviewed by",
        r"\d+ ?min(?:ute)?s?\.? read", r"(?:estimated )?reading time",
    ),
    "de": (r"quelle", r"foto", r"bild", r"stand:", r"aktualisiert", r"veröffentlicht", r"lesedauer", r"lesezeit", r"bildnachweis"),
    "fr, es, pt, it": (
        r"crédits? ", r"publi(?:é|cad)", r"imagen?:", r"con información", r"fuentes?:", r"fonte:", r"última actualización", r"mis à jour",
        r"temps de lecture", r"tiempo de lectura",
    ),
    "pl": (r"źródło", r"fot\."),
    "ru, uk": (r"источник", r"фото", r"джерело"),
    "el": (r"πηγή", r"φωτογραφ"),
    "zh, ja, ko": (
        r"编辑", r"责任编辑", r"来源", r"作者", r"写真", r"画像", r"기자", r"사진", r"(?:本文)?责编", r"转载", r"更新",
        r"提供", r"出典", r"출처", r"무단",
    ),
    "nl, cs, hu, ro, tr": (r"zdroj:", r"forrás:", r"sursa:", r"kaynak:"),
}  # fmt: skip
"""How lines begin that say where something comes from, and when and how long it is, in lower case."""
BYLINE = re.compile(r"\W*(?:By|BY|Von|Par|Por|Autor:?|Автор:?) [^\W\d_a-zа-я]")
"""How the line with the author's name begins."""
INSIDE: tuple[str, ...] = (
    "all rights reserved", "copyright", "©", "cookie", "newsletter", "subscribe", "sign up", "click here", "privacy policy",
    "terms of", "read more", " @", "http:", "https:", "www.", "email", "e-mail", ".com", "follow us", "follow him", "follow me",
    "whatsapp", "facebook", "twitter", "instagram", "telegram", "подписывайтесь", "ctrl+enter", "abonnieren", "javascript",
    "contributed to this report", "advertisement", "externen inhalt", "einverstanden", "slideshow", "is a freelance", "is a senior",
    "ad blocker", "adblock", "your inbox", "your account", "our website", "our team", "support our", "has not loaded",
    "your browser", "our readers", "your email", "free trial", "this site", "this website", "app store", "youtube", "linkedin",
    "affiliate", "may earn", "at no extra cost", "independently selected", "by clicking", "is the author of", "is a contributing",
    "is the founder", "years of experience", "originally published", "first published", "with inputs from", "with files from",
    "additional reporting", "is a reporter", "is a writer",
)  # fmt: skip
"""What such texts say anywhere in them, in lower case."""


def _any_of(phrases: Mapping[str, Sequence[str]]) -> str:
    """Return a pattern for any of the phrases, those of one first letter together: most texts are told by that letter."""
    by_letter: dict[str, list[str]] = defaultdict(list)
    for phrase in chain.from_iterable(phrases.values()):
        letter = phrase[0] if phrase[0].isalpha() else ""
        by_letter[letter].append(phrase[len(letter) :])
    return "|".join(f"{letter}(?:{'|'.join(ends)})" for letter, ends in by_letter.items())


OPENING = re.compile(rf"\W*(?:{_any_of(OPENINGS)}|(?P<credit>{_any_of(CREDITS)}))")
"""The beginning of any of them; the group tells credits."""
