"""Rows and gists that say otherwise than the words they rest on: in sense, day or order."""

import re
from collections.abc import Iterable, Iterator, Mapping

from pydantic import BaseModel

from onrecord.captures.edges import count_sentences, may_say_not
from onrecord.captures.words import words_in
from onrecord.desk.acts import Act, ActRecord
from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding, in_quote
from onrecord.desk.quotes import QuoteEntry
from onrecord.records import CacheByRecord, Quote, YamlPath
from onrecord.records.dates import earliest

from .dates import is_slip
from .quoted_words import MEANINGS
from .renderings import words_of

_FIRST = "correct the wrong date, or add a row for when it was first made"
# The acts of which one comes before each of these.
_NEEDS = {
    "modified": ("stated", "reported"),
    "withdrawn": ("stated", "modified", "reported"),
    "retracted": ("asserted",),
}


def check_order(desk: Desk) -> Iterator[Finding]:
    """Acts before what they need, and rows of another day than their quotes."""
    found = [*_before_first(desk)]
    yield from found
    yield from _of_other_days(desk, {(it.kind, it.id, it.path) for it in found})


def _of_one_side(desk: Desk, act: Act, other: Act) -> bool:
    """Whether two acts are by the same, or by one who speaks for the other."""
    near = desk.roles.either_speaks_for
    return any(near(by, who, other.date) for by in act.by for who in other.by)


def _before_first(desk: Desk) -> Iterator[Finding]:
    """Demands changed or withdrawn before they were made, claims taken back before."""
    of_demands = (demand.statements for demand in desk.demands.values())
    for acts in (*of_demands, *(claim.acts for claim in desk.claims.values())):
        for act in acts:
            if act.word not in _NEEDS:
                continue
            # Of a demand it may be another's statement, of a claim every side has its own.
            needed = [
                other.date
                for other in acts
                if other.word in _NEEDS[act.word]
                and (act.kind == "statement" or _of_one_side(desk, act, other))
            ]
            if needed and all(act.date.before(when) for when in needed):
                first = earliest(needed)
                message = f"'{act.word}' on {act.date}, before it was first made ({first})"
                (kind, id_), path = act.owner, (*act.path, "date" if act.record.date else "act")
                yield Finding("act-before-first", kind, id_, path, message, _FIRST)
    for entry in desk.demands.values():
        for answer in (*entry.answers, *entry.searches):
            dated, asked = answer.record.date, getattr(answer.record, "asked_on", None)
            (kind, id_), first = answer.owner, entry.first_date
            if dated and answer.early and not answer.record.note:
                path = (*answer.path, "date")
                message = f"this answer is dated {dated}, before the demand was first made"
                message = f"{message} ({first})"
                yield Finding("act-before-first", kind, id_, path, message, _FIRST)
            if asked and asked.before(first):
                message = f"asked on {asked}, before the demand was first made ({first})"
                path = (*answer.path, "asked_on")
                yield Finding("act-before-first", kind, id_, path, message, _FIRST)
        if entry.record.deadline and entry.record.deadline.before(entry.first_date):
            message = f"the deadline is before the demand was first made ({entry.first_date})"
            yield Finding("act-before-first", "demand", entry.id, ("deadline",), message, _FIRST)


def _of_other_days(desk: Desk, seen: set[tuple[str, str, YamlPath]]) -> Iterator[Finding]:
    """Rows dated otherwise than the words on which they rest, without a reason.

    The rows that were ``seen`` are reported already.
    """
    for act in desk.acts:
        quote, when, place = act.quote, act.record.date, (*act.owner, (*act.path, "date"))
        # What others report has a day of its own.
        told = act.told_by or not act.own or act.record.note
        if quote is None or when is None or told or quote.record.quoting or place in seen:
            continue
        # These dates are reported where they are compared with the source.
        published = quote.article.source.published
        reported = published.before(when) or is_slip(quote.article, when)
        if when.apart(quote.date) and not reported:
            seen.add(place)  # an answer is there for each addressee
            message = f"dated {when}, but '{quote.reference}' was said {quote.date}"
            hint = "remove `date`, name the quote of that day, or say in a `note` why they differ"
            yield Finding("other-day", *place, message, hint)


# What ends a clause with another behind it, of which the sense of the first may not hold.
_SEVERAL = re.compile(
    r"[.!?;:\u2026]\W*\s\w|\s[-\u2013\u2014]\s"
    r"|(?<!yes)(?<!oui),\s(?:and|but|so|yet|n?or|because|then|though|we|you|I|they|he|she|it"
    r"|et|mais|donc|car|ou|puis|nous|vous|ils?|elles?|je)\b",
    re.IGNORECASE,
)


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    any_ = "|".join(patterns).replace("<it>", rf"\w*\b{MEANINGS['of_it']}")
    return re.compile(rf"\b(?:{any_})\w*", re.IGNORECASE)


