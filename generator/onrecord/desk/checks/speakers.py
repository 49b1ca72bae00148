"""Checks of who says the words of a quote, in which role and to whom."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from onrecord.captures.edges import in_marks
from onrecord.captures.lock import LockLine
from onrecord.captures.words_in_texts import words_in
from onrecord.desk.actors import holds
from onrecord.desk.acts import Act, grouped
from onrecord.desk.claims import ClaimStanding
from onrecord.desk.demands import DemandEntry
from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding, in_quote
from onrecord.desk.quotes import STANDS, QuoteEntry
from onrecord.records import NAMELESS, UNKNOWN_SPEAKER, Article, Role

from .agreement import names_in_marks
from .meanings import pattern

_SPOKEN_FOR = re.compile(
    r"\b(?:spokes\w+|press (?:secretary|officer)|porte-parole)\b", re.IGNORECASE
)
_AUDIENCE = pattern("audience")
_SAYING = (
    r"(?:said|says|told|according to|added|thinks|a dit|dit|selon|d'après|sagte|laut|dijo|según)"
)
# What somebody no longer is, before the title.
_NO_LONGER = frozenset({"former", "ex", "ancien", "ancienne", "late"})
_SMALL = 3  # letters of words that titles share by chance


def check_sources(desk: Desk) -> Iterator[Finding]:
    """Words that their source gives to somebody else, or in nobody's marks."""
    for quote in desk.quotes.values():
        line = quote.checked if quote.verdict in STANDS else None
        if line is None or quote.record.withheld:
            continue
        for code, field, message, hint in source_says_otherwise(desk, quote, line):
            yield in_quote(quote, code, (field,), message, hint)


def source_says_otherwise(
    desk: Desk, quote: QuoteEntry, line: LockLine
) -> Iterator[tuple[str, str, str, str]]:
    """Code, field, message and hint of each thing that the source has otherwise, by its lock."""
    if line.said_by and (found := _other_speaker(desk, quote, line.said_by)):
        yield "other-speaker", "speaker", *found
    if quote.record.form == "indirect" and in_marks(line.prefix, line.suffix):
        message = "the source has these words in quotation marks, so they are somebody's own"
        hint = "write `form: direct`, or `form: partial` for part of a sentence"
        yield "words-marked", "form", message, hint
    if line.unmarked and quote.record.exact:
        message = "the source has other words in quotation marks, but not these"
        hint = "if they are the writer's words, write `form: indirect` and a `gist`"
        yield "words-unmarked", "text", message, hint


def _other_speaker(desk: Desk, quote: QuoteEntry, said_by: str) -> tuple[str, str] | None:
    """Message and hint, if the source names another speaker than the desk."""
    speakers, quoting = quote.record.speaker, quote.record.quoting
    # A line of the lock from before they were corrected may name the one who is left.
    if not speakers or quoting == said_by or speakers == (said_by,):
        return None
    if not desk.actors.keys() >= {*speakers} - {UNKNOWN_SPEAKER}:
        return None  # an id is misspelt
    if said_by in speakers and said_by in desk.actors:
        message = f"the source attributes these words to {desk.actors[said_by].name} alone"
        return message, f"write `speaker: {said_by}`, or accept this if they said it together"
    if said_by == UNKNOWN_SPEAKER:
        message = (
            f"in the source, these words are in a question, not in an answer of '{speakers[0]}'"
        )
        return message, "quote the answer; what was asked belongs in `context`"
    roles, on = desk.roles, quote.date
    if said_by not in desk.actors or any(
        roles.either_speaks_for(said_by, speaker, on) for speaker in speakers
    ):
        return None
    name = desk.actors[said_by].name
    message = f"the source attributes these words to {name}, not to '{', '.join(speakers)}'"
    if UNKNOWN_SPEAKER in speakers:
        message = f"the source says who speaks here: {name}"
    return message, f"write `speaker: {said_by}`, or copy the words that you mean"


