"""Checks of gists, contexts and titles: whether they contradict the words or name somebody else."""

import re
from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from onrecord.captures.edges import may_say_not, negation_after, negation_before
from onrecord.captures.places import SourceText
from onrecord.captures.quote_comparison import compare_words
from onrecord.captures.words_in_texts import words_in
from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding, in_quote
from onrecord.desk.particulars import Particulars, digest, particular
from onrecord.desk.quotes import QuoteEntry
from onrecord.reading import shown_text
from onrecord.records import Article, CacheByRecord, Quote, YamlPath

from .languages import LONGEST, seems_in
from .meanings import (
    LIMITS,
    MEANINGS,
    SAYS,
    SEVERAL,
    asks,
    denies_otherwise,
    few_words,
    pattern,
    says_no,
)
from .renderings import words_said

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
_NONE_OF = re.compile(
    r"\b(?:(?:is|are|was|were|be|been|ha[sd]|have) no ((?:[a-z]+ )?[a-z]{4,})"
    r"|n['\u2019]y (?:a|avait|aura|eut) (?:pas|plus|jamais) (?:de |d['\u2019])([^\W\d_]{4,}))\b"
)
_OF = ("unsure", "wants", "past", "future")  # what a text may speak of
_UNTIL = frozenset({"before", "until", "without", "unless", "avant", "sans"})
_SHORT = 3  # letters of a verb that is compared as a whole
_PAST = dict(it.split() for it in MEANINGS["irregular"].split(","))
_MUCH = 6  # words that two contexts have by no chance
_WRITTEN, _SPOKEN, _SPOKEN_AT = (
    re.compile(rf"\b(?:{MEANINGS['media'][it]})", re.IGNORECASE)
    for it in ("written", "spoken", "spoken_at")
)
_PARTS = re.compile(r"[.;:,!?]\s")
_GRAVE = [re.compile(rf"\b(?:{it})\w*", re.IGNORECASE) for it in MEANINGS["grave"]]
# "The cuts" and "a closure" are what is spoken of, not what is said of it.
_NO_NOUN = "".join(rf"(?<!\b{it}\s)" for it in ("the", "a", "an", "any", "this", "of"))
_NOT = r"\b((?:not|never|cannot|\w+n['\u2019]t)\s(?:\w+\s)?)?"
_OPPOSITES = [
    [re.compile(rf"{_NOT}{_NO_NOUN}({side})\w*", re.IGNORECASE) for side in pair]
    for pair in MEANINGS["opposites"]
]
_STEM = 4  # letters that forms of one name share
_FIRST_WORDS = 1  # before the name of who does what a gist says
_WHO = pattern("who")
_TELLS = re.compile(r"^(?:He|She|They|Il|Elle|Ils|Elles) (?:said|says|told|added|a dit|ont dit)\b")
_DOES = pattern("says_that")
_CONDITION = pattern("condition_of_gist")


def check_gists(desk: Desk, kept: CacheByRecord) -> Iterator[Finding]:
    """Gists that say the opposite of their words, or name somebody whom these do not name."""
    hint = "correct the gist; if it is right, add `accept: [other-sense]` to the quote"
    for quote in desk.quotes.values():
        record = quote.record
        if not record.gist or record.withheld or record.form == "scare":
            continue
        message = "the gist seems to say the opposite: '{}', but the words have '{}'"
        if not (found := [*kept.of(_turned, record, record.gist, record.words)]):
            message = "the gist names '{}', but the words are by or about '{}'"
            found = [*_somebody_else(desk, quote)]
        for ours, theirs in found[:1]:
            yield in_quote(quote, "other-sense", ("gist",), message.format(ours, theirs), hint)
        if not found and (more := _graver(quote)):
            message = f"the gist has '{more}', but the words have nothing like it"
            yield in_quote(
                quote, "maybe-sense", ("gist",), message, "leave it out, if nobody said it"
            )
        for ours, theirs in () if found else kept.of(_denies, record):
            message = f"the gist has '{ours}', but the words have '{theirs}'"
            yield in_quote(
                quote, "maybe-sense", ("gist",), message, "correct the gist, if it is wrong"
            )
    yield from _titles(desk)
    for claim in desk.claims.values():
        acts = (it for it in claim.by_act("asserted") if it.quote and not it.told_by)
        records = (it.quote.record for it in acts if it.quote)
        for words in (it.words if it.exact else it.gist or "" for it in records):
            for ours, theirs in [*kept.of(_turned, claim.record, claim.record.text, words)][:1]:
                message = f"the claim has '{ours}', but the words that assert it have '{theirs}'"
                hint = "correct the claim, or name the quote that you mean"
                yield Finding("other-sense", "claim", claim.id, ("text",), message, hint)


