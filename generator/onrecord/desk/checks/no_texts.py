"""Texts that are none: placeholders, code, letters of a wrong encoding, names that are no names.

And words in quotation marks that are nobody's: titles, terms, what was not said.
"""

import re
from collections.abc import Iterator

from pydantic import BaseModel

from onrecord.captures.quotation import compared_words
from onrecord.captures.withheld import words_in
from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding
from onrecord.desk.quotes import STANDS
from onrecord.records import Article, Correction, FieldValue, Records, YamlPath, fields_of
from onrecord.records.values import ValueFinder

_TEXTS = ValueFinder(
    lambda field: field.kind in ("text", "word") and field.words is not None,
    enters=lambda field: not field.for_quotes,
)
# Text in UTF-8 that some program read as Latin-1, and the sign for a letter that was lost.
_GARBLED = re.compile("\u00e2\u20ac.?|[\u00c2\u00c3][\u0080-\u00bf]|\ufffd")
# Signs that turn round the letters that follow, so that others are seen than are written.
_TURNED = re.compile("[\u202d\u202e]")
_TAG = re.compile(
    r"</?(?:a|abbr|b|blockquote|br|div|em|h[1-6]|i|img|li|p|span|strong|sub|sup|u|ul)\b[^<>]*>",
    re.IGNORECASE,
)
# Entities, Markdown, and numbers of footnotes.
_CODE = re.compile(
    r"&(?:[a-z]{2,8}|#\d{2,5}|#x[0-9a-f]{2,5});|\*\*[^\s*][^*]*\*\*"
    r"|\[[^\[\]]+\]\(https?://[^()]*\)|(?<=[.,;:!?\u201d\"])\[\d{1,3}\]",
    re.IGNORECASE,
)
_MARKED = re.compile(
    '[\u201c\u201e\u00ab"][^\u201c\u201d\u201e\u00ab\u00bb"]*[\u201c\u201d\u00bb"]'
)
_NAMES = frozenset({"title", "name", "publisher", "gist"})
_PLACEHOLDER = re.compile(
    r"(?:todo|tbd|tbc|tba|tk|xxx+|n/?a|none|null|nil|~|\?+|-+|\.{3}|lorem ipsum\b.*"
    r"|fixme|placeholder)\W*",
    re.IGNORECASE | re.DOTALL,
)
# The same of words that somebody said, who may have said "none".
_NO_WORDS = re.compile(
    r"(?:TODO|TBD|TBC|tbd|tk|TK|[xX]{3,}|n/a|N/A|~|[?.\u2026-]+|(?i:lorem ipsum\b.*|fixme))\W*",
    re.DOTALL,
)
_SAME_AS_ABOVE = frozenset(
    {"ibid", "ibidem", "idem", "same", "the same", "ditto", "dito", "as above", "see above",
     "same as above", "le m\u00eame", "la m\u00eame", "ci-dessus", "voir ci-dessus", "siehe oben"}
)  # fmt: skip
# Who is described by such a word alone has no name in it.
_DESCRIBED = frozenset(
    {"he", "she", "they", "spokesperson", "spokesman", "spokeswoman", "official", "source",
     "sources", "speaker", "anonymous", "unnamed", "witness", "resident", "protester", "minister",
     "president", "officer", "diplomat", "expert", "analyst", "elle", "il", "porte-parole",
     "ministre", "responsable"}
)  # fmt: skip
_SENTENCE = re.compile(r"\s[^\W\d_A-Z]{3,}\.$")
_FEW_WORDS = 3
# A role, a date or a remark behind a name.
_MORE_THAN_NAME = re.compile(r"\d{1,2}[ ./-]|\d{4}|[,(]\s*[a-z]{2,}|\s\([A-Za-z][^()]*\)$")
# Names of fields that are hardly a word before a colon in a sentence, at the start of a line.
_KEY = re.compile(r"(?:^|\s)(?P<key>[a-z_]+:|-) +(?P<word>\S+)")