def check_described(desk: Desk) -> Iterator[Finding]:
    """Anonymous words that nothing assigns to a side, or that are given away."""
    for quote in desk.quotes.values():
        record = quote.record
        if record.basis not in NAMELESS or record.withheld:
            continue
        if UNKNOWN_SPEAKER in record.speaker and not record.speaking_as:
            message = "this unnamed speaker is not described"
            hint = (
                "add 'speaking_as' as the source describes them, or name an actor of kind 'unnamed'"
            )
            yield in_quote(quote, "anonymous-undescribed", ("id",), message, hint)
        for name in record.speaker:
            if name in desk.actors and desk.actors[name].kind == "person":
                message = f"the basis is '{record.basis}', but '{name}' is a person with a name"
                hint = "write `basis: on_record`, or name the actor of kind 'unnamed' who is meant"
                yield in_quote(quote, "anonymous-named", ("basis",), message, hint)


def check_own_side(desk: Desk) -> Iterator[Finding]:
    """Demands and claims against those who speak for whoever makes them; words to the own side."""
    speaks, hint = desk.roles.speaks_for, "name whom it is meant for, or accept this"
    made: list[tuple[str, DemandEntry | ClaimStanding, tuple[str, ...], str]]
    made = [("demand", it, it.record.to, "to") for it in desk.demands.values()]
    made += [("claim", it, it.record.against, "against") for it in desk.claims.values()]
    for kind, entry, named, field in made:
        for index, name in enumerate(named):
            if by := next(
                (it for it in entry.record.by if speaks(name, it, entry.first_date)), None
            ):
                message = f"'{name}' speaks for '{by}', who makes this {kind}"
                yield Finding("names-itself", kind, entry.id, (field, index), message, hint)
    own = (quote for quote in desk.quotes.values() if _is_to_own_side(desk, quote))
    for quotes in grouped(((it.article_id, it.speakers), it) for it in own).values():
        if len(quotes) == 1:  # several are a speech before the own side
            (quote,) = quotes
            message = (
                f"'{quote.speakers[0]}' speaks for '{quote.record.to[0]}': is it said to them?"
            )
            yield in_quote(quote, "names-itself", ("to", 0), message, hint)


def _is_to_own_side(desk: Desk, quote: QuoteEntry) -> bool:
    """Whether a speaker addresses only their own side with words meant for others."""
    to, speaks = quote.record.to, desk.roles.speaks_for
    own = [it for name in to for it in quote.speakers if speaks(it, name, quote.date)]
    return bool(to) and len(own) == len(to) and _is_for_others(desk, quote)


def _is_for_others(desk: Desk, quote: QuoteEntry) -> bool:
    """Whether the words contain a demand or an answer, or the speaker speaks in public."""
    roles = [role.title for it in quote.speakers for role in desk.roles.on(it, quote.date)]
    subjects = [
        desk.demands[it.subject].record
        for it in desk.acts_by_quote.get(quote.reference, ())
        if it.subject in desk.demands
    ]
    parties = {name for it in subjects for name in (*it.by, *it.to)}
    return bool(parties.difference(quote.speakers, quote.record.to)) or any(
        map(_SPOKEN_FOR.search, roles)
    )


def check_addressees(desk: Desk) -> Iterator[Finding]:
    """Demands and answers said to those who are not asked, and whom the article does not name.

    A `context` may say why, and whoever is written to hears of everything.
    """
    roles, known = desk.roles, dict[str, set[str]]()
    for quote in desk.quotes.values():
        to, on, article = quote.record.to, quote.date, quote.article
        shared = (article.defaults, *article.speakers.values())
        is_told = quote.record.context or any(it and it.to == to for it in shared)
        acts = () if is_told or not to else desk.acts_by_quote.get(quote.reference, ())
        parties = {name for act in acts for name in _other_side(desk, act)}
        if not parties or not desk.actors.keys() >= {*to, *parties} or any(
            roles.belong_together(one, two, on) or roles.speaks_for_member(*pair, on)
            for one in to for two in parties for pair in ((one, two), (two, one))
        ):  # fmt: skip
            continue
        named = known.get(quote.article_id) or _named_in(desk, quote.article_id, article)
        known[quote.article_id] = named
        is_heard = any(_AUDIENCE.search(desk.actors[name].name) for name in to)
        if not is_heard and not any(roles.share_words(name, it) for name in to for it in named):
            other = "is addressed to" if acts[0].kind == "statement" else "is by"
            message = f"said to '{to[0]}', but the demand {other} {names_in_marks(parties)}"
            hint = f"correct `to`; if it is right, say in `context` why '{to[0]}' is told this"
            yield in_quote(quote, "maybe-addressee", ("to", 0), message, hint)