_SAYS: Mapping[str, re.Pattern[str]] = {it: _any_of(all_) for it, all_ in MEANINGS["says"].items()}
# By the word of a row: what contradicts it in the words or the note, and what goes with it there.
_OTHERWISE, _IN_NOTES = (
    {word: [(_SAYS[other], _SAYS[same]) for other, same in pairs] for word, pairs in it.items()}
    for it in (MEANINGS["otherwise"], MEANINGS["in_notes"])
)
_REFUSALS = re.compile(r"\b(?:refus|reject|declin|rejet)", re.IGNORECASE)
_FIELDS = {"answer": "response", "reply": "reply"}
_TO_DO = frozenset({"do", "guarantee"})


def check_acts_in_words(desk: Desk, kept: CacheByRecord) -> Iterator[Finding]:
    """Acts of which their own words or their note say the opposite, or seem to."""
    seen: set[tuple[object, ...]] = set()
    for act in desk.acts:
        place = (*act.owner, *act.path)
        if act.word not in _OTHERWISE or place in seen:
            continue
        where, found = "its `note` has", kept.of(_in_note, act.record, act.word)
        demand = desk.demands.get(act.subject) if act.kind == "answer" else None
        # Who is asked to refuse something accepts it with a refusal.
        asked = demand is not None and bool(_REFUSALS.search(demand.record.title))
        if not (found or asked) and (said := _own_words(desk, act)):
            stops = demand is not None and demand.record.action not in _TO_DO
            where, found = "the words have", kept.of(_in_words, said, act.word, stops)
            if demand and not (found or stops):
                found = kept.of(_does_it, said, act.word, demand.record.title)
        for code, words in found[:1]:
            seen.add(place)
            message = f"'{act.word}', but {where} '{words}'"
            hint = "correct the row, or name the quote that is meant"
            if code == "other-act":
                hint = f"{hint}; if the row is right, add `accept: [{code}]` to it"
            field = _FIELDS.get(act.kind, "act")
            yield Finding(code, *act.owner, (*act.path, field), message, hint)


def _own_words(desk: Desk, act: Act) -> Quote | None:
    """The quote of an act that says it in its own words, and nothing else of the kind."""
    quote = act.quote
    if quote is None or act.told_by or quote.record.form == "scare" or quote.record.withheld:
        return None
    # What says both is a fault of its own.
    both = {it.word for it in desk.acts_by_quote[quote.reference] if it.kind == act.kind}
    return quote.record if both == {act.word} else None


def _in_note(record: ActRecord, word: str) -> Iterator[tuple[str, str]]:
    """What the note of a row has that says the opposite of its ``word``."""
    for otherwise, same in _IN_NOTES.get(word, ()):
        yield from _against(record.note or "", otherwise, same, "maybe-other-act")


def _in_words(record: Quote, word: str, stops: bool) -> Iterator[tuple[str, str]]:  # noqa: FBT001 - kept by position
    """What a quote, or our gist of it, has that is not ``word``, and nothing that is.

    Where the demand ``stops`` something, "we will not" may accept it.
    """
    text = (record.gist if record.form == "indirect" else record.words) or ""
    several, accepted = _SEVERAL.search(text), word == "accepted"
    if (several and not accepted and word != "rejected") or (stops and word == "says_met"):
        return
    code = "maybe-other-act" if several or (stops and accepted) else "other-act"
    for otherwise, same in _OTHERWISE[word]:
        yield from _against(text, otherwise, same, code)
    if accepted and not (several or stops):
        yield from _against(text, _SAYS["will_not"], _SAYS["agrees"], "maybe-other-act")


def _does_it(record: Quote, word: str, title: str) -> Iterator[tuple[str, str]]:
    """Where who rejects a demand says that they will do what it asks, or the other way round."""
    verb = next(iter(words_in(title)), "")
    denied = {"rejected": "", "accepted": r"(?: not|n['\u2019]t| never)"}.get(word)
    if record.form not in ("direct", "partial") or denied is None or len(verb) < _STEM:
        return
    will = re.search(
        rf"\b(?:we|I|it|they) (?:will|wo){denied} {verb}\b", record.words, re.IGNORECASE
    )
    if will and not (_LIMITS.search(record.words) or (not denied and may_say_not(record.words))):
        yield "maybe-other-act", will[0]