def check_texts(records: Records, desk: Desk) -> Iterator[Finding]:
    """Texts that are none yet, that have code or letters of a wrong encoding, or a key in them."""
    for kind, id_, top, record in records.all():
        for found in records.kept.of(_odd_texts, record, top, kind):
            text = str(found.value)
            ours = not found.field.is_quoted and not isinstance(found.record, Correction)
            if why := _no_text(kind, found, ours=ours):
                message = f"'{text[:_SHOWN]}' cannot be the '{found.field.name}': {why}"
                hint = _NONE_YET if why != _MORE else "write the name alone; a role goes in `roles`"
                yield Finding("placeholder", kind, id_, found.path, message, hint)
            elif found.field.name in _NAMES and _MARKED.fullmatch(text):
                message = f"this {found.field.name} is in quotation marks, which readers will see"
                yield Finding("outer-marks", kind, id_, found.path, message, "remove the marks")
            elif said := _swallowed(records, kind, id_, found.record, text):
                yield Finding("key-in-text", kind, id_, found.path, *said)
            if turned := _TURNED.search(text):
                message = f"an invisible sign (U+{ord(turned[0]):X}) reverses the letters after it"
                yield Finding("text-garbled", kind, id_, found.path, message, "remove the sign")
            if found.field.is_quoted and _stands(desk, id_, record, found.path, text):
                continue  # the source has it so
            if garbled := _GARBLED.search(text):
                message = f"'{garbled[0]}' is not a letter: this was read in the wrong encoding"
                yield Finding("text-garbled", kind, id_, found.path, message, "copy it again")
            elif code := _CODE.search(text) or (found.field.is_quoted and _TAG.search(text)):
                message = f"'{code[0][:_SHOWN]}' is code, and readers will see it as it is"
                hint = "remove it, and keep the words"
                yield Finding("code-in-text", kind, id_, found.path, message, hint)


def _no_text(kind: str, found: FieldValue, *, ours: bool = True) -> str | None:
    """Why what is at the place of a text or of a name is none; as the end of a sentence."""
    text = str(found.value)
    if (_PLACEHOLDER if ours else _NO_WORDS).fullmatch(text):
        return "it says nothing yet"
    if found.field.name != "name" or kind not in ("actor", "topic"):
        return None
    words = text.casefold().strip(" .").split()
    is_person = getattr(found.record, "kind", None) == "person"
    alone = len(words) == 1 and len(text) > _FEW_WORDS  # "Anonymous", but no name such as "He"
    is_described = words[-1:] and words[-1] in _DESCRIBED and (alone or text == text.casefold())
    reasons = (
        (len(words) > _FEW_WORDS and _SENTENCE.search(text), "it is a sentence"),
        (" ".join(words) in _SAME_AS_ABOVE, "it only says that it is the one before"),
        (is_person and is_described, "it describes somebody, whose kind is 'unnamed'"),
        (is_person and _MORE_THAN_NAME.search(text), _MORE),
    )
    return next((why for is_so, why in reasons if is_so), None)


_MORE = "it has more than a name"
_NONE_YET = "write it, or delete the key if there is none"
_SHOWN = 30
# What a text has that may have code, letters of a wrong encoding or a key in it.
_ODD = re.compile("[&*<\\[\u00c2\u00c3\u00e2\u202d\u202e\ufffd]|: | - ")


def _odd_texts(record: BaseModel, top: YamlPath, kind: str) -> Iterator[FieldValue]:
    """The texts that are worth a closer look."""
    for found in _TEXTS(record, top):
        text = str(found.value)
        is_name = found.field.name in _NAMES and _MARKED.fullmatch(text)
        if is_name or _ODD.search(text) or _no_text(kind, found):
            yield found


