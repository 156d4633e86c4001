"""Which language a text is in, told by its script and its commonest words."""

from bisect import bisect_right
from collections import Counter
from itertools import islice

_WORDS = {
    "en": "the of and to in is that for it was on with as are this by at from have has he his but not they be you said",
    "de": "der die und das den von zu mit ist im des auf für nicht ein eine dem sich auch als es an werden hat aus sie wird bei",
    "fr": "le la les des et en un une du est dans que pour qui sur par au plus pas avec ce sont il se aux cette ont",
    "es": "de la que el en los del las un por con una para es al lo como más su ha pero sus fue este no y se",
    "pt": "de que o do da em um para com uma os no na por mais dos como ao das não foi são pelo também à é",
    "it": "di che il la per un del della in sono con si da una dei non le al nel più alla è ha anche gli i",
    "nl": "de het een van en in is dat op te voor met zijn niet aan er die door ook maar om bij naar was hij",
    "sv": "och att det som en på är av för med den till inte om ett har de var från men kan sig jag också vi",
    "da": "og at det er en til af på for med den der som ikke de har et fra var han men også kan blev sig efter",
    "no": "og i det er på som en til av for at med har ikke den de et om fra var han men også ble seg etter jeg",
    "fi": "ja on ei se että hän oli mutta ovat kun myös mukaan joka kuin sen jo niin vain voi ole tai olla",
    "et": "ja on ei et see ta kui oma ka oli mis aga või pole siis kes veel seda need tema",
    "lv": "un ir ka no ar uz par kas tika bet arī pie līdz kā tas to vai pēc šo nav",
    "lt": "ir kad su yra į iš tai kaip buvo jis bet apie už nuo dėl jų per metų savo taip",
    "pl": "w i na z się nie że do jest o to jak po od za dla przez ale są ze było tym które tego może",
    "cs": "a se v na je že s z do o to i ve jako pro za by si po jsou který od podle bylo však až",
    "sk": "a sa v na je že s z do o to aj ako pre za by si po sú ktorý od podľa bolo však až",
    "sl": "in je v na se za da so z ki pa s tudi ne bi po pri kot o od še bo iz lahko",
    "hr": "i je u na se da za su od s će a o kako koji iz što nije te bi ali kao godine biti do",
    "hu": "a az és hogy nem is egy volt meg ez csak már de van még mint azt szerint el lesz vagy után",
    "ro": "și în de la cu a pe nu din că este pentru o care mai au un fost s-a prin se al sunt fi",
    "sq": "në e të dhe i për me një nga që është ka se si do nuk janë u më tij",
    "tr": "ve bir bu da de için ile olarak çok olan daha en gibi kadar sonra ne ise var dedi olduğu ama",
    "id": "yang dan di dengan untuk dari ini itu pada dalam tidak akan juga ke oleh adalah telah saat kata sebagai",
    "vi": "và của là có được cho không trong một với các người đã này những khi để tại về từ",
    "ca": "de la que el i en els les un per amb una del al dels és va més no ha però seva són aquest",
    "eu": "eta da du ez bat dira ere dute izan baina zen hau behar arte den zuen egin",
    "sw": "ya na wa kwa ni katika za la kuwa hiyo cha huo yake wake hii alisema baada kama watu",
    "af": "die van en in is het nie dat om te vir op met sy wat was deur aan hy ook as",
    "ru": "и в не на что с по как это из за от для он но к был также его до так у о же при только все года",
    "uk": "і в не на що з та до у за як це про від для він але й також його був які який року є із під",
    "be": "і ў не на што з да па як гэта для за ад але ён таксама яго які гэтага быў пра каб",
    "bg": "и на да за в от се не с по е че са като към до това ще при но след той който беше",
    "sr": "и је у на се да за су од са ће а о како који из што није те би али као године",
    "mk": "и на да во за се од со е не што ќе ги со до по како но го тоа кој беше",
    "el": "και το να του της η με για την που από ο στο τα τον οι στη δεν τη είναι θα σε στην των",
    "ar": "في من على أن إلى عن التي مع هذا ما بعد كان لا الذي هذه قال كما بين أو خلال",
    "fa": "و در به از که این را با است برای آن شد یک خود تا بر هم کرد می شده",
    "ur": "کے کی میں ہے اور کا سے کو نے پر کہ ہیں اس یہ بھی نہیں ایک تھا کر جو",
    "hi": "के में है की को से का और ने पर भी कि हैं यह इस एक नहीं लिए हो था",
    "mr": "आहे आणि या ते तर ही हे आहेत मध्ये होते होता त्या केले असे नाही करून झाली म्हणून",
    "ne": "छ र को मा को पनि छन् भएको गर्न भने लागि यो गरेको तर थियो हुने",
}
"""The commonest words of a language; a word may be common in several."""