def _against(
    text: str, otherwise: re.Pattern[str], same: re.Pattern[str], code: str
) -> Iterator[tuple[str, str]]:
    """``code``, and what ``text`` has of ``otherwise`` if no limit and nothing of ``same``."""
    if otherwise.search(text) and (found := otherwise.search(_SAYS["beside"].sub(" ", text))):
        rest = otherwise.sub(" ", text)
        if not (same.search(rest) or _SAYS["limits"].search(rest)):
            yield code, found[0]


# Words that deny the one behind them, in English and French, and between them what does not matter.
_BETWEEN = r"(?:be|been|have|going|to|ever|yet|even|again|want|mean|plan|intend|able|ready|willing)"
_NO_VERB = rf"(?:{'|'.join(MEANINGS['not_denied'])})"
_DENIED = re.compile(
    rf"\b(?:(?:not|never|cannot|no longer|nor|refus\w+|declin\w+|\w+n['\u2019]t)\s"
    rf"(?:{_BETWEEN}\s)*+(?!{_NO_VERB})([^\W\d_]{{2,}}+)(?!\smore\b(?!\sthan))"
    rf"|n(?:e\s|['\u2019])(?!{_NO_VERB})([^\W\d_]{{3,}})\s(?:pas|plus|jamais)\b)",
    re.IGNORECASE,
)
# "There is no timetable": what there is not.
_NONE_OF = re.compile(r"\b(?:is|are|was|were|be|been|ha[sd]|have) no ((?:[a-z]+ )?[a-z]{4,})\b")
_LIMITS = re.compile(
    r"\?|\b(?:(?:but|only|just|if|unless|until|before|first|without|except|instead|rather|hardly"
    r"|mais|seulement|si|sans|avant)\b|yet to|unable|fail|far from|too\b[^.]* to\b|rul\w+ out"
    r"|stop|avoid|prevent|jusqu)",
    re.IGNORECASE,
)
_OF = ("unsure", "wants", "past", "future")  # what a text may speak of
_UNTIL = frozenset({"before", "until", "without", "unless", "avant", "sans"})
_LONGEST = 2_000  # characters; what sums up more says more than one thing
_SHORT = 3  # letters of a verb that is compared as a whole


def check_gists(desk: Desk, kept: CacheByRecord) -> Iterator[Finding]:
    """Gists that say the opposite of their words, or name somebody whom these do not name."""
    hint = "correct the gist; if it is right, add `accept: [other-sense]` to the quote"
    for quote in desk.quotes.values():
        record = quote.record
        if not record.gist or record.withheld or record.form == "scare":
            continue
        message = "the gist seems to say the opposite: '{}', where the words have '{}'"
        if not (found := [*kept.of(_turned, record, record.gist, record.words)]):
            message = "the gist names '{}', where the words are of '{}'"
            found = [*_somebody_else(desk, quote)]
        for ours, theirs in found[:1]:
            yield in_quote(quote, "other-sense", ("gist",), message.format(ours, theirs), hint)
    for claim in desk.claims.values():
        acts = (it for it in claim.by_act("asserted") if it.quote and not it.told_by)
        for words in (it.quote.record.words for it in acts if it.quote and it.quote.record.exact):
            for ours, theirs in [*kept.of(_turned, claim.record, claim.record.text, words)][:1]:
                message = f"the claim has '{ours}', where the words that assert it have '{theirs}'"
                hint = "correct the claim, or name the quote that is meant"
                yield Finding("other-sense", "claim", claim.id, ("text",), message, hint)


def _turned(_: BaseModel, gist: str, words: str) -> Iterator[tuple[str, str]]:
    """What a text of ours says, and what the words say, of which one denies the other."""
    if max(len(gist), len(words)) > _LONGEST or _SEVERAL.search(gist):
        return
    if not _is_of_one_matter(gist, words):
        return
    limited = [{it[0].casefold() for it in _LIMITS.finditer(text)} for text in (gist, words)]
    # A condition in both leaves the rest to be compared.
    if not any(limited) or (all(limited) and all(it <= _UNTIL for it in limited)):
        for one, two in ((gist, words), (words, gist)):
            for found in () if may_say_not(_LIMITS.sub(" ", two)) else _DENIED.finditer(one):
                verb = found[1] or found[2]
                stem = verb[:5] if len(verb) > _SHORT else rf"{verb}(?:e?s|ing)?\b"
                rest = one.replace(found[0], " ")
                same = re.search(rf"\b{stem}\w*", two, re.IGNORECASE)
                if same and not re.search(rf"\b{stem}", rest, re.IGNORECASE):
                    yield (same[0], found[0]) if one is words else (found[0], same[0])
            for found in () if may_say_not(two) else _NONE_OF.finditer(one):
                if same := re.search(rf"\b(?:an?|some|the) {found[1]}\b", two):
                    yield (same[0], found[0]) if one is words else (found[0], same[0])
    if not any(limited):
        yield from _on_other_sides(gist, words)