def _stands(desk: Desk, article_id: str, record: object, path: YamlPath, text: str) -> bool:
    """Whether ``text`` at ``path`` is in a quote that was found in its source."""
    if not isinstance(record, Article) or path[0] != "quotes" or not isinstance(path[1], int):
        return False
    quote = desk.quotes.get(f"{article_id}#{record.quotes[path[1]].id}")
    return quote is not None and quote.verdict in STANDS and text in compared_words(quote.record)


def _swallowed(
    records: Records, kind: str, id_: str, record: BaseModel, text: str
) -> tuple[str, str] | None:
    """Message and hint, where a line of ``text`` begins with a key or a dash in the file."""
    for key, word in _KEY.findall(text):
        name = key.removesuffix(":")
        if key == "-" or name in fields_of(type(record)) or name in fields_of(Article):
            file = records.files.get((kind, id_))
            written = records.unwritten.get(file) if file else None
            if written is None and file and file.is_file():
                written = file.read_bytes()
            line = rf"^[ \t]+{key} +{re.escape(word)}"
            # What a text begins with is on the line of its key, or is an item.
            lines = [it.lstrip() for it in text.splitlines()] if key == "-" else []
            said = any(it.startswith(f"{key} {word}") for it in lines)
            if not said and re.search(
                line, (written or b"").decode(errors="replace"), re.MULTILINE
            ):
                if key == "-":
                    message = "this text has a line that begins with '-', as if it were an item"
                    return message, "begin its first line with '- ' too, or put the '-' elsewhere"
                message = f"this text has a line that begins with '{key}', as if it were a key"
                return (
                    message,
                    f"indent '{key}' like the key of this text, or put the colon elsewhere",
                )
    return None


SET_APART = (">", "\u2014", "\u2013")  # the signs before what is set apart
FEW = 6  # so many words are no term, and not by chance nearly those of any quote
NEAR = 500  # characters before words in which their sentence begins
_SENTENCE_ENDS = re.compile(r"[.!?](?:\s?\u00bb|[\u201d\"])?\s(?![a-z\u00bb\u2014\u2013])|\n\n")
# Words that are rejected, denied or cited: somebody else said them, or nobody did.
_REFUSED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject\w*|disput\w*|refut\w*|never|d\u00e9men\w*|nie|nient|niait"
    r"|jamais|rejet\w*|r\u00e9fut\w*|contest\w*|quot(?:ed|es|ing)|cit(?:e[sd]?|ing|ait|ant)|mock\w*)\b",
    re.IGNORECASE,
)
# The same before the words: what somebody reacts to, and what may not have been said.
_ANSWERED = re.compile(
    r"(?:^[\s#>*-]*(?:to|on|after|\u00e0|sur|apr\u00e8s)|\b(?:about|against|despite|contre|malgr\u00e9))"
    r"\s(?:the\s)?[\u201c\"\u00ab\u2018]\s?$",
    re.IGNORECASE,
)
_UNSAID = re.compile(
    r"\b(?:if|nobody|no one|not|without|ever|si|sans|pas|personne)\b|n['\u2019]t\b", re.IGNORECASE
)
# What somebody would say: nobody has said it yet.
_SUPPOSED = re.compile(
    r"\b(?:if|suppose|imagine|should)\b[^,:]{0,60}\b(?:were to|had|would)?\s?(?:say|said)\b"
    r"|\bsi\b[^,:]{0,60}\b(?:disait|avait dit)\b",
    re.IGNORECASE,
)
# Right behind the words: who put them into another language.
_TRANSLATED = re.compile(
    r"[^.\u201c\"\u00ab]{0,40}\b(?:translat(?:ed|ion)|traduction|traduit\w*)\b", re.IGNORECASE
)
# Right before the marks: an article, behind which a few words are a term; or a word for a work.
_NAMED = re.compile(
    r"(?:(?P<article>\b(?:an?|the|th(?:is|at|[eo]se)|h(?:is|er)|its|their|une?|les?|la|ce(?:s|t|tte)?"
    r"|s(?:a|on|es)|leurs?))|\b(?:\w*titled|headlined|dubbed|nicknamed|known as|intitul\w+"
    r"|surnomm\w+|articles?|films?|books?|novel|song|play|essay|report|series|act|law|bill|livre"
    r"|roman|loi|chanson|rapport))\s+[\u201c\"\u00ab\u2018']\s?$",
    re.IGNORECASE,
)
# Before a name that somebody is given, and how it begins.
_CALLED = re.compile(r"\b(?:call|dub|nam|appel|surnomm)\w*\b[^.:;,]{0,60}$", re.IGNORECASE)
_DEFINITE = re.compile(r"(?:[Tt]he|[Ll]e|[Ll]a|[Ll]['\u2019])\b|[A-Z]")
# What a site says of its own words.
_OURSELVES = re.compile(r"[\s#>*-]*(?:We|Nous|Our|Notre|Nos)\s")


