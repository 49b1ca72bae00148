"""What the newsroom itself writes, and how much it takes: plain, short, its own, within limits."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from onrecord.captures.verify import Capture, read_capture
from onrecord.desk.desk import Desk, quoted_words
from onrecord.desk.findings import Finding, in_quote
from onrecord.desk.naming import alike, lookalike, same_name
from onrecord.desk.settings import HouseStyle, QuotationLimits
from onrecord.records import Actor
from onrecord.records.fields import UNKNOWN_SPEAKER
from onrecord.records.load import Records
from onrecord.records.values import ValueFinder, YamlPath

from .references import Quotes

# What only completes quotes is looked at in each quote that takes it, which accepts it or does not.
_OURS = ValueFinder(
    lambda field: field.words is not None and field.words.ours,
    enters=lambda field: not field.for_quotes,
)
_HIDDEN = frozenset({"anonymous", "background"})
# The most that a bottom line may have.
_SENTENCES = 3
# So many words in a row are no coincidence.
_RUN = 8
# Words alone: whether punctuation is copied too proves nothing.
_WORDS = re.compile(r"\w+")


def check_words(records: Records, style: HouseStyle) -> Iterator[Finding]:
    """Loaded words in titles, summaries, notes, contexts and gists."""
    for kind, id_, top, record in records.all():
        for text in _OURS(record, top):
            for found in style.loaded(str(text.value)):
                hint = f"say: {found.instead}" if found.instead else "leave it out"
                message = f"'{found.word}' takes a side, and this is our own text, not a quote"
                yield Finding("loaded-word", kind, id_, text.path, message, hint)


def check_described(desk: Desk) -> Iterator[Finding]:
    """Anonymous words of which nothing says from what side they come."""
    for quote in desk.quotes.values():
        record = quote.record
        if record.basis not in _HIDDEN or record.withheld:
            continue
        if UNKNOWN_SPEAKER in record.speaker and not record.speaking_as:
            message = "this unnamed speaker is not described"
            hint = (
                "add 'speaking_as' as the source describes them, or name an actor of kind 'unnamed'"
            )
            yield in_quote(quote, "anonymous-undescribed", ("id",), message, hint)


def check_summaries(desk: Desk, captures: Path) -> Iterator[Finding]:
    """Summaries that repeat their source, as far as it is among the captures."""
    for article_id, article in desk.articles.items():
        if article.summary is None:
            continue
        capture = read_capture(captures / f"{article_id}.txt")
        if isinstance(capture, Capture) and (
            run := _repeated(article.summary, capture.text.composed)
        ):
            message = f"these {_RUN} words are copied from the source: '{run}'"
            hint = "rephrase it, or make it a quote"
            yield Finding("summary-copied", "article", article_id, ("summary",), message, hint)


def _repeated(ours: str, theirs: str) -> str | None:
    """The first run of words that is in both."""
    words = _WORDS.findall(ours)
    folded = [word.casefold() for word in words]
    source = f" {' '.join(word.casefold() for word in _WORDS.findall(theirs))} "
    for start in range(len(words) - _RUN + 1):
        if f" {' '.join(folded[start : start + _RUN])} " in source:
            return " ".join(words[start : start + _RUN])
    return None


def check_publishers(records: Records) -> Iterator[Finding]:
    """Publishers that are written in two ways, so that the pages count them as two."""
    ways: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for article_id, article in records.articles.items():
        name = article.source.publisher
        ways[alike(name).removeprefix("the ").replace(" ", "")][name].append(article_id)
    for key, spelt in ways.items():
        usual = max(spelt, key=lambda name: len(spelt[name]))
        for name in spelt if key and len(spelt) > 1 else ():
            if name == usual or _are_two(records, spelt[name], spelt[usual]):
                continue
            for article_id in spelt[name]:
                message = f"this publisher is written '{usual}' in '{spelt[usual][0]}'"
                hint = (
                    "write it in one way; if they are two, name the place: Harbour Post (Aldmoor)"
                )
                path = ("source", "publisher")
                yield Finding("publisher-spelt", "article", article_id, path, message, hint)


def _are_two(records: Records, some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether the addresses of two publishers of nearly one name are on different hosts."""
    one, two = (
        {
            (urlsplit(url).hostname or "").removeprefix("www.")
            for id_ in ids
            if (url := records.articles[id_].source.url)
        }
        for ids in (some, others)
    )
    return bool(one and two) and not any(
        f".{first}".endswith(f".{second}") or f".{second}".endswith(f".{first}")
        for first in one
        for second in two
    )


