"""Checks of acts: whether the right actors make and answer demands and claims; and of searches."""

import re
from collections.abc import Iterator
from datetime import date

from onrecord.desk.acts import Act
from onrecord.desk.claims import ClaimStanding, Hearing
from onrecord.desk.demands import DemandEntry
from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding
from onrecord.desk.positions import Position
from onrecord.records import KINDS, UNKNOWN, PartialDate, Records, YamlPath, days_named

from .references import check_related
from .speakers import words_of_colleague

# Only those whose claim it is can make it or take it back.
_OWN_ACTS = {
    "asserted": "add them to 'by' of the claim, or write 'act: corroborated'",
    "retracted": "only those who made a claim can retract it; others dispute or deny it",
}
_OTHERS_ACTS = ("denied", "disputed")
_UNTIL_YEAR = re.compile(
    r"\b(?:by|before|until|in|avant|en|d'ici|jusqu'en) (?:the end of |la fin de )?((?:19|20)\d\d)\b"
)


class UnreadActs:
    """Demands and claims about which files that cannot be read may say more.

    What would be missing because of that is no second fault.
    """

    def __init__(self, records: Records) -> None:
        partial = records.partial.articles
        articles = {name for kind, name in records.known if kind == "article"}
        closed = bool(articles - records.articles.keys() - partial.keys())
        every = records.faulty_places.items()
        faulty = [places for (kind, _), places in every if kind == "article"]
        self._any_demand = closed or any(it.may_hide("demands", "demand") for it in faulty)
        self._any_claim = closed or any(it.may_hide("claims", "claim") for it in faulty)
        # Whoever cannot be read may speak for the accused.
        of_actors = bool(records.partial.actors) or any(kind == "actor" for (kind, _), _ in every)
        self.any_reply = of_actors or any(it.may_hide("claims", "by") for it in faulty)
        demands = (row for article in partial.values() for row in article.demands)
        claims = (row for article in partial.values() for row in article.claims)
        self._demands = {name for row in demands for name in row.demand}
        self._claims = {name for row in claims for name in row.claim}

    def may_state(self, demand_id: str) -> bool:
        """Whether such an article may have an act on this demand."""
        return self._any_demand or demand_id in self._demands

    def may_assert(self, claim_id: str) -> bool:
        """Whether such an article may have an act on this claim."""
        return self._any_claim or claim_id in self._claims


def check_acts(desk: Desk, unread: UnreadActs) -> Iterator[Finding]:
    """Acts by outsiders or in others' words, demands and claims without any, outdated searches.

    ``unread``: an act that cannot be read may be the first one, or address more actors.
    """
    for entry in desk.demands.values():
        unsure = unread.may_state(entry.id)
        for statement in entry.statements:
            yield from _statement(desk, entry, statement)
        if not unsure:
            yield from _stated(entry)
            yield from check_related(desk, entry)
        for answer in entry.answers:
            yield from _answer(desk, entry, answer, unsure=unsure)
        for position in entry.positions.values():
            yield from _search(entry, position, unsure=unsure)
    yield from dict.fromkeys(it for act in desk.acts for it in words_of_colleague(desk, act))
    for claim in desk.claims.values():
        if not unread.may_assert(claim.id):
            yield from _asserted(claim, unheard=not unread.any_reply)
        for act in claim.acts:
            yield from _on_claim(desk, claim, act)
            yield from _words_of_claim(desk, act)
        yield from _replies(desk, claim)


def _on_claim(desk: Desk, claim: ClaimStanding, act: Act) -> Iterator[Finding]:
    """A claim made by somebody else, or denied or supported by those who make it."""
    if act.word in _OWN_ACTS:
        yield from _outsiders(desk, claim, act, _OWN_ACTS[act.word])
    elif _is_own(desk, claim, act):
        message = f"'{act.word}' by '{act.by[0]}', who makes this claim"
        does = {"denied": "denies it", "disputed": "disputes it"}.get(act.word, "says the same")
        hint = f"if others do, name in `by` who {does}"
        hint = f"{hint}; else write 'asserted', or 'retracted' if they take it back"
        yield _at("names-itself", act, ("act",), message, hint)