def _named_in(desk: Desk, article_id: str, article: Article) -> set[str]:
    """Actors named in an article, in our words or the source's, and its speakers."""
    quotes = desk.quotes_of_article[article_id]
    texts = [article.title, article.source.headline, article.summary]
    for quote in quotes:
        record = quote.record
        texts += [quote.occasion.name, record.words, record.context, record.note, record.gist]
    speaking = {name for quote in quotes for name in quote.record.speaker}
    named = desk.names.named_in(" ".join(filter(None, texts)))
    return {*article.mentions, *speaking, *named}


def _other_side(desk: Desk, act: Act) -> Iterable[str]:
    """The addressees of a demand, or the makers of the one that is answered."""
    entry = desk.demands.get(act.subject) if act.kind in ("statement", "answer") else None
    if entry is None:
        return ()
    return (*entry.addressees, *act.to) if act.kind == "statement" else entry.record.by


def check_namesakes(desk: Desk) -> Iterator[Finding]:
    """Reported words that belong, by the text or our gist, to a namesake."""
    people = {id_: actor.name for id_, actor in desk.actors.items() if actor.kind == "person"}
    families = grouped((name.split()[-1], id_) for id_, name in people.items())
    shared = {id_: ids for ids in families.values() if len(ids) > 1 for id_ in ids}
    for quote in desk.quotes.values() if shared else ():
        record = quote.record
        texts = [record.gist, *(record.text if record.form == "indirect" else ())]
        text = "\n".join(filter(None, texts))
        for field, names in (("speaker", record.speaker), ("quoting", (record.quoting or "",))):
            for name in names if text else ():
                others = (it for it in shared.get(name, ()) if it not in record.speaker)
                other = next((it for it in others if _tells(people[it], text)), None)
                if other and people[name] not in text:
                    message = f"the words are of {people[other]}, not of {people[name]}"
                    hint = f"write '{other}', or accept this if they are of both"
                    yield in_quote(quote, "other-speaker", (field,), message, hint)


def _tells(name: str, text: str) -> bool:
    """Whether ``name`` is next to a word such as "said", like a speaker's."""
    return bool(re.search(rf"{_SAYING},? {re.escape(name)}|{re.escape(name)},? {_SAYING}", text))


def check_titles(desk: Desk) -> Iterator[Finding]:
    """Speakers with the title of somebody else, or one of another time."""
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for actor_id, actor in desk.actors.items():
        if actor.kind == "person":
            for role in actor.roles:
                owners[" ".join(words_in(role.title))].append(actor_id)
    people = {" ".join(words_in(it.name)) for it in desk.actors.values() if it.kind == "person"}
    for quote in desk.quotes.values():
        given, speaker = quote.record.speaking_as, next(iter(quote.speakers), "")
        if given and " ".join(words_in(given)) in people:
            message, hint = (
                f"'{given}' is a person, not a role",
                "write the role, or correct `speaker`",
            )
            yield in_quote(quote, "role-of-another", ("speaking_as",), message, hint)
        own = desk.actors[speaker].roles if speaker in desk.actors else ()
        if not given or not own or len(quote.speakers) > 1:
            continue
        if found := _other_title(desk, quote, given, owners):
            hint = f"correct `speaking_as` or `speaker`, or add the role to actors/{speaker}.yml"
            yield in_quote(quote, "role-of-another", ("speaking_as",), found, hint)