# What others are called too: the place of a government, the predecessor of several.
_SHARED_NAMES = frozenset({"metonym", "former"})


def check_other_names(actors: Mapping[str, Actor]) -> Iterator[Finding]:
    """Names that are another actor's too, or have a letter of another alphabet in a word."""
    owners_of: defaultdict[str, list[str]] = defaultdict(list)
    for actor_id in sorted(actors):
        owners_of[_key(actors[actor_id].name)].append(actor_id)
    for actor_id in sorted(actors):
        actor = actors[actor_id]
        for path, name in _names_of(actor):
            if word := lookalike(name):
                message = f"'{word}' has letters of two alphabets, which only look alike"
                hint = "type the word again: search and drafts do not find it as it is"
                yield Finding("letters-mixed", "actor", actor_id, path, message, hint)
        for index, other_name in enumerate(actor.names):
            if other_name.kind in _SHARED_NAMES:
                continue
            owners = owners_of[_key(other_name.name)]
            if owner := next((id_ for id_ in owners if id_ != actor_id), None):
                message = f"actor '{owner}' also has '{other_name.name}' as its name"
                hint = "remove it where it is wrong; a name of several can be `kind: metonym`"
                path = ("names", index, "name")
                yield Finding("same-name", "actor", actor_id, path, message, hint)
            owners.append(actor_id)


def _names_of(actor: Actor) -> Iterator[tuple[YamlPath, str]]:
    yield ("name",), actor.name
    for field in ("sort_name", "in_sentence"):
        if name := getattr(actor, field):
            yield (field,), name
    for index, other in enumerate(actor.names):
        yield ("names", index, "name"), other.name


def _key(name: str) -> str:
    return alike(name) or same_name(name)


def check_briefings(records: Records) -> Iterator[Finding]:
    """Bottom lines that are longer than anybody reads in a hurry."""
    for briefing_id, briefing in records.briefings.items():
        count = count_sentences(briefing.bottom_line)
        if count > _SENTENCES:
            message = f"this bottom line has {count} sentences; at most {_SENTENCES} are allowed"
            hint = "leave out what the sections of the briefing say"
            path = ("bottom_line",)
            yield Finding("long-bottom-line", "briefing", briefing_id, path, message, hint)


def check_pinned(records: Records) -> Iterator[Finding]:
    """Quotes of a briefing that are named twice, or that are nobody's words to paste."""
    quotes = Quotes(records)
    for briefing_id, briefing in records.briefings.items():
        for index, reference in enumerate(briefing.quotes):
            path = ("quotes", index)
            if reference in briefing.quotes[:index]:
                message = f"'{reference}' is in this list twice"
                yield Finding("bad-value", "briefing", briefing_id, path, message, "remove one")
            elif (found := quotes.find(reference)) and found[1].form == "scare":
                message = "these are the writer's own quotation marks: nobody is quoted"
                hint = "name a quote that has a speaker"
                yield Finding("not-to-paste", "briefing", briefing_id, path, message, hint)


def check_quotation(desk: Desk, limits: QuotationLimits) -> Iterator[Finding]:
    """Articles with more words of the speakers or of the publisher than ``limits`` allow."""
    for article_id, quotes in desk.quotes_of_article.items():
        found = quoted_words(quotes)
        for whose, count, limit in (
            ("speakers", found.speakers, limits.speakers),
            ("the publisher", found.publisher, limits.publisher),
        ):
            if limit is not None and count > limit:
                message = (
                    f"you quote {count} words of {whose} from this source; the limit is {limit}"
                )
                hint = "quote less, or raise `quotation_limits` if you have the right to quote more"
                yield Finding("quoted-much", "article", article_id, ("quotes",), message, hint)