def flowing(part: str) -> str:
    """A paragraph without the ends of its lines; a name in brackets signs what is before it."""
    if not part.startswith(SET_APART):
        part = re.sub(r"(?<!\n)\n(?!\n)", " ", part)
    part = re.sub(r"[ \u00a0\u202f]:(?=\s)", ": ", part)
    return re.sub(r"(?<=[\u201d\"\u00bb]) \((?=[^\W\d_a-z])", "\u2014 ", part)


def sentence_around(text: str, start: int, end: int) -> tuple[str, str]:
    """What the sentence of the words from ``start`` to ``end`` has before and behind them."""
    before = _SENTENCE_ENDS.split(text[max(0, start - NEAR) : start])[-1]
    last = end - (end > start)  # the mark behind a stop ends the sentence, too
    return before, _SENTENCE_ENDS.split(text[last : end + NEAR])[0][end - last :]


def is_of_somebody_else(before: str, after: str) -> bool:
    """Whether a sentence says that words in marks are rejected, answered, cited or our own."""
    is_refused = _REFUSED.search(before + after)
    return bool(_OURSELVES.match(before) or is_refused or _ANSWERED.search(before))


# A line of its own right above the words or their list, and whether a colon ends it.
_ABOVE = re.compile(
    r"(?:^|\n)[#\s*]*(?:(?:Mr|Mrs|Ms|M|Mme)\.? )?([^\n#]{2,200}?)[\s*]*(:?)[\s*]*\n+"
    r"(?:[-*+] [^\n]*\n)*[-*+ \t>]*(?:[\u201c\"\u00ab]\s?)?$"
)
_NEXT = re.compile(r"\n(?:\n|[-*+] )")


def line_above(text: str, start: int, end: int) -> tuple[str, bool]:
    """The heading or last line above words in a paragraph or an item of their own.

    And whether a colon ends it; nothing where more is said beside the words.
    """
    found = _ABOVE.search(text, max(0, start - NEAR), start)
    behind = _NEXT.split(text[end : end + NEAR], maxsplit=1)[0]
    if not found or any(map(str.isalpha, behind)):
        return "", False
    return found[1], bool(found[2])


def is_supposed(text: str, start: int) -> bool:
    """Whether words at ``start`` are what somebody would say."""
    return bool(_SUPPOSED.search(sentence_around(text, start, start)[0]))


def is_translated(after: str) -> bool:
    """Whether words in marks are in another language than they were said, by what is behind."""
    return bool(_TRANSLATED.match(after))


def may_be_unsaid(before: str, words: str) -> bool:
    """Whether ``words`` in marks are a title, a term or a name, or may not have been said."""
    long = [it for it in words.split() if len(it) > 3]
    is_title = words[-1:].isalnum() and len(long) > 1 and all(it[0].isupper() for it in long)
    named, few = _NAMED.search(before), len(words_in(words)) < FEW
    is_called = _CALLED.search(before) and few and _DEFINITE.match(words)
    is_term = named and (few or not named["article"])
    return bool(is_title or is_called or is_term or _UNSAID.search(before))