def _is_of_one_matter(gist: str, words: str) -> bool:
    """Whether neither has a condition, and both are of what is wanted or neither, and of a time."""
    ours, theirs = ({it for it in _OF if _SAYS[it].search(text)} for text in (gist, words))
    return not (
        "unsure" in ours | theirs
        or "wants" in ours ^ theirs
        or {"past", "future"} in ({one, two} for one in ours for two in theirs)
    )


def _on_other_sides(gist: str, words: str) -> Iterator[tuple[str, str]]:
    """Words of a gist and of what it sums up that are opposites, as "raise" and "lower" are."""
    if _SEVERAL.search(words) or _SAYS["judges"].search(f"{gist}\n{words}"):
        return
    for pair in () if may_say_not(gist) and may_say_not(words) else _OPPOSITES:
        ours, theirs = _side(gist, pair), _side(words, pair)
        if ours and theirs and ours[0] != theirs[0] and ours[1] == theirs[1]:
            yield ours[2], theirs[2]


# "The cuts" and "a closure" are what is spoken of, not what is said of it.
_NO_NOUN = "".join(rf"(?<!\b{it}\s)" for it in ("the", "a", "an", "any", "this", "of"))
_NOT = r"\b((?:not|never|cannot|\w+n['\u2019]t)\s(?:\w+\s)?)?"
_OPPOSITES = [
    [re.compile(rf"{_NOT}{_NO_NOUN}({side})\w*", re.IGNORECASE) for side in pair]
    for pair in MEANINGS["opposites"]
]


def _side(text: str, pair: Iterable[re.Pattern[str]]) -> tuple[bool, str, str] | None:
    """Which side of ``pair`` a text plainly is on, the number there, and the words that show it."""
    found = [(bool(side), it) for side, one in enumerate(pair) for it in one.finditer(text)]
    if len({side ^ bool(it[1]) for side, it in found}) != 1:
        return None
    side, shown, rest = found[0][0] ^ bool(found[0][1][1]), found[0][1][0], text
    for _, it in found:
        rest = rest.replace(it[0], " ")
    return None if may_say_not(rest) else (side, re.sub(r"\D", "", shown), shown)


_NEGATIONS = {
    language: re.compile(rf"\b(?:{text})\b", re.IGNORECASE)
    for language, text in MEANINGS["negations"].items()
}
_RENDERED = re.compile(rf"\b{MEANINGS['without_not']}", re.IGNORECASE)
_FIGURE = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?")
_OTHER_UNITS = re.compile(
    r"\b(?:[ap]\.?m\b|o['\u2019]clock|uhr|miles?|feet|foot|inch|degrees|(?:a las|\u00e0) \d)"
    r"|\d ?h\b|\d:\d\d|\d0s\b|[\u00bc-\u00be]",
    re.IGNORECASE,
)
# "1.5 million" may be "1,500,000", and "14.5." is a day of a month.
_LARGE = re.compile(r"\b(?:mil(?!e)|mrd|bn|billion|thousand|tausend)", re.IGNORECASE)
_DAY = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./]")
_PARTS = re.compile(r"[.!?;:,]")
_CUT, _DOUBLE, _BRIEF = 0.8, 2.0, 20  # of the length of an original, and characters


def check_translations(desk: Desk, kept: CacheByRecord) -> Iterator[Finding]:
    """Words that leave out or change what the `original` beside them has."""
    for quote in desk.quotes.values():
        if quote.record.original and quote.record.original.text and not quote.record.withheld:
            for code, message in kept.of(_rendered, quote.record, quote.language or ""):
                hint = "correct the one that is wrong; both are shown"
                yield in_quote(quote, code, ("original", "text"), message, hint)


