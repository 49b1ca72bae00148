"""Checks of rows, demands and claims that contradict their words: in meaning, day or order."""

import re
from collections import defaultdict
from collections.abc import Iterator

from onrecord.captures.edges import may_say_not
from onrecord.captures.words_in_texts import words_in
from onrecord.desk.acts import Act, ActRecord
from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding
from onrecord.records import CacheByRecord, Quote, YamlPath
from onrecord.records.dates import MONTH_NAMES, earliest

from .acts import UnreadActs
from .dates import slip_in
from .meanings import (
    IN_NOTES,
    LIMITS,
    OTHERWISE,
    SAYS,
    SEVERAL,
    SMALL_WORDS,
    against,
    asks,
    denies_otherwise,
    few_words,
    pattern,
    patterns,
    says_no,
)

_FIRST = "correct the wrong date, or add a row for when it was first made"
# The acts of which one comes before each of these.
_NEEDS = {
    "modified": ("stated", "reported"),
    "withdrawn": ("stated", "modified", "reported"),
    "retracted": ("asserted",),
}
_REFUSES_ALL = pattern("refuses_all")
_REFUSALS = pattern("refusals")
_STEM = 4  # letters of a verb that tells what is done
_FIELDS = {"answer": "response", "reply": "reply"}
_TO_DO, _DENYING = frozenset({"do", "guarantee"}), frozenset({"rejected", "denied"})
_MONTHS = asks(" ".join(MONTH_NAMES))
_MUCH = 8  # words of somebody who has something to say
_BEGINS, _CEASES, _ENDS, _THREATENS, _FUTURE = map(
    pattern, ("begins", "ceases", "ends", "threatens", "future_fact")
)
_KINDS_OF_CLAIM = patterns("kinds_of_claim")
# What nobody says of one demand or claim in the same words.
_OPPOSED = (
    ({"asserted", "corroborated"}, {"denied", "disputed", "retracted"}),
    ({"stated", "modified"}, {"withdrawn"}),
    ({"accepted", "says_met"}, {"rejected", "no_comment", "not_addressed"}),
    ({"rejected"}, {"no_comment", "not_addressed"}),
)
_SIDES = [(side, other) for pair in _OPPOSED for side, other in (pair, pair[::-1])]
# By each word: what is opposite to it.
_OPPOSITES = {
    word: [other for side, other in _SIDES if word in side] for one, _ in _SIDES for word in one
}


def check_order(desk: Desk, unread: UnreadActs) -> Iterator[Finding]:
    """Acts before what they need, and rows of another day than their quotes.

    ``unread``: an act that cannot be read may be the first one.
    """
    yield from (found := [*_before_first(desk, unread)])
    yield from _of_other_days(desk, {(it.kind, it.id, it.path) for it in found})


def _of_one_side(desk: Desk, act: Act, other: Act) -> bool:
    """Whether two acts are by the same actor, or by one who speaks for the other."""
    near = desk.roles.either_speaks_for
    return any(near(by, who, other.date) for by in act.by for who in other.by)


def _before_first(desk: Desk, unread: UnreadActs) -> Iterator[Finding]:
    """Demands changed or withdrawn, and claims taken back, before they were made."""
    demands = [it for it in desk.demands.values() if not unread.may_state(it.id)]
    claims = (it.acts for it in desk.claims.values() if not unread.may_assert(it.id))
    for acts in (*(it.statements for it in demands), *claims):
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
    for entry in demands:
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
        is_late = quote.article.source.published.before(when)
        if when.apart(quote.date) and not (is_late or slip_in(quote.article, when)):
            seen.add(place)  # an answer is there for each addressee
            message = f"dated {when}, but '{quote.reference}' was said {quote.date}"
            hint = "remove `date`, name the quote of that day, or say in a `note` why they differ"
            yield Finding("other-day", *place, message, hint)