def _is_own(desk: Desk, claim: ClaimStanding, act: Act) -> bool:
    """Whether those who deny or support a claim are those who make it."""
    if not _is_datable(act) or not all(_is_owners(desk, claim, act, by) for by in act.by):
        return False
    asserted, near = claim.by_act("asserted"), desk.roles.either_speaks_for
    if act.word in _OTHERS_ACTS:  # with other words, or on another day, they may mean it
        return not any(it.utterance == act.utterance or it.date.apart(act.date) for it in asserted)
    made = [it for it in asserted if not (it.told_by or act.told_by)]
    others = (it for it in made if it.utterance != act.utterance)
    pairs = ((one, two) for it in others for one in act.by for two in it.by)
    return act.word == "corroborated" and any(near(one, two, act.date) for one, two in pairs)


def _at(code: str, act: Act, path: YamlPath, message: str, hint: str) -> Finding:
    return Finding(code, *act.owner, (*act.path, *path), message, hint)


def _is_datable(act: Act) -> bool:
    """Whether its date, and so the roles on it, can be known; its quote may be missing."""
    return bool(act.quote or act.record.date or not act.record.quote)


def _outsiders(
    desk: Desk, subject: DemandEntry | ClaimStanding, act: Act, hint: str
) -> Iterator[Finding]:
    """Actors who make or withdraw a demand or claim that is not theirs."""
    if not _is_datable(act):
        return
    kind = "demand" if isinstance(subject, DemandEntry) else "claim"
    code = "outsider-act" if kind == "demand" else "outsider-claim"
    for index, by in enumerate(act.by):
        if by in desk.actors and not _is_owners(desk, subject, act, by):
            message = f"'{by}' does not make the {kind} '{subject.id}' or speak for whoever does"
            yield _at(code, act, ("by", index), message, hint)


def _is_owners(desk: Desk, subject: DemandEntry | ClaimStanding, act: Act, by: str) -> bool:
    owners = subject.record.by
    return any(desk.roles.is_or_speaks_for(by, owner, act.date) for owner in owners)


def _statement(desk: Desk, entry: DemandEntry, statement: Act) -> Iterator[Finding]:
    hint = "if they only report it, write 'act: reported'"
    yield from _outsiders(desk, entry, statement, f"{hint} and name in 'by' who makes the demand")
    quote = statement.quote
    exact = quote if quote and quote.record.exact and not quote.record.quoting else None
    own = {*statement.by}.intersection(exact.speakers if exact else ())
    if own and statement.word == "reported":
        message = f"'reported', but these are the words of '{min(own)}'"
        hint = "write 'act: stated', or name the quote of whoever reports it"
        yield _at("other-act", statement, ("act",), message, hint)
    if statement.word == "reported" or not _is_datable(statement):
        return
    for by in statement.by:
        if by in desk.actors and _is_owners(desk, entry, statement, by):
            speakers = statement.quote.speakers if statement.quote else ()
            if not _own_words(desk, entry, statement, by, speakers):
                whose = "', '".join(speakers)
                message = f"these are the words of '{whose}', who does not speak for '{by}'"
                yield _at("act-not-own-words", statement, ("quote",), message, hint)


def _own_words(
    desk: Desk, entry: DemandEntry, statement: Act, by: str, speakers: tuple[str, ...]
) -> bool:
    """Whether the quote is by ``by``, or by somebody who speaks for it or for whom it speaks."""
    if not speakers or not desk.actors.keys() >= {*speakers}:
        return True  # nothing says otherwise
    roles, on = desk.roles, statement.date
    whose = [by, *(owner for owner in entry.record.by if roles.speaks_for(by, owner, on))]
    return any(roles.is_or_speaks_for(name, owner, on) for name in speakers for owner in whose)


