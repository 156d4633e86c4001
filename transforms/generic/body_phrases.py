"""What texts say on news pages that are no part of the news, by language: calls to the reader, credits, labels."""

import re

OPENINGS: dict[str, tuple[str, ...]] = {
    "en: read on": (
        r"read (?:more|also|next|the full)", r"(?:see|watch|listen|click|learn|find out|check) (?:also|more|here|out|:)", r"related",
        r"more (?:from|on|about|stories|news|:)", r"recommended", r"don.t miss", r"you (?:may|might) (?:also|like)", r"also in",
        r"also (?:read|see|watch|on)", r"continue reading", r"for more ", r"to read more", r"(?:story|article) continues", r"scroll ",
    ),
    "en: take part": (
        r"sign up", r"subscribe", r"follow (?:us|me|him|her|@|on)", r"share (?:this|on)",
        r"get (?:the|our|your) (?:latest|daily|free|news)",
        r"join (?:us|our)", r"download (?:our|the)", r"comments?\b", r"\d+ comments", r"leave a", r"reply", r"log ?in", r"register",
    ),
    "en: credits": (
        r"advert", r"sponsored", r"promoted", r"copyright", r"©", r"\(c\)", r"all rights", r"photo(?:s|graph)?\b.{0,3}(?:by|:|credit)",
        r"images?\ ?(?:by|:|credit|source|courtesy)", r"credit", r"getty", r"pictured\b", r"source:", r"via:", r"posted", r"published",
        r"updated", r"last (?:updated|modified)", r"written by", r"reporting by", r"edited by", r"editing by", r"newsletter",
    ),
    "en: labels": (r"tags?\b", r"filed under", r"categor", r"topics?\b"),
    "de": (
        r"anzeige", r"werbung", r"mehr (?:zum|zu|lesen)", r"lesen sie", r"auch interessant", r"das könnte", r"zum thema",
        r"quelle", r"foto",
        r"bild", r"video", r"teilen", r"drucken", r"kommentar",
    ),
    "fr, es, pt, it": (
        r"lire (?:aussi|la suite)", r"à lire", r"voir aussi", r"leer (?:también|más)", r"lea también", r"te puede", r"ver también",
        r"leia (?:também|mais)", r"saiba mais", r"veja também", r"leggi (?:anche|tutto)",
    ),
    "pl": (r"czytaj", r"zobacz", r"przeczytaj", r"źródło", r"fot\.", r"więcej", r"polecamy", r"tagi"),
    "ru, uk": (
        r"читайте", r"читать", r"смотрите", r"подробнее", r"по теме", r"источник", r"фото", r"видео", r"теги", r"комментари",
        r"поделиться",
        r"подпис", r"дивіться", r"детальніше", r"джерело", r"відео", r"коментар", r"поділитися", r"підпис",
    ),
    "el": (r"διαβάστε", r"δείτε", r"πηγή", r"σχετικά", r"ετικέτες", r"φωτογραφ"),
    "zh, ja, ko": (
        r"编辑", r"责任编辑", r"来源", r"相关", r"更多", r"作者", r"分享", r"关键词", r"标签", r"原标题", r"関連", r"続きを読む",
        r"写真", r"画像", r"기자", r"관련", r"사진",
    ),
    "signs": (r"[▶►»→]",),
}  # fmt: skip
"""How such texts begin, in lower case."""
BYLINE = re.compile(r"\W*(?:By|BY|Von|Par|Por|Autor:?|Автор:?) [^\W\d_a-zа-я]")
"""How the line with the author's name begins."""
INSIDE: tuple[str, ...] = (
    "all rights reserved", "copyright", "©", "cookie", "newsletter", "subscribe", "sign up", "click here", "privacy policy", "terms of",
    "read more", " @", "http:", "https:", "www.", "email", "e-mail", ".com", "follow us", "follow him", "follow her", "follow me",
    "whatsapp",
    "facebook", "twitter", "instagram", "telegram", "подписывайтесь", "ctrl+enter", "abonnieren", "javascript",
    "contributed to this report",
    "advertisement", "privatsphäre", "externe inhalte", "externen inhalt", "einverstanden", "slideshow", "is a freelance", "is a senior",
    "is a staff", "is a reporter", "is a writer", "is a contributor",
)  # fmt: skip
"""What such texts say anywhere in them, in lower case."""
OPENING = re.compile(r"\W*(?:" + "|".join(part for parts in OPENINGS.values() for part in parts) + ")")