def check_acts_in_words(desk: Desk, kept: CacheByRecord) -> Iterator[Finding]:
    """Acts whose own words or note say, or seem to say, the opposite."""
    seen: set[tuple[object, ...]] = set()
    for act in desk.acts:
        place = (*act.owner, *act.path)
        if act.word not in OTHERWISE or place in seen:
            continue
        where, found = "its `note` has", kept.of(_in_note, act.record, act.word)
        demand = desk.demands.get(act.subject) if act.kind == "answer" else None
        claim = desk.claims.get(act.subject) if act.kind == "claim" else None
        if act.word == "asserted" and claim:
            text = claim.record.text
            if says_no(text) or SAYS["doubts"].search(text):
                continue  # it is what the claim says
        # Who is asked to refuse something accepts it with a refusal.
        asked = demand is not None and bool(_REFUSALS.search(demand.record.title))
        if not (found or asked) and (said := _own_words(desk, act)):
            stops = demand is not None and demand.record.action not in _TO_DO
            claim = desk.claims.get(act.subject)
            matter = demand.record.title if demand else claim.record.text if claim else ""
            where, found = "the words have", kept.of(_in_words, said, act.word, stops, matter)
            if demand and not (found or stops):
                found = kept.of(_does_it, said, act.word, matter)
            if not (found or stops) and act.word in _DENYING:
                found = kept.of(_agrees, said, matter, demand is None)
        for code, words in found[:1]:
            seen.add(place)
            message = f"'{act.word}', but {where} '{words}'"
            hint = "correct the row, or name the quote that you mean"
            if code == "other-act":
                hint = f"{hint}; if the row is right, add `accept: [{code}]` to it"
            field = _FIELDS.get(act.kind, "act")
            yield Finding(code, *act.owner, (*act.path, field), message, hint)


def _own_words(desk: Desk, act: Act) -> Quote | None:
    """The quote of an act in its own words, if it has no other act of the kind."""
    quote = act.quote
    if quote is None or act.told_by or quote.record.form == "scare" or quote.record.withheld:
        return None
    # What says both is a fault of its own.
    both = {it.word for it in desk.acts_by_quote[quote.reference] if it.kind == act.kind}
    return quote.record if both == {act.word} else None


def _in_note(record: ActRecord, word: str) -> Iterator[tuple[str, str]]:
    """The words in the note of a row that contradict its ``word``."""
    for otherwise, same in IN_NOTES.get(word, ()):
        yield from against(record.note or "", otherwise, same, "maybe-other-act")


def _in_words(record: Quote, word: str, stops: bool, title: str) -> Iterator[tuple[str, str]]:  # noqa: FBT001 - kept by position
    """What a quote, or our gist of it, has that is not ``word``, and nothing that is.

    Where the demand with this ``title`` ``stops`` something, "we will not" may accept it.
    """
    text = (record.gist if record.form == "indirect" else record.words) or ""
    several, accepted = SEVERAL.search(text), word == "accepted"
    if (several and not accepted and word != "rejected") or (stops and word == "says_met"):
        return
    code = "maybe-other-act" if several or (stops and accepted) else "other-act"
    for otherwise, same in OTHERWISE[word]:
        yield from against(text, otherwise, same, code)
    if accepted and stops:
        yield from against(text, SAYS["keeps"], SAYS["agrees"], code)
    found = SAYS["defers"].search(text) if accepted and not SAYS["agrees"].search(text) else None
    # Who is asked to decide or to return accepts it with such words.
    if found and not asks(found[0]) & asks(title):
        yield "maybe-other-act", found[0]
    if word == "no_comment" and record.form == "direct" and len(words_in(text)) >= _MUCH:
        silent = SAYS["silent"].search(text) or SAYS["no_comment"].search(text)
        yield from () if silent else [(code, text)]
    refuses = _REFUSES_ALL if stops else SAYS["will_not"]
    if accepted:
        yield from against(text, refuses, SAYS["agrees"], "maybe-other-act")


def _does_it(record: Quote, word: str, title: str) -> Iterator[tuple[str, str]]:
    """Words of somebody who rejects a demand but will do it, or the other way round."""
    verb = next(iter(words_in(title)), "")
    does = {
        "rejected": rf"\b(?:we|I|it|they) will {verb}\b",
        "accepted": rf"\b(?:will not|won['\u2019]t|can ?not|can['\u2019]t|will never) {verb}\b",
    }.get(word)
    if not record.exact or does is None or len(verb) < _STEM:
        return
    if not (will := re.search(does, record.words, re.IGNORECASE)):
        return
    # "We will pay, but we will not pay two billion" accepts nothing.
    rest = re.sub(rf"\bbut (?={does[2:]})", "", record.words, flags=re.IGNORECASE)
    if not (LIMITS.search(rest) or (word == "rejected" and may_say_not(rest))):
        yield "maybe-other-act", will[0]