def _stated(entry: DemandEntry) -> Iterator[Finding]:
    """A demand that nobody makes, or that was assessed before anybody did."""
    if not entry.statements:
        message = "no article says that this demand was made"
        hint = "add a row to 'demands' of the article that does"
        yield Finding("demand-never-stated", "demand", entry.id, (), message, hint)
    elif all(act.word in ("modified", "withdrawn") for act in entry.statements):
        act = entry.statements[0]
        message = f"'{act.word}', but no row says that it was made"
        hint = "write `stated`, or add the row for when it was first made"
        yield _at("act-before-first", act, ("act",), message, hint)
    outcome, deadline = entry.record.outcome, entry.record.deadline
    if entry.record.strength == "ultimatum" and not (deadline or entry.record.condition):
        message = "an ultimatum has a deadline or a condition, and this demand has none"
        hint = "add `deadline` or `condition`, or write `strength: demand`"
        yield Finding("maybe-other-act", "demand", entry.id, ("strength",), message, hint)
    day = deadline.first if deadline and deadline.precision == "day" else None
    changed = [it for it, act in enumerate(entry.statements) if act.word == "modified"]
    latest = entry.statements[changed[-1] if changed else 0 :]
    quotes = [act.quote.record.words for act in latest if act.quote]
    named = days_named(" ".join(quotes), day.year) if day else set()
    if day and named and date(day.year, day.month, day.day) not in named:
        message = f"the deadline is {deadline}, but the words of this demand name {min(named)}"
        hint = "correct the deadline, if it is wrong"
        yield Finding("maybe-number", "demand", entry.id, ("deadline",), message, hint)
    years = _UNTIL_YEAR.findall(entry.record.title)
    if deadline and deadline.first and len(years) == 1 and int(years[0]) != deadline.first.year:
        message = f"the deadline is {deadline}, but the title has {years[0]}"
        hint = "correct one of the two, if it is wrong"
        yield Finding("maybe-number", "demand", entry.id, ("deadline",), message, hint)
    path, on, first = ("outcome", "assessed_on"), outcome and outcome.assessed_on, entry.first_date
    late = outcome and outcome.value == "not_fulfilled"
    if on and late and deadline and on.before(deadline):
        message = f"not fulfilled on {on}, but the deadline is {deadline}"
        hint = "correct one of the two days, or assess it again"
        yield Finding("unlikely-date", "demand", entry.id, path, message, hint)
    if on and on.before(first):
        message = f"assessed on {on}, before the demand was made ({first})"
        hint = "correct 'assessed_on', or the date on which the demand was first made"
        yield Finding("assessed-before-statement", "demand", entry.id, path, message, hint)


def _answer(desk: Desk, entry: DemandEntry, answer: Act, *, unsure: bool) -> Iterator[Finding]:
    roles, by, on = desk.roles, answer.by[0], answer.date
    if by not in desk.actors:
        return  # that has its diagnostic already
    may_answer = any(
        roles.is_or_speaks_for(by, to, on) or roles.is_member(by, to, on) for to in entry.addressees
    )
    if not may_answer and not unsure and _is_datable(answer):
        when, asked = f" on {on}" if on.known else "", "', '".join(entry.addressees)
        message = f"'{by}' was not asked: the demand '{entry.id}' is addressed to '{asked}'"
        message = f"{message}, and '{by}' had no role with them{when}"
        hint = f"correct 'by', or add the role to {KINDS['actor'].file(by)}"
        path = ("by", answer.record.by.index(by))
        yield _at("outsider-response", answer, path, message, hint)
    teller = next(iter(answer.told_by), None)
    if teller and teller in desk.actors and not answer.says_told:
        yield _others_words("response-not-own-words", answer, teller, f"'{by}'")


def _others_words(code: str, act: Act, teller: str, whose: str) -> Finding:
    message = f"these are the words of '{teller}', who does not speak for {whose}"
    hint = f"write 'told_by: {teller}'; the site attributes it to them in any case"
    return _at(code, act, ("quote",), message, hint)


def _search(entry: DemandEntry, position: Position, *, unsure: bool) -> Iterator[Finding]:
    search, found = position.none_found, position.stale
    if search and not unsure:
        yield from _too_early(search, "demand", entry.first_date)
    if search and found:
        owner = f"article '{found.article_id}'" if found.article_id else "this demand"
        message = f"{owner} already has an answer by '{found.by[0]}', {found.date}"
        yield _at("stale-none-found", search, ("response",), message, _shown(found, "answer"))