def _is_turned(role: Role) -> bool:
    """Whether it ends before it begins; another check reports that."""
    return bool(role.from_ and role.to and role.to.before(role.from_))


def _other_title(
    desk: Desk, quote: QuoteEntry, given: str, owners: Mapping[str, list[str]]
) -> str | None:
    speaker, words = quote.speakers[0], words_in(given)
    own = desk.actors[speaker].roles
    held = [role for role in own if holds(role, quote.date)]
    if len(words) > 1 and words[0] in _NO_LONGER:
        title = next((it.title for it in held if words_in(it.title) == words[1:]), None)
        dated = title and any(it.title == title and it.from_ for it in held)
        return f"'{speaker}' is '{title}' on {quote.date}" if dated and quote.date.known else None
    ended = any(words_in(role.title) == words for role in own if not _is_turned(role))
    if ended and not any(words_in(role.title) == words for role in held):
        return f"'{speaker}' is not '{given}' on {quote.date}"
    others = [name for name in owners.get(" ".join(words), ()) if name != speaker]
    others = others or _of_other_body(desk, speaker, given)
    if not others or not held or desk.actors[speaker].kind != "person":
        return None
    distinctive = {word for word in words if len(word) > _SMALL}
    if any(not distinctive.isdisjoint(words_in(role.title)) for role in own):
        return None
    # A person may have had another role before or after those that are known.
    return f"'{given}' is the title of '{others[0]}'; '{speaker}' has no such role"


def _of_other_body(desk: Desk, speaker: str, given: str) -> list[str]:
    """Others with the title in ``given``, if it belongs to a body unrelated to the speaker."""
    own = {role.of for role in desk.actors[speaker].roles}
    bodies, said = desk.names.named_in(given).keys(), {*words_in(given)}
    if not own.isdisjoint(bodies):
        return []
    states = [it for it in bodies if desk.actors[it].kind == "state"]
    is_of = (
        re.search(rf"\b(?:of|de|von)\s{re.escape(desk.actors[states[0]].name)}$", given)
        if states
        else None
    )
    if is_of and any(it and desk.actors[it].kind == "state" for it in own if it in desk.actors):
        return [states[0]]
    return [
        name
        for body_id in bodies
        for name in desk.roles.speakers.get(body_id, ())
        for role in desk.actors[name].roles
        if role.of == body_id and said.issuperset(words_in(role.title))
    ]


def words_of_colleague(desk: Desk, act: Act) -> Iterator[Finding]:
    """An act of a person that rests on the words of another person of the same body."""
    quote = act.quote
    if quote is None or act.says_told or quote.record.quoting or act.word == "reported":
        return
    # Of an answer or a claim it is said elsewhere that these are no own words.
    if act.kind != "statement" and (act.told_by or not act.own):
        return
    names = {*act.by, *quote.speakers}
    is_person = all(it in desk.actors and desk.actors[it].kind == "person" for it in act.by)
    if is_person and act.kind != "answer" and quote.record.speaker == (UNKNOWN_SPEAKER,):
        message = f"nobody is known to speak here, so these may not be words of '{act.by[0]}'"
        hint = "name the quote that you mean, or its speaker"
        yield Finding("maybe-other-act", *act.owner, (*act.path, "quote"), message, hint)
    if not desk.actors.keys() >= names or not {*act.by}.isdisjoint(quote.speakers):
        return
    speak = desk.roles.speaks_for
    if any(speak(it, by, quote.date) for it in quote.speakers for by in act.by):
        return  # as for somebody who has a spokesman
    if quote.speakers and {desk.actors[it].kind for it in names} == {"person"}:
        message = f"these are the words of '{quote.speakers[0]}', not of '{act.by[0]}'"
        hint = f"write `by: {quote.speakers[0]}`, or name the quote of '{act.by[0]}'"
        yield Finding("maybe-other-act", *act.owner, (*act.path, "by", 0), message, hint)
