"""Checks of texts that should not be published: placeholders, code, garbled letters, copies.

And words in quotation marks that are nobody's: titles, terms, what was not said.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from pydantic import BaseModel

from onrecord.captures.edges import in_marks
from onrecord.captures.lock import compared_words
from onrecord.captures.words_in_texts import MARKED, same_words, words_in
from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding, in_quote
from onrecord.desk.quotes import STANDS, QuoteEntry
from onrecord.reading import may_have, shown_text
from onrecord.records import (
    SETS_MARKS,
    Article,
    CacheByRecord,
    Correction,
    FieldValue,
    Quote,
    Records,
    YamlPath,
    fields_of,
)
from onrecord.records.values import ValueFinder

from .meanings import MEANINGS, pattern

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
# What an editor writes between the words of a text that is not finished.
_UNFINISHED = re.compile(
    r"\b(?:TODO|FIXME|TBD|TBC|TKTK)\b|\?{3,}|\bxxx+\b|^(?:CHECK|XXX|TK|VÉRIFIER|À \w+ER)\b[ :]"
    r"|[(\[](?:\?|TK|XXX)[)\]]"
)
_UNFINISHED_PARTS = ("todo", "fixme", "tb", "tk", "xxx", "check", "???", "(?", "[?")
_SAME_AS_ABOVE = frozenset(MEANINGS["same_as_above"])
# Who is described by such a word alone has no name in it.
_DESCRIBED = frozenset(MEANINGS["described"].split())
_SENTENCE = re.compile(r"\s[^\W\d_A-Z]{3,}\.$")
_FEW_WORDS = 3
# A role, a date or a remark behind a name.
_MORE_THAN_NAME = re.compile(
    r"\d{1,2}[ ./-]|\d{4}|[,(]\s*[a-z]{2,}|\s\([A-Za-z][^()]*\)$"
    # "Ruiz, Ana"; but "King, Jr.", and degrees, which are capitals alone.
    r"|,\s*(?!(?:[JS]r|Jun|Sen|Esq|Ph\.?D|[A-Z.]{2,6})\b)[^\W\d_a-z]\w"
)
# Names of fields that are hardly a word before a colon in a sentence, at the start of a line.
_KEY = re.compile(r"(?:^|\s)(?P<key>[a-z_]+:|-) +(?P<word>\S+)")
_MORE = "it has more than a name"
_NAME_ALONE = "write the name alone; a role goes in `roles`, and how lists sort it in `sort_name`"
_NONE_YET = "finish it, or delete the key if there is nothing to say"
_SHOWN = 30
# What a text has that may have code, letters of a wrong encoding or a key in it.
_ODD = (*"&*<[", *"\u00c2\u00c3\u00e2\u202d\u202e\ufffd", ": ", " - ")
_ENOUGH = 4  # words that are the same by no chance
_FIRST_PERSON = re.compile(r"(?:I|We|My|Our|Je|Nous|Mon|Ma|Notre|Nos)\s|J['\u2019]|I['\u2019]")
_AS_PARTS = "write a list of the words before and after it"
_NOT_SAID = pattern("not_said")
_NOT_SAID_PARTS = ("(", "[", ":", "getty images", "reuters/")
_SAYS = r"(?:said|says|told|added|adds|asked|replied|a (?:dit|déclaré|ajouté)|dit|déclare|ajoute)"
_SAID = re.compile(rf"\b(?:{_SAYS}|(?:declin|refus)ed to)\b", re.IGNORECASE)
_SAID_PARTS = ("ed to", "said", "says", "told", "tells", "add", "asked", "replied", "dit", "ajout")
_PRONOUN = r"(?:he|she|they|ils?|elles?)"
_END = r"\b[^.!?“”«»\"]*[.!?]?$"
_LABEL = 60  # characters


def check_texts(records: Records, desk: Desk) -> Iterator[Finding]:
    """Texts that are none yet, that have code or letters of a wrong encoding, or a key in them."""
    for kind, id_, top, record in records.all():
        for found in records.kept.of(_odd_texts, record, top, kind):
            text = str(found.value)
            theirs = found.field.is_quoted or found.field.name == "headline"
            ours = not theirs and not isinstance(found.record, Correction)
            why = _no_text(kind, found, ours=ours)
            if why and not ("not finished" in why and getattr(record, "draft", False)):
                message = f"'{text[:_SHOWN]}' cannot be the '{found.field.name}': {why}"
                hint = _NAME_ALONE if why == _MORE else _NONE_YET
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
    """Why the value is no text or name, as the end of a sentence."""
    text = str(found.value)
    if (_PLACEHOLDER if ours else _NO_WORDS).fullmatch(text):
        return "it says nothing yet"
    may_be = ours and not text.isupper() and may_have(text, _UNFINISHED_PARTS)
    if may_be and (left := _UNFINISHED.search(text)):
        return f"'{left[0].strip(' :')}' shows that it is not finished"
    if found.field.name != "name" or kind not in ("actor", "topic"):
        return None
    words = text.casefold().strip(" .").split()
    is_person = getattr(found.record, "kind", None) == "person"
    alone = len(words) == 1 and len(text) > _FEW_WORDS  # "Anonymous", but no name such as "He"
    is_described = words[-1:] and words[-1] in _DESCRIBED and (alone or text == text.casefold())
    reasons = (
        (len(words) > _FEW_WORDS and _SENTENCE.search(text), "it is a sentence"),
        (" ".join(words) in _SAME_AS_ABOVE, "it only refers to the one before it"),
        (is_person and is_described, "it describes somebody, whose kind is 'unnamed'"),
        (is_person and _MORE_THAN_NAME.search(text), _MORE),
    )
    return next((why for is_so, why in reasons if is_so), None)


def _odd_texts(record: BaseModel, top: YamlPath, kind: str) -> Iterator[FieldValue]:
    """The texts that need a closer look."""
    for found in _TEXTS(record, top):
        text = str(found.value)
        is_name = found.field.name in _NAMES and _MARKED.fullmatch(text)
        if is_name or any(map(text.__contains__, _ODD)) or _no_text(kind, found):
            yield found


def _stands(desk: Desk, article_id: str, record: object, path: YamlPath, text: str) -> bool:
    """Whether ``text`` at ``path`` is part of a quote that was found in its source."""
    if not isinstance(record, Article) or path[0] != "quotes" or not isinstance(path[1], int):
        return False
    quote = desk.quotes.get(f"{article_id}#{record.quotes[path[1]].id}")
    return quote is not None and quote.verdict in STANDS and text in compared_words(quote.record)


def _swallowed(
    records: Records, kind: str, id_: str, record: BaseModel, text: str
) -> tuple[str, str] | None:
    """Message and hint, if a line of ``text`` begins with a key or a dash in the file."""
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


def check_own_words(desk: Desk, kept: CacheByRecord) -> Iterator[Finding]:
    """Texts of ours that repeat the source, or another quote."""
    for article_id, article in desk.articles.items():
        quotes = [it for it in desk.quotes_of_article[article_id] if not it.record.withheld]
        yield from kept.of(_own_words, article, article_id, quotes)
        for quote in quotes:
            names = [desk.actors[it].name for it in quote.record.speaker if it in desk.actors]
            yield from kept.of(_labels, quote.record, quote, names)


def _own_words(
    article: Article, article_id: str, quotes: Iterable[QuoteEntry]
) -> Iterator[Finding]:
    if same_words(article.title, article.source.headline or "", _ENOUGH):
        message = "this is the source's headline; the title should be in your own words"
        hint = "say neutrally what the source is"
        yield Finding("words-repeated", "article", article_id, ("title",), message, hint)
    gists: dict[str, QuoteEntry] = {}
    for quote in quotes:
        yield from _repeated(quote, gists)


def _repeated(quote: QuoteEntry, gists: dict[str, QuoteEntry]) -> Iterator[Finding]:
    """A gist or context that repeats the quote, or one of the ``gists`` before it."""
    words = quote.record.words
    for field in ("gist", "context"):
        if same_words(getattr(quote.record, field) or "", words, _ENOUGH):
            message = f"this is the text of the quote; '{field}' should be in your own words"
            hint = f"say in `{field}` what readers need to know, or remove it"
            yield in_quote(quote, "words-repeated", (field,), message, hint)
    headline = quote.article.source.headline or ""
    is_said = quote.record.exact and quote.verdict not in STANDS
    # A headline often has the words of somebody, in marks.
    if headline and is_said and same_words(MARKED.sub("", headline), words, _ENOUGH):
        message = "this is the source's headline, which is the writer's"
        hint = "copy what somebody said, or accept this if the text has it in marks"
        yield in_quote(quote, "words-repeated", ("text",), message, hint)
    if not quote.record.gist:
        return
    if _FIRST_PERSON.match(quote.record.gist):
        message = "this gist says 'I' or 'we', as if it were about us"
        hint = "say what the speaker says: 'They want …'"
        yield in_quote(quote, "words-repeated", ("gist",), message, hint)
    gist = " ".join(words_in(quote.record.gist))
    other = gists.setdefault(gist, quote)
    if gist.count(" ") >= _ENOUGH - 1 and other.utterance != quote.utterance:
        message = f"quote '{other.record.id}' has the same gist"
        hint = "say what this quote adds, or remove one of the two"
        yield in_quote(quote, "words-repeated", ("gist",), message, hint)


def _labels(record: Quote, quote: QuoteEntry, names: Sequence[str]) -> Iterator[Finding]:
    for index, part in enumerate(record.text):
        if label := _label(names, part):
            message = f"'{label}:' names the speaker, and is not part of the words"
            hint = "remove it; `speaker` says who it is"
            yield in_quote(quote, "label-in-text", ("text", index), message, hint)
        elif told := _attribution(names, quote, part):
            message = f"{shown_text(told)} names the speaker, and is not part of the words"
            is_last = part.rstrip().endswith(told) or part.lstrip().startswith(told)
            hint = "remove it, and the marks; `speaker` says who it is" if is_last else _AS_PARTS
            yield in_quote(quote, "label-in-text", ("text", index), message, hint)
        elif may_have(part, _NOT_SAID_PARTS) and (not_said := _NOT_SAID.search(part)):
            message = f"{shown_text(not_said[0])} is not part of the words"
            hint = f"remove it, or {_AS_PARTS}"
            yield in_quote(quote, "label-in-text", ("text", index), message, hint)


def _attribution(speakers: Sequence[str], quote: QuoteEntry, text: str) -> str | None:
    """The part of ``text`` that says who speaks, such as "Brandt said"."""
    if quote.record.form == "indirect":
        return None
    if not (may_have(text, _SAID_PARTS) and _SAID.search(text)):
        return None
    names = "|".join(re.escape(name.split()[-1]) for name in speakers)
    named = rf"(?:[^\W\d_][\w.'’-]*\s+){{0,3}}(?:{names})" if names else r"(?!)"  # noqa: RUF001 - that mark is meant
    who = rf"(?:{_PRONOUN}|{named})"
    marked = text.lstrip()[:1] in tuple('“"«‘„')  # noqa: RUF001 - these marks are meant
    within = rf"[,\u2010-\u2015-]\s+((?:{_SAYS}\s+{named}|{named}\s+{_SAYS}))\s*[,\u2010-\u2015-]"
    # What the lock shows of marks in the source is said already.
    told = (
        rf"^({named}\s+(?:{_SAYS}\s(?:\w+\s){{0,4}}(?:that|qu[e'\u2019])|(?:declin|refus)ed to))\b"
    )
    line = quote.checked if quote.verdict in STANDS else None
    at_end = rf",\s+((?:{_SAYS}\s+{named}|{named}\s+{_SAYS}){_END})"
    # The source has the words, and in no marks: "He said that they wait."
    bare = line and quote.article.source.genre in SETS_MARKS and (line.prefix or line.suffix)
    if line and bare and not (line.unmarked or in_marks(line.prefix, line.suffix)):
        told = rf"{told}|^({_PRONOUN}\s+{_SAYS}\s(?:\w+\s)?(?:that|qu[e'\u2019]))\b|{at_end}"
    for expression in (
        (within, told)
        if line
        else (
            within,
            rf"[”\"’»]\s*,?\s*((?:{_SAYS}\s+{who}|{who}\s+{_SAYS}){_END})" if marked else r"(?!)",  # noqa: RUF001
            at_end,
            told,
            rf"^({who}\s+{_SAYS})\s*[:,]\s*[“\"«‘].*[”\"’»]$",  # noqa: RUF001
        )
    ):
        if found := re.search(expression, text.strip(), re.IGNORECASE | re.DOTALL):
            return str(next(filter(None, found.groups())))
    return None


def _label(speakers: Sequence[str], text: str) -> str | None:
    """The label at the start of ``text``, if it names one of the ``speakers``."""
    label, colon, _ = text.partition(":")
    words = words_in(label) if colon and len(label) < _LABEL else []
    for name in speakers if words else ():
        own = words_in(name)
        if words in (own, own[-1:]) or words[-len(own) :] == own:
            return label.strip()
    return None