def _rendered(record: Quote, language: str) -> Iterator[tuple[str, str]]:
    """Code and message, where a text and its original cannot both be complete and right."""
    said, words = (record.original and record.original.text) or "", record.words
    whole = (
        record.form == "direct"
        and len(record.text) == 1
        and not re.search(r"\[|\u2026|\.\.\.", words + said)
    )
    # Without capitals, sentences and numbers are written otherwise.
    if not whole or said.upper() == said.lower() or max(len(said), len(words)) > _LONGEST:
        return
    theirs, ours = (
        {
            re.sub(r"[.,\s](?=\d{3}\b)", "", it).replace(",", ".").lstrip("0")
            for it in _FIGURE.findall(_DAY.sub(r"\1; \2; ", text))
        }
        for text in (said, words)
    )
    there = ((record.original and record.original.language) or "").partition("-")[0]
    denied = _NEGATIONS[there].search(said) if there in _NEGATIONS else None
    known = _NEGATIONS.get(language.partition("-")[0])
    longer = len(words) / len(said)
    # What a translator joins has a comma or an "and" between.
    parts = [(count_sentences(text), len(_PARTS.findall(text))) for text in (said, words)]
    fewer = longer < _CUT and all(one > two for one, two in zip(*parts, strict=True))
    more = longer > 1 / _CUT and all(one < two for one, two in zip(*parts, strict=True))
    fewer, more = fewer or longer < 1 / _DOUBLE, more or longer > _DOUBLE
    scales = {bool(_LARGE.search(text)) for text in (said, words)}
    comparable = len(scales) == 1 and not _OTHER_UNITS.search(f"{words} {said}")
    if ours - theirs and theirs - ours and comparable:
        message = f"the original has {', '.join(sorted(theirs - ours))}, and the text"
        yield "other-number", f"{message} {', '.join(sorted(ours - theirs))}"
    elif (
        denied
        and known
        and not (known.search(words) or may_say_not(words) or _RENDERED.search(words))
    ):
        yield "maybe-translation", f"the original has '{denied[0]}', and the text no such word"
    elif (fewer or more) and min(len(said), len(words)) >= _BRIEF:
        lacks = (
            "the text lacks a part of the original"
            if fewer
            else "the original lacks a part of the text"
        )
        yield "maybe-translation", f"it seems that {lacks}"


_STEM = 4  # letters that forms of one name share
_FIRST_WORDS = 1  # before the name of who does what a gist says


_WHO = re.compile(
    r"\b(?:they|he|she|ils?|elles?|(?:the|la|le) ([a-z]+)(?=\s(?:will|would|ha[sd]|is|was|must"
    r"|should|did|does|can|could|may|wants?|says?|a|est|va|doit|veut)\b))\b",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"^(?:\S+ ){1,4}?(?:say|said|want|demand|ask|reject|refus|accept|agree|den(?:y|ies)|call|told"
    r"|tell|repeat|announc|promis|insist|warn|think|believ|veu|demand|exig|rejet|ni[ae]|promet|annonc)",
    re.IGNORECASE,
)


def _somebody_else(desk: Desk, quote: QuoteEntry) -> Iterator[tuple[str, str]]:
    """Whom a gist names, and who speaks or is named in the words; nobody of both."""
    record, article, names = quote.record, quote.article, desk.names
    ours, words = names.named_in(record.gist or ""), " ".join(words_of(quote))
    # Of whom the words are may not be plain: "they", "the company".
    if not ours or any((it[1] or "").casefold() not in names.words for it in _WHO.finditer(words)):
        return
    acts = desk.acts_by_quote.get(quote.reference, ())
    subjects = [desk.demands[it.subject].record for it in acts if it.subject in desk.demands]
    texts = (words, record.context, record.note, record.speaking_as, quote.occasion.name)
    of_article = (article.title, article.source.headline, article.summary)
    text = "\n".join(filter(None, (*texts, *of_article)))
    known = {*quote.speakers, *names.named_in(text), *record.to, *article.mentions, record.quoting}
    known |= {name for it in subjects for name in (*it.by, *it.to)}
    # The words may call a state whom they accuse by the name of its capital.
    claims = [desk.claims[it.subject].record for it in acts if it.subject in desk.claims]
    known |= {name for it in claims for name in it.against}
    said = [it for it in names.named_in(words) if it not in ours] or quote.speakers
    for name, at in ours.items():
        # Whoever is told something may be the first whom a gist names, but does not say it.
        does = at <= _FIRST_WORDS and _DOES.search(record.gist or "") and record.exact
        others = {*quote.speakers, *names.named_in(text), record.quoting} if does else known
        near = any(it and desk.roles.share_words(name, it) for it in others)
        # "Belmarran" may be said of Belmarre.
        called = desk.actors[name].name
        near = near or any(it[:_STEM] in words for it in called.split() if it[_STEM:])
        if said and not near and (does or said is not quote.speakers):
            yield called, desk.actors[said[0]].name