# These end a sentence wherever they are, with or without a space behind: those of Unicode's
# property Sentence_Terminal that mean nothing else.
_FULL = (
    "\N{IDEOGRAPHIC FULL STOP}\N{HALFWIDTH IDEOGRAPHIC FULL STOP}\N{FULLWIDTH FULL STOP}"
    "\N{DEVANAGARI DANDA}\N{DEVANAGARI DOUBLE DANDA}\N{ARABIC FULL STOP}\N{ETHIOPIC FULL STOP}"
    "\N{ARMENIAN FULL STOP}\N{MYANMAR SIGN SECTION}\N{KHMER SIGN KHAN}\N{MONGOLIAN FULL STOP}"
    "\N{FULLWIDTH QUESTION MARK}\N{FULLWIDTH EXCLAMATION MARK}"
)
# These may be within a sentence: "Why now?" she asked.
_ASKING = (
    "?!\N{ARABIC QUESTION MARK}"
    "\N{ETHIOPIC QUESTION MARK}\N{DOUBLE EXCLAMATION MARK}\N{DOUBLE QUESTION MARK}"
    "\N{QUESTION EXCLAMATION MARK}\N{EXCLAMATION QUESTION MARK}"
)
# Several in a row, such as "?!" or "...", end one sentence.
_END = re.compile(f"[.\N{HORIZONTAL ELLIPSIS}{_FULL}{_ASKING}]+")
_CLOSING = (
    "\"'\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
    "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK})]\N{RIGHT CORNER BRACKET}"
    "\N{RIGHT WHITE CORNER BRACKET}\N{FULLWIDTH RIGHT PARENTHESIS}"
    "\N{RIGHT BLACK LENTICULAR BRACKET}"
)
_OPENING = (
    "\"'\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}"
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}("
    "[\N{INVERTED QUESTION MARK}\N{INVERTED EXCLAMATION MARK}\N{EM DASH}\N{EN DASH}- "
)

# A name follows these, as they are written before one, ...
_TITLES = re.compile(
    "Adm|Brig|Capt|Cmdr|Col|Dr|Gen|Gov|Hon|Lt|Maj|Messrs|Mgr|Mr|Mrs|Ms|Mt|Mx|Pres|Prof|Pvt|Rep|Rev"
    "|Sen|Sgt|Sr|St|Ste"
)
# ... a number these, ...
_COUNTED = re.compile(
    "art|ch|fig|figs|no|nos|nr|p|par|pp|vol|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec",
    re.IGNORECASE,
)
# ... and more of the same sentence these.
_WITHIN = re.compile("al|approx|bzw|ca|cf|etc|eg|ie|incl|usw|vgl|viz|vs|zb", re.IGNORECASE)
# The word that a full stop follows, with its own stops: "e.g".
_WORD_BEFORE = re.compile(r"[\w.]*$")


def count_sentences(text: str) -> int:
    """How many sentences ``text`` has; where it is doubtful whether one ends, it does not.

    >>> count_sentences("Dr. Ruiz asked for 3.5 per cent. The U.S. envoy did not.")
    2
    """
    ends = [found for found in _END.finditer(text) if _ends(text, found)]
    rest = text[ends[-1].end() :] if ends else text
    return len(ends) + any(character.isalnum() for character in rest)


def _ends(text: str, mark: re.Match[str]) -> bool:
    if not set(_FULL).isdisjoint(mark[0]):
        return True
    after = text[mark.end() :].lstrip(_CLOSING)
    following = after.lstrip()
    if not following:
        return True
    if after == following or following.lstrip(_OPENING)[:1].islower():
        return False
    return mark[0] != "." or not _abbreviated(text[: mark.start()], following)


def _abbreviated(before: str, following: str) -> bool:
    """Whether a dot between these belongs to the word before it: "Dr.", "J.", "U.S.", "15."."""
    found = _WORD_BEFORE.search(before)
    word = found[0] if found else ""
    initial = (len(word) == 1 and word.isalpha()) or "." in word
    ordinal = word.isdigit() and len(word) <= 2
    counted = bool(_COUNTED.fullmatch(word)) and following[0].isdigit()
    return bool(initial or ordinal or counted or _TITLES.fullmatch(word) or _WITHIN.fullmatch(word))
