"""Words that most Ukrainian outlets use alike, for the files that describe them."""

import re

PAID_LABELS = frozenset(
    (
        "реклама", "на правах реклами", "на правах рекламы", "спецпроєкт", "спецпроект", "спецпроєкти", "спецпроекты",
        "партнерський матеріал", "партнерський проєкт", "партнерский материал", "партнерский проект", "за підтримки",
        "новини компаній", "новости компаний", "прес-реліз", "пресс-релиз", "промо", "pr", "promo", "promoted", "p",
        "advertising", "sponsored", "partner project", "company news",
    )
)  # fmt: skip
"""Labels under which advertising is published, as `folded` gives them."""

READ_ALSO = re.compile(
    r"(?:чита(?:й|йте)|дивіться|смотрите)\s+так(?:ож|же)\b|(?:read|see)\s+also\b|also\s+read\b|реклама:?$",
    re.IGNORECASE,
)
"""Begins a paragraph that only points elsewhere."""

NOT_FOUND = re.compile(r"\b404\b|не\s+(?:знайден|найден|існує|существует)|not\s+found", re.IGNORECASE)
"""Stands in the title of a page that says that there is none, whatever its status."""