@particular
def contexts_of(article: Article) -> Iterator[tuple[int, str, str, str]]:
    """Each longer context by its index: what tells it, who speaks, and on what occasion."""
    for index, quote in enumerate(article.quotes):
        if len(words_in(quote.context or "")) >= _MUCH:
            said, event = quote.said, (quote.said and quote.said.event) or article.event
            when = (said and said.date) or (event and (event.event or event.date)) or ""
            yield index, digest(quote.context or ""), " ".join(quote.speaker), str(when)


def check_contexts_copied(particulars: Particulars) -> Iterator[Finding]:
    """Contexts that are those of another quote, of somebody else or on another occasion."""
    first: dict[str, tuple[str, str, str]] = {}
    for article_id, found in particulars.of(contexts_of):
        for index, text, who, when in found:
            other, its_speaker, its_day = first.setdefault(text, (article_id, who, when))
            if when and its_day and when != its_day and (who != its_speaker or other != article_id):
                message = f"a quote of '{its_speaker}' in '{other}' has the same context"
                hint = "correct it, if it was copied"
                path: YamlPath = ("quotes", index, "context")
                yield Finding("maybe-context", "article", article_id, path, message, hint)


def check_media(desk: Desk) -> Iterator[Finding]:
    """Words in writing that were spoken, by their context or their event."""
    for quote in desk.quotes.values():
        medium = quote.record.said and quote.record.said.medium
        if not medium or not _WRITTEN.search(medium) or _SPOKEN.search(medium):
            continue
        inherits = quote.record.said and quote.record.said.event is None
        event = quote.occasion.name if inherits else None
        context = quote.record.context or ""
        found = _SPOKEN.search(context) or (_SPOKEN_AT.search(event) if event else None)
        if found and not _WRITTEN.search(f"{context} {event or ''}"):
            message = f"the medium is '{medium}', but '{found[0]}' is said of these words"
            hint = "correct `medium` or `context`, or write `event: none`"
            yield in_quote(quote, "maybe-context", ("said", "medium"), message, hint)


def _titles(desk: Desk) -> Iterator[Finding]:
    """Demands with a title that asks for the opposite of their words."""
    for entry in desk.demands.values():
        title, acts = entry.record.title, entry.statements
        quotes = [it.quote for it in acts if it.quote and it.quote.record.exact and not it.told_by]
        parts = [part for it in quotes for part in _PARTS.split(it.record.words)]
        asked = asks(title)
        wants = (part for part in parts if SAYS["wants"].search(part) and asked & asks(part))
        wanted = "; ".join(wants)
        if wanted and not (LIMITS.search(title) or SAYS["judges"].search(title + wanted)):
            for ours, theirs in [*opposites_in(title, wanted)][:1]:
                message = f"the title has '{ours}', but the words that make it have '{theirs}'"
                hint = "correct the title, or name the quote that you mean"
                yield Finding("other-sense", "demand", entry.id, ("title",), message, hint)


def _turned(_: BaseModel, gist: str, words: str) -> Iterator[tuple[str, str]]:
    """Our text and the words, where one denies what the other says."""
    if max(len(gist), len(words)) > LONGEST or SEVERAL.search(gist):
        return
    if not _is_of_one_matter(gist, words):
        return
    limited = [{it[0].casefold() for it in LIMITS.finditer(text)} for text in (gist, words)]
    # A condition in both leaves the rest to be compared.
    if not any(limited) or (all(limited) and all(it <= _UNTIL for it in limited)):
        for one, two in ((gist, words), (words, gist)):
            for found in () if may_say_not(LIMITS.sub(" ", two)) else _DENIED.finditer(one):
                verb = found[1] or found[2]
                stem = verb[:5] if len(verb) > _SHORT else rf"{verb}(?:e?s|ing)?\b"
                stem = rf"(?:{stem}|{_PAST[verb]}\b)" if verb in _PAST else stem
                rest = one.replace(found[0], " ")
                same = re.search(rf"\b{stem}\w*", two, re.IGNORECASE)
                if same and not re.search(rf"\b{stem}", rest, re.IGNORECASE):
                    yield (same[0], found[0]) if one is words else (found[0], same[0])
            for found in () if may_say_not(two) else _NONE_OF.finditer(one):
                some = rf"\b(?:an?|some|the|une?|des|les?|la) {found[1] or found[2]}\b"
                if same := re.search(some, two):
                    yield (same[0], found[0]) if one is words else (found[0], same[0])
    if not any(limited):
        yield from _on_other_sides(gist, words)