def _agrees(record: Quote, matter: str, accused: bool) -> Iterator[tuple[str, str]]:  # noqa: FBT001 - kept by position
    """Words on a matter that refuse or deny nothing, though the row says so."""
    text = (record.gist if record.form == "indirect" else record.words) or ""
    stems = [
        {it.rstrip("s")[:5] for it in words_in(each) if len(it) >= _STEM and it not in SMALL_WORDS}
        for each in (text, matter)
    ]
    shared = len(stems[0] & stems[1])
    # Words that are mostly of something else may refuse in any way, and so may a fact.
    if shared < 2 or 2 * shared < len(stems[0]) or not (accused or SAYS["does"].search(text)):
        return
    figures = [
        {it for it in asks(each) if it.isdigit() or it in _MONTHS} for each in (text, matter)
    ]
    # Who is accused not to do something, or to break a rule, denies it by saying what is done.
    texts = (text, matter) if accused else (text,)
    denied = any(denies_otherwise(it) or says_no(it) for it in texts)
    if not (denied or LIMITS.search(text) or (all(figures) and figures[0].isdisjoint(figures[1]))):
        yield "maybe-other-act", few_words(text)


def check_demands(desk: Desk) -> Iterator[Finding]:
    """Demands with an action or strength that contradicts their title or condition."""
    hint = "correct one of the two, if it is wrong"
    for entry in desk.demands.values():
        demand, title = entry.record, entry.record.title
        begins = _BEGINS.match(title) if demand.action in ("stop", "refrain") else None
        if begins and not _CEASES.search(title):
            message = f"the action is '{demand.action}', but the title begins '{begins[0]}'"
            yield Finding("maybe-other-act", "demand", entry.id, ("action",), message, hint)
        ends = _ENDS.match(title) if demand.action == "do" else None
        if ends:
            message = f"the action is 'do', but the title begins '{ends[0]}'"
            yield Finding("maybe-other-act", "demand", entry.id, ("action",), message, hint)
        threat = _THREATENS.search(demand.condition or "")
        if threat and demand.strength == "request":
            message = f"this is a request, but its condition has '{threat[0]}'"
            yield Finding("maybe-other-act", "demand", entry.id, ("strength",), message, hint)


def check_claims(desk: Desk) -> Iterator[Finding]:
    """Claims with a text of another kind: a promise without one, a fact in the future."""
    for claim_id, claim in desk.claims.items():
        record, needed = claim.record, _KINDS_OF_CLAIM.get(claim.record.kind)
        if needed and not needed.search(record.text):
            message = f"the kind is '{record.kind}', but no word of the text is of that kind"
        elif record.kind == "fact" and _FUTURE.search(record.text):
            message = "the kind is 'fact', but the text says what will be"
        else:
            continue
        hint = "correct `kind`, or the text, if it is wrong"
        yield Finding("maybe-other-act", "claim", claim_id, ("kind",), message, hint)
    for hearing in (it for claim in desk.claims.values() for it in claim.hearings):
        for act in hearing.admissions:
            named = all(desk.actors[it].kind != "unnamed" for it in act.by if it in desk.actors)
            words = act.quote.record.words if act.quote and named else ""
            admitted = not says_no(words) and SAYS["admitting"].search(words)
            if words and not (admitted or SAYS["regrets"].search(words)):
                message = f"'{act.word}' by '{act.by[0]}', whom the claim is against"
                hint = "write 'act: denied', if they do not admit it"
                yield Finding("maybe-other-act", *act.owner, (*act.path, "act"), message, hint)


def check_says_both(desk: Desk) -> Iterator[Finding]:
    """Opposite acts on one demand or claim that rest on one quote, in its speaker's own words."""
    seen: defaultdict[object, dict[str, Act]] = defaultdict(dict)
    for act in desk.acts:
        if act.quote is None or act.told_by or act.quote.record.quoting:
            continue
        towards = act.addressee if act.kind == "answer" else None
        subject = (act.kind in ("claim", "reply"), act.subject, towards)
        # Versions of one statement say the same.
        words = seen[(*subject, act.quote.utterance, act.date)]
        opposite = _OPPOSITES.get(act.word, ())
        if other := next((words[word] for one in opposite for word in words if word in one), None):
            message = f"'{act.quote.reference}' cannot be both '{other.word}' and '{act.word}'"
            hint = "correct one of the two rows, or name the quote that says the other"
            if other.quote and other.quote.reference != act.quote.reference:
                message = (
                    f"'{act.word}' by '{act.quote.reference}', but '{other.word}' by"
                    f" '{other.quote.reference}', another version of it"
                )
            path = (*act.path, _FIELDS.get(act.kind, "act"))
            yield Finding("says-both", *act.owner, path, message, hint)
        words.setdefault(act.word, act)