def _shown(act: Act, what: str) -> str:
    """What to do about a search that should have found ``act``, an answer or a reply."""
    if act.quote and act.quote.article.draft:
        return f"its article is a draft; remove this row when the {what} is published"
    return f"the site shows the {what}; remove this row, or search again"


def _too_early(act: Act, kind: str, first: PartialDate) -> Iterator[Finding]:
    """A search that ends before there was anything to answer."""
    search = act.search
    through = search.searched_through if search else None
    if search is None or through is None:
        return
    asked, hint = search.asked_on, "search again, to a later day"
    if kind == "claim" and asked and asked.before(first):
        message = f"asked on {asked}, before the claim was first made ({first})"
        yield _at("act-before-first", act, ("asked_on",), message, "correct the wrong date")
    if through.before(first) or (asked and through.before(asked)):
        message = f"the {kind} was first made ({first})"
        message = message if through.before(first) else f"you asked for comment ({asked})"
        message = f"the search ends {through}, before {message}"
        yield _at("search-before-demand", act, ("searched_through",), message, hint)


def _asserted(claim: ClaimStanding, *, unheard: bool) -> Iterator[Finding]:
    """A claim that nobody makes, or an accusation without a reply or a search for one."""
    if not claim.by_act("asserted"):
        message = "no article asserts this claim"
        hint = "add a row to 'claims' of the article that does"
        yield Finding("claim-never-asserted", "claim", claim.id, (), message, hint)
    replied = {reply.by for reply in claim.record.replies}
    for index, hearing in enumerate(claim.hearings if unheard else ()):
        if claim.record.kind == "accusation" and hearing.open and hearing.accused not in replied:
            message = f"no reply by '{hearing.accused}' to this accusation"
            hint = "add it to 'replies'; if you found none, `none_found` and the last day searched"
            path = ("against", index)
            yield Finding("accusation-unheard", "claim", claim.id, path, message, hint)


def _words_of_claim(desk: Desk, act: Act) -> Iterator[Finding]:
    """An act in somebody else's words whose row does not say so."""
    # Of an article's act the tellers may be misspelt; a reply is reported all the same.
    named = (*act.by, *act.told_by) if act.kind == "claim" else act.by
    if act.told_by and not act.says_told and desk.actors.keys() >= {*named}:
        whose = " or ".join(f"'{by}'" for by in act.by)
        yield _others_words("claim-not-own-words", act, ", ".join(act.told_by), whose)


def _replies(desk: Desk, claim: ClaimStanding) -> Iterator[Finding]:
    accused = claim.record.against
    for index, reply in enumerate(claim.record.replies):
        if reply.by not in accused and reply.by in desk.actors:
            on = reply.date or UNKNOWN
            spoken_for = [actor for actor in accused if desk.roles.speaks_for(reply.by, actor, on)]
            message = f"this claim is not against '{reply.by}'"
            hint = (
                f"write 'by: {spoken_for[0]}', since they reply on its behalf"
                if spoken_for
                else "add them to 'against', or record the words of a third party in an article"
            )
            path = ("replies", index, "by")
            yield Finding("outsider-reply", "claim", claim.id, path, message, hint)
    for act in claim.replies:
        yield from _words_of_claim(desk, act)
    for hearing in claim.hearings:
        yield from _stale(hearing)
        if hearing.searched:
            yield from _too_early(hearing.searched, "claim", claim.first_date)


def _stale(hearing: Hearing) -> Iterator[Finding]:
    """A search that should have found a denial."""
    search = hearing.searched
    through = search.search.searched_through if search and search.search else None
    if search is None or through is None or through.last is None:
        return
    for denial in hearing.denials:
        if denial.date.last and denial.date.last <= through.last:
            message = f"article '{denial.article_id}' already has a reply, {denial.date}"
            yield _at("stale-none-found", search, ("reply",), message, _shown(denial, "reply"))
            return