def only_one_denies(ours: str, theirs: str) -> Iterator[tuple[str, str]]:
    """Two short texts on one matter, if only one has a word such as "not"."""
    texts = ours, theirs
    denied = [says_no(text) for text in texts]
    if (denied[0] is None) is (denied[1] is None) or not _is_of_one_matter(ours, theirs):
        return
    plain = texts[denied.index(None)]
    stems = [asks(text) for text in texts]
    shared = stems[0] & stems[1]
    is_clear = not any(map(LIMITS.search, texts)) and not any(map(SEVERAL.search, texts))
    is_near = len(shared) > 1 and 2 * len(shared) >= min(map(len, stems))
    if is_near and is_clear and not denies_otherwise(plain):
        yield denied[0] or few_words(ours), denied[1] or few_words(theirs)


def _graver(quote: QuoteEntry) -> str | None:
    """A grave word of a gist without an equivalent in the words, if both are in one language."""
    record, here = quote.record, " ".join(filter(None, (*words_said(quote), quote.record.context)))
    if seems_in(record.gist or "", (quote.language or "en")) or seems_in(here, "en"):
        return None
    found = ((grave.search(record.gist or ""), grave.search(here)) for grave in _GRAVE)
    return next((ours[0] for ours, theirs in found if ours and not theirs), None)


def _denies(record: Quote) -> Iterator[tuple[str, str]]:
    yield from only_one_denies(record.gist or "", record.words)


def _is_of_one_matter(gist: str, words: str) -> bool:
    """Whether neither has a condition, and both are of what is wanted or neither, and of a time."""
    ours, theirs = ({it for it in _OF if SAYS[it].search(text)} for text in (gist, words))
    return not (
        "unsure" in ours | theirs
        or "wants" in ours ^ theirs
        or {"past", "future"} in ({one, two} for one in ours for two in theirs)
    )


def _on_other_sides(gist: str, words: str) -> Iterator[tuple[str, str]]:
    """Opposite words in a gist and its quote, such as "raise" and "lower"."""
    if not (SEVERAL.search(words) or SAYS["judges"].search(f"{gist}\n{words}")):
        yield from opposites_in(gist, words)


def opposites_in(gist: str, words: str) -> Iterator[tuple[str, str]]:
    """Words of two texts that are opposites."""
    for pair in () if may_say_not(gist) and may_say_not(words) else _OPPOSITES:
        ours, theirs = _side(gist, pair), _side(words, pair)
        if ours and theirs and ours[0] != theirs[0] and ours[1] == theirs[1]:
            yield ours[2], theirs[2]


def _side(text: str, pair: Iterable[re.Pattern[str]]) -> tuple[bool, str, str] | None:
    """The side of ``pair`` that a text is on, its number there, and the words that show it."""
    found = [(bool(side), it) for side, one in enumerate(pair) for it in one.finditer(text)]
    if len({side ^ bool(it[1]) for side, it in found}) != 1:
        return None
    side, shown, rest = found[0][0] ^ bool(found[0][1][1]), found[0][1][0], text
    for _, it in found:
        rest = rest.replace(it[0], " ")
    return None if may_say_not(rest) else (side, re.sub(r"\D", "", shown), shown)


def _somebody_else(desk: Desk, quote: QuoteEntry) -> Iterator[tuple[str, str]]:
    """The actor that a gist names, and the other one who speaks or is named in the words."""
    record, article, names = quote.record, quote.article, desk.names
    ours, words = names.named_in(record.gist or ""), " ".join(words_said(quote))
    # Of whom the words are may not be plain: "they", "the company".
    told = _TELLS.sub("", words, count=1)  # "he said that" is the speaker
    if not ours or any((it[1] or "").casefold() not in names.words for it in _WHO.finditer(told)):
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


def cut_of(quote: QuoteEntry, words: str, *, denied: bool) -> tuple[str, str, str] | None:
    """What ``words`` of a quote leave out that reverses their meaning: code, message, hint.

    What is directly beside them may be left out where the sentence around says it: ``denied``.
    """
    source = SourceText(" ".join(words_said(quote)))
    found = compare_words((words,), source, nearly=False)
    if not found.spans or found.differences:
        return None
    before, after = found.context.prefix, found.context.suffix
    cut = negation_before(before, words) or negation_after(words, after)
    if found.negated or (cut and not denied):
        message = f"{shown_text(words)} leaves out '{cut or 'not'}' of '{quote.reference}'"
        return "negation-cut", message, "quote it too; without it they say the opposite"
    condition = _CONDITION.match(source.raw, found.spans[-1][1])
    if condition and re.search(r"\w\.$", words):
        message = f"{shown_text(words)} ends before {shown_text(condition[0].strip(' ,'))}"
        return "sentence-cut", f"{message} of '{quote.reference}'", "quote it too, or end with […]"
    return None