_SCRIPTS = (
    (0x0041, "latin"),
    (0x0370, "el"),
    (0x0400, "cyrillic"),
    (0x0530, "hy"),
    (0x0590, "he"),
    (0x0600, "arabic"),
    (0x0700, ""),
    (0x0900, "devanagari"),
    (0x0980, "bn"),
    (0x0A00, "pa"),
    (0x0A80, "gu"),
    (0x0B00, "or"),
    (0x0B80, "ta"),
    (0x0C00, "te"),
    (0x0C80, "kn"),
    (0x0D00, "ml"),
    (0x0D80, "si"),
    (0x0E00, "th"),
    (0x0E80, "lo"),
    (0x0F00, "bo"),
    (0x1000, "my"),
    (0x10A0, "ka"),
    (0x1100, "ko"),
    (0x1200, "am"),
    (0x1780, "km"),
    (0x1800, ""),
    (0x1E00, "latin"),
    (0x1F00, "el"),
    (0x2000, ""),
    (0x3040, "ja"),
    (0x3100, ""),
    (0x3400, "zh"),
    (0xA000, ""),
    (0xAC00, "ko"),
    (0xD800, ""),
)
"""Where blocks of Unicode begin, with the script, or the one language that is written in it."""
_STARTS = [start for start, _ in _SCRIPTS]
_SHARED = {
    "cyrillic": frozenset(("ru", "uk", "be", "bg", "sr", "mk")),
    "arabic": frozenset(("ar", "fa", "ur")),
    "devanagari": frozenset(("hi", "mr", "ne")),
}
"""Scripts other than Latin in which several languages are written."""
KNOWN = frozenset(_WORDS)
"""Languages that are told by their words."""
_LATIN = KNOWN.difference(*_SHARED.values())
_KANA_SHARE = 0.1
_LETTERS = {
    "uk": "їєґі",
    "ru": "ыэъ",
    "be": "ўыэі",
    "bg": "ъ",
    "sr": "јњљ",
    "mk": "ќѓ",
    "pl": "łęą",
    "cs": "řěů",
    "sk": "ľŕ",
    "hu": "őű",
    "tr": "ğı",
    "de": "ß",
    "ro": "țăș",
    "pt": "ãõ",
    "es": "ñ",
}
"""Letters that tell a language from those written alike."""
_LETTER_WEIGHT = 1

_MAX_SAMPLE = 1_000
_MAX_LETTERS = 50
_MIN_LETTERS = 8
_MIN_WORDS = 3
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {}
for _language, _words in _WORDS.items():
    for _word in dict.fromkeys(_words.split()):
        _LANGUAGES_OF[_word] = (*_LANGUAGES_OF.get(_word, ()), _language)


def language_of(text: str) -> tuple[str, float] | None:
    """Return the language of a text (ISO 639-1) and how sure that is, 0 to 1, or `None` where the text is too short to tell."""
    sample = text[:_MAX_SAMPLE].lower()
    if sample.isascii():
        return _language_by_words(sample, _LATIN)
    letters = list(islice(filter(str.isalpha, sample[:: max(1, len(sample) // (2 * _MAX_LETTERS))]), _MAX_LETTERS))
    if len(letters) < _MIN_LETTERS:
        return None
    scripts = Counter(
        _SCRIPTS[bisect_right(_STARTS, ord(letter)) - 1][1] if letter >= "a" else "" for letter in letters
    )
    if scripts["ja"] > _KANA_SHARE * (scripts["zh"] + scripts["ja"]):
        scripts["ja"] += scripts["zh"]
    script, count = scripts.most_common(1)[0]
    if script == "latin" or script in _SHARED:
        return _language_by_words(sample, _SHARED.get(script, _LATIN))
    return (script, count / len(letters)) if script else None


def _language_by_words(sample: str, languages: frozenset[str]) -> tuple[str, float] | None:
    """Return the language among these whose commonest words a text has most of, and by how much it leads."""
    scores: Counter[str] = Counter()
    for word in sample.split():
        for language in _LANGUAGES_OF.get(word, ()):
            scores[language] += 1
    if not sample.isascii():
        for language, letters in _LETTERS.items():
            scores[language] += _LETTER_WEIGHT * sum(letter in sample for letter in letters)
    ranked = [one for one in scores.most_common() if one[0] in languages]
    if not ranked or ranked[0][1] < _MIN_WORDS:
        return None
    first = ranked[0][1]
    second = ranked[1][1] if len(ranked) > 1 else 0
    return ranked[0][0], (first - second) / first
