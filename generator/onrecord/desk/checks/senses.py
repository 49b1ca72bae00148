"""What words say, and a row or a gist on them does not: the sense, the day, the order."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import yaml

from onrecord.captures.edges import may_say_not
from onrecord.desk.actors import NamedActors
from onrecord.desk.acts import Act, ActRecord
from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding, in_quote
from onrecord.desk.quotes import QuoteEntry
from onrecord.reading.yaml_text import FASTEST_LOADER
from onrecord.records import CacheByRecord, Quote, YamlPath
from onrecord.records.dates import earliest

from .dates import is_slip
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


def _before_first(desk: Desk) -> Iterator[Finding]:
    """Demands changed or withdrawn before they were made, claims taken back before."""
    of_demands = (demand.statements for demand in desk.demands.values())
    for acts in (*of_demands, *(claim.acts for claim in desk.claims.values())):
        for act in acts:
            if act.word not in _NEEDS:
                continue
            # Of a demand it may be another's statement, of a claim everybody has their own.
            needed = [
                other.date
                for other in acts
                if other.word in _NEEDS[act.word]
                and (act.kind == "statement" or not {*act.by}.isdisjoint(other.by))
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


# Words that refuse, and words that agree, in English and French.
_REFUSES = re.compile(
    r"\b(?:no|never|nothing|cannot|reject\w*|refus\w*|(?:will|can|shall|do|would|could) ?not"
    r"|\w+n['\u2019]t|rejet\w*|jamais|aucune?|n(?:e |['\u2019])(?:\w+ ){0,3}\w+ pas)\b"
    r"|\bout of the question\b",
    re.IGNORECASE,
)
_AGREES = re.compile(
    r"\b(?:yes|we agree|we accept|oui|nous acceptons|d['\u2019]accord)\b", re.IGNORECASE
)
# The same as we or a reporter tell it.
_REFUSED = re.compile(r"\b(?:reject\w*|refus\w*|rejet\w*|declin\w*)\b", re.IGNORECASE)
_ACCEPTED = re.compile(
    r"\b(?:accept(?:s|ed)?|agree(?:s|d)?|accept(?:e|\u00e9|ent))\b", re.IGNORECASE
)
_BUT = re.compile(r"\b(?:but|only|if|unless|until|mais|seulement|si)\b", re.IGNORECASE)


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})", re.IGNORECASE)


_FILE = Path(__file__).with_name("meanings.yml")
_MEANINGS = yaml.load(_FILE.read_text("utf-8"), FASTEST_LOADER)  # noqa: S506 - it is a safe loader
_SAYS: Mapping[str, re.Pattern[str]] = {it: _any_of(all_) for it, all_ in _MEANINGS["says"].items()}
# What words have that a row's word does not go with, and what they have where it may.
_OTHERWISE: Mapping[str, list[tuple[re.Pattern[str], re.Pattern[str]]]] = {
    word: [(_SAYS[other], _SAYS[same]) for other, same in pairs]
    for word, pairs in _MEANINGS["otherwise"].items()
}
_OPPOSITES = [[_any_of([side]) for side in pair] for pair in _MEANINGS["opposites"]]
_FIELDS = {"answer": "response", "reply": "reply"}


def check_acts_in_words(desk: Desk, kept: CacheByRecord) -> Iterator[Finding]:
    """Acts of which their own words or their note say the opposite, or seem to."""
    seen: set[tuple[object, ...]] = set()
    for act in desk.acts:
        place = (*act.owner, *act.path)
        if act.word not in _OTHERWISE or place in seen:
            continue
        code, where, found = (
            "maybe-other-act",
            "its `note` has",
            kept.of(_in_note, act.record, act.word),
        )
        if not found and (said := _own_words(desk, act)):
            where = "the words have"
            found = kept.of(_plainly_opposite, said, act.word)
            code = "other-act" if found else code
            demand = desk.demands.get(act.subject) if act.kind == "answer" else None
            to_do = demand is not None and demand.record.action in _TO_DO
            found = found or kept.of(_opposite_in_words, said, act.word, to_do)
        if found:
            seen.add(place)
            message = f"'{act.word}', but {where} '{found[0]}'"
            hint = "correct the row, name the quote that is meant, or accept this if it is right"
            field = _FIELDS.get(act.kind, "act")
            yield Finding(code, *act.owner, (*act.path, field), message, hint)


_TO_DO = frozenset({"do", "guarantee"})


def _own_words(desk: Desk, act: Act) -> Quote | None:
    """The quote of an act that says it in its own words, and nothing else of the kind."""
    quote = act.quote
    if quote is None or act.told_by or quote.record.form == "scare" or quote.record.withheld:
        return None
    # What says both is a fault of its own.
    both = {it.word for it in desk.acts_by_quote[quote.reference] if it.kind == act.kind}
    return quote.record if both == {act.word} else None


def _in_note(record: ActRecord, word: str) -> Iterator[str]:
    """What the note of a row has that says the opposite of its ``word``."""
    if record.note and word in ("accepted", "rejected"):
        yield from _opposite(word, record.note, _REFUSED, _ACCEPTED)


def _plainly_opposite(record: Quote, word: str) -> Iterator[str]:
    """What a quote, or our gist of it, plainly has that is not ``word``, and nothing that is."""
    text = (record.gist if record.form == "indirect" else record.words) or ""
    for otherwise, same in _OTHERWISE[word]:
        found = otherwise.search(text)
        if found and not (same.search(otherwise.sub(" ", text)) or _BUT.search(text)):
            yield found[0]


def _opposite_in_words(record: Quote, word: str, to_do: bool) -> Iterator[str]:  # noqa: FBT001 - kept by position
    """What a quote, or our gist of it, has that may say the opposite of ``word``."""
    words = (record.gist if record.form == "indirect" else record.words) or ""
    if word in ("accepted", "rejected"):
        # Who is to stop something agrees with "no more".
        yield from _opposite(word, words, _REFUSES if to_do else _REFUSED, _AGREES)


def _opposite(
    word: str, text: str, refuses: re.Pattern[str], agrees: re.Pattern[str]
) -> Iterator[str]:
    """What ``text`` has of the opposite of ``word``, and nothing that limits it."""
    opposite, same = (refuses, agrees) if word == "accepted" else (agrees, refuses)
    if (found := opposite.search(text)) and not (same.search(text) or _BUT.search(text)):
        yield found[0]


# Words that deny the one behind them, in English and French, and between them what does not matter.
_BETWEEN = r"(?:be|been|have|going|to|ever|yet|even|again|want|mean|plan|intend|able|ready|willing)"
_DENIED = re.compile(
    rf"(?:\b(?:not|never|cannot|no longer|nor|refus\w+)|n['\u2019]t)\s(?:{_BETWEEN}\s)*"
    r"([^\W\d_]{2,})"
    r"|\bn(?:e\s|['\u2019])([^\W\d_]{3,})\s(?:pas|plus|jamais)\b",
    re.IGNORECASE,
)
_LIMITS = re.compile(
    r"\?|\b(?:(?:but|only|just|if|unless|until|before|without|except|instead|rather|hardly|mais"
    r"|seulement|si|sans|avant)\b|yet to|unable|fail|far from|rul\w+ out|stop|avoid|prevent|jusqu)",
    re.IGNORECASE,
)
_UNTIL = frozenset({"before", "until", "without", "unless", "avant", "sans"})
_SHORT = 3  # letters of a verb that is compared as a whole
# Words of which one side says what the other denies; each as it begins.


def check_gists(desk: Desk, kept: CacheByRecord) -> Iterator[Finding]:
    """Gists that say the opposite of their words, or name somebody whom these do not name."""
    names = NamedActors(desk.actors)
    for quote in desk.quotes.values():
        record = quote.record
        if not record.gist or record.withheld or record.form == "scare":
            continue
        found = [*kept.of(_turned, record)] or [*_somebody_else(desk, quote, names)]
        for ours, theirs in found[:1]:
            message = f"the gist says '{ours}'; the words say '{theirs}'"
            hint = "correct the gist; if it is right, accept this"
            yield in_quote(quote, "other-sense", ("gist",), message, hint)


def _turned(record: Quote) -> Iterator[tuple[str, str]]:
    """What a gist says, and what its words say, of which one denies the other."""
    gist, words = record.gist or "", record.words
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
    for pair in _OPPOSITES:
        (ours, mine), (theirs, said) = _signs(gist, pair), _signs(words, pair)
        if len(ours | theirs) == 2 and len(ours) == len(theirs) == 1:
            yield mine, said


_TURNS = re.compile(
    r"(?:\b(?:not|no|never|cannot|nobody|nothing|refus\w+|reject\w*|against|oppos\w+|stop\w*"
    r"|without|pas|ne)|n['\u2019]t)(?:\s\w+){0,3}\s$",
    re.IGNORECASE,
)


def _signs(text: str, pair: Iterable[re.Pattern[str]]) -> tuple[set[bool], str]:
    """Which side of ``pair`` a text is on, by each of its words, and the last of them."""
    signs, shown = set(), ""
    for side, pattern in enumerate(pair):
        for found in pattern.finditer(text):
            signs.add(bool(side) ^ bool(_TURNS.search(text[: found.start()])))
            shown = found[0]
    return signs, shown


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


def _somebody_else(desk: Desk, quote: QuoteEntry, names: NamedActors) -> Iterator[tuple[str, str]]:
    """Whom a gist names, and who speaks or is named in the words; nobody of both."""
    record, article = quote.record, quote.article
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
