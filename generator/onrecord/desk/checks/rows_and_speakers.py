"""What one quote, row or actor may and may not say, and who can have said it."""

import re
from collections.abc import Iterable, Iterator

from onrecord.captures.edges import in_marks
from onrecord.captures.lock import LockLine
from onrecord.desk.acts import Act, grouped
from onrecord.desk.claims import ClaimStanding
from onrecord.desk.demands import DemandEntry
from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding, in_quote
from onrecord.desk.quotes import STANDS, QuoteEntry
from onrecord.reading.texts import is_id
from onrecord.records import (
    NO_ID,
    UNKNOWN_SPEAKER,
    Article,
    FaultyPlaces,
    Quote,
    Records,
    YamlPath,
)

from .agreement import listed


def check_rows(records: Records) -> Iterator[Finding]:
    """Faults within one quote or one row."""
    for article_id, article in records.articles.items():
        faulty = records.faulty_places_of("article", article_id)
        yield from _quotes(article_id, article, faulty)
        for index, row in enumerate(article.responses):
            path: YamlPath = ("responses", index)
            if row.response == "none_found":
                message = "record 'none_found' in the demand's file, not in an article"
                known = row.demand and not faulty.covers((*path, "demand", 0))
                file = f"demands/{row.demand[0]}.yml" if known else "the demand's file"
                hint = f"move this row to 'responses' of {file}"
                field = (*path, "response")
                yield Finding("none-found-in-article", "article", article_id, field, message, hint)
        yield from _searches(records, "article", article_id, "responses", "response")
    for demand_id in records.demands:
        yield from _searches(records, "demand", demand_id, "responses", "response")
    for claim_id in records.claims:
        yield from _searches(records, "claim", claim_id, "replies", "reply")


def _quotes(article_id: str, article: Article, faulty: FaultyPlaces) -> Iterator[Finding]:
    for index, quote in enumerate(article.quotes):
        path: YamlPath = ("quotes", index)
        for code, field, message, hint in _quote(quote, path, faulty):
            # A draft can be read without it, and the site shows no draft.
            found = "to-do" if article.draft and code == "gist-missing" else code
            yield Finding(found, "article", article_id, (*path, field), message, hint)


def _quote(
    quote: Quote, path: YamlPath, faulty: FaultyPlaces
) -> Iterator[tuple[str, str, str, str]]:
    """Code, field, message and hint of each fault."""
    scare = quote.form == "scare"
    if scare and quote.speaker and not faulty.covers((*path, "form")):
        message = "a phrase in the writer's own quotation marks cannot have a speaker"
        yield "scare-with-speaker", "speaker", message, "remove 'speaker', or change 'form'"
    if not scare and not quote.speaker and not faulty.excuses(path, "form", "speaker"):
        hint = "name an actor, or write 'unknown' if the source does not even describe one"
        yield "speaker-missing", "id", "this quote has no speaker", hint
    if quote.withheld:
        return
    if not quote.text and not faulty.excuses(path, "text", "state"):
        hint = "add 'text': the exact words of the source"
        yield "text-missing", "id", "this quote has no text", hint
    indirect = quote.form == "indirect"
    if indirect and not quote.gist and not faulty.excuses(path, "form", "gist", "state"):
        hint = "add 'gist': what was said, in your own words; readers see this"
        yield "gist-missing", "form", "an indirect quote needs a 'gist'", hint


def _searches(records: Records, kind: str, id_: str, rows: str, field: str) -> Iterator[Finding]:
    faulty = records.faulty_places_of(kind, id_)
    for index, row in enumerate(getattr(records.find(kind, id_), rows)):
        path: YamlPath = (rows, index)
        if getattr(row, field) == "not_assessed":
            message, hint = "'not_assessed' is the default; do not write it", "remove this row"
            yield Finding("not-assessed-written", kind, id_, (*path, field), message, hint)
        unsaid = row.searched_through is None or not row.searched_through.known
        is_search = getattr(row, field) == "none_found"
        if is_search and unsaid and not faulty.excuses(path, "searched_through"):
            message = "'none_found' needs 'searched_through', the last day searched"
            hint = "add 'searched_through'; if nobody has searched, remove this row"
            yield Finding("none-found-without-search", kind, id_, (*path, field), message, hint)


def check_actors(records: Records) -> Iterator[Finding]:
    """Roles that end before they begin, or that are of the actor itself."""
    for actor_id, actor in records.actors.items():
        for index, role in enumerate(actor.roles):
            if role.of == actor_id:
                message = "an actor cannot have a role 'of' itself"
                path = ("roles", index, "of")
                hint = "name the actor it speaks for or is a member of"
                yield Finding("role-to-itself", "actor", actor_id, path, message, hint)
            if role.from_ and role.to and role.to.before(role.from_):
                message = f"this role ends ({role.to}) before it begins ({role.from_})"
                path, hint = ("roles", index, "to"), "did you swap 'from' and 'to'?"
                yield Finding("role-dates", "actor", actor_id, path, message, hint)


_HIDDEN = frozenset({"anonymous", "background"})


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
    if line.unmarked and quote.record.form in ("direct", "partial"):
        message = "the source has other words in quotation marks, but not these"
        hint = "if they are the writer's words, write `form: indirect` and a `gist`"
        yield "words-unmarked", "text", message, hint


def _other_speaker(desk: Desk, quote: QuoteEntry, said_by: str) -> tuple[str, str] | None:
    """Message and hint, where the source names another speaker than the desk."""
    speakers, quoting = quote.record.speaker, quote.record.quoting
    # A line of the lock from before they were corrected may name the one who is left.
    if not speakers or quoting == said_by or speakers == (said_by,):
        return None
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
    """Anonymous words of which nothing says from what side they come, or everything says it."""
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
        for name in record.speaker:
            if name in desk.actors and desk.actors[name].kind == "person":
                message = f"the basis is '{record.basis}', but '{name}' is a person with a name"
                hint = "write `basis: on_record`, or name the actor of kind 'unnamed' who is meant"
                yield in_quote(quote, "anonymous-named", ("basis",), message, hint)


def check_unused(records: Records) -> Iterator[Finding]:
    """What is said for all quotes of a speaker who has none in the article."""
    for article_id, article in records.articles.items():
        unsure = records.faulty_places_of("article", article_id).may_hide("quotes", "speaker")
        # A quote without a speaker is reported; it may be theirs.
        unsure = unsure or any(not it.speaker and it.form != "scare" for it in article.quotes)
        if unsure or not article.quotes:
            continue
        speaking = {name for quote in article.quotes for name in quote.speaker}
        for index, name in enumerate(article.mentions):
            if name in speaking:
                message = f"'{name}' speaks in this article; `mentions` is for those who do not"
                where: YamlPath = ("mentions", index)
                yield Finding("speaker-unused", "article", article_id, where, message, "remove it")
        for name in article.speakers:
            if name not in speaking:
                message = f"no quote of this article is by '{name}', so this has no effect"
                path, hint = ("speakers", name), "correct the id, or remove this"
                yield Finding(
                    "speaker-unused", "article", article_id, path, message, hint, key=True
                )


def check_demands(records: Records) -> Iterator[Finding]:
    """Demands to oneself."""
    demands = records.demands
    for demand_id, demand in demands.items():
        yield from _to_itself("demand", demand_id, (), demand.to, demand.by)
    for article_id, article in records.articles.items():
        for index, row in enumerate(article.demands):
            if row.to:
                owners = [by for name in row.demand if name in demands for by in demands[name].by]
                path = ("demands", index)
                yield from _to_itself("article", article_id, path, row.to, (*row.by, *owners))


def _to_itself(
    kind: str, name: str, path: YamlPath, to: tuple[str, ...], by: tuple[str, ...]
) -> Iterator[Finding]:
    for index, addressee in enumerate(to):
        if addressee in by and is_id(addressee) and addressee != NO_ID:
            message = f"'{addressee}' cannot demand this of itself"
            hint = "name different actors in 'by' and 'to'"
            yield Finding("demand-to-itself", kind, name, (*path, "to", index), message, hint)


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


_SPOKEN_FOR = re.compile(
    r"\b(?:spokes\w+|press (?:secretary|officer)|porte-parole)\b", re.IGNORECASE
)


def _is_to_own_side(desk: Desk, quote: QuoteEntry) -> bool:
    """Whether a speaker addresses only their own side, though the words are for others."""
    to, speaks = quote.record.to, desk.roles.speaks_for
    own = [it for name in to for it in quote.speakers if speaks(it, name, quote.date)]
    return bool(to) and len(own) == len(to) and _is_for_others(desk, quote)


def _is_for_others(desk: Desk, quote: QuoteEntry) -> bool:
    """Whether a demand or an answer is in the words, or whoever speaks does so to the outside."""
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


# Who hears what is meant for others.
_AUDIENCE = re.compile(
    r"\b(?:reporter|journalist|press|media|public|audience|crowd|member|people|presse|médias)",
    re.IGNORECASE,
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
            message = f"said to '{to[0]}', but the demand {other} {listed(parties)}"
            hint = f"correct `to`; if it is right, say in `context` why '{to[0]}' is told this"
            yield in_quote(quote, "maybe-addressee", ("to", 0), message, hint)


def _named_in(desk: Desk, article_id: str, article: Article) -> set[str]:
    """Those whom an article names in our words or in the source's, and those who speak in it."""
    quotes = desk.quotes_of_article[article_id]
    texts = [article.title, article.source.headline, article.summary]
    for quote in quotes:
        record = quote.record
        texts += [quote.occasion.name, record.words, record.context, record.note, record.gist]
    speaking = {name for quote in quotes for name in quote.record.speaker}
    named = desk.names.named_in(" ".join(filter(None, texts)))
    return {*article.mentions, *speaking, *named}


def _other_side(desk: Desk, act: Act) -> Iterable[str]:
    """Who is asked in a demand, or who has made the one that is answered."""
    entry = desk.demands.get(act.subject) if act.kind in ("statement", "answer") else None
    if entry is None:
        return ()
    return (*entry.addressees, *act.to) if act.kind == "statement" else entry.record.by


def check_namesakes(desk: Desk) -> Iterator[Finding]:
    """People whose reported words are, by these or by our gist, of others of the same last name."""
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
    """Whether ``name`` is beside a word such as "said", as that of a speaker is."""
    return bool(re.search(rf"{_SAYING},? {re.escape(name)}|{re.escape(name)},? {_SAYING}", text))


_SAYING = (
    r"(?:said|says|told|according to|added|thinks|a dit|dit|selon|d'après|sagte|laut|dijo|según)"
)


def check_rows_twice(records: Records) -> Iterator[Finding]:
    """Rows of an article that say the same: each counts."""
    for article_id, article in records.articles.items():
        for field, names, act in (
            ("demands", "demand", "act"),
            ("responses", "demand", "response"),
            ("claims", "claim", "act"),
        ):
            seen: dict[object, int] = {}
            rows = getattr(article, field)
            for index, row in enumerate(rows if len(rows) > 1 else ()):
                alike = row.model_copy(update={"note": None, "accept": (), names: ()})
                for name in getattr(row, names):
                    first = seen.setdefault((name, repr(alike)), index)
                    if first != index:
                        message = f"this row says the same as row {first + 1} of '{field}'"
                        hint = "remove one of them, or say in which date or quote they differ"
                        path: YamlPath = (field, index, act)
                        yield Finding("row-twice", "article", article_id, path, message, hint)
                        break


def check_names_itself(records: Records) -> Iterator[Finding]:
    """Who speaks to, quotes, cites, reports on or accuses nobody but itself."""
    for kind, id_, path, name, does in _naming_itself(records):
        message, hint = f"here '{name}' {does} itself", "name another actor, or remove this"
        yield Finding("names-itself", kind, id_, path, message, hint)


def _naming_itself(records: Records) -> Iterator[tuple[str, str, YamlPath, str, str]]:
    """Kind and id of a record, where it is there, who it is, and what they do to themselves."""
    for article_id, article in records.articles.items():
        for path, name, does in _in_article(article):
            yield "article", article_id, path, name, does
    for claim_id, claim in records.claims.items():
        if claim.against and claim.against == claim.by:
            yield "claim", claim_id, ("against", 0), claim.against[0], "accuses"
    for kind, id_, _, record in records.all():
        for field in ("responses", "claims", "replies"):
            for index, row in enumerate(getattr(record, field, ())):
                if row.told_by and _ids(row.told_by) == _ids(row.by):
                    name = min(_ids(row.told_by))
                    yield kind, id_, (field, index, "told_by"), name, "reports on"


def _in_article(article: Article) -> Iterator[tuple[YamlPath, str, str]]:
    for index, name in enumerate(article.source.via):
        if name == article.source.publisher:
            yield ("source", "via", index), name, "cites"
    for index, quote in enumerate(article.quotes):
        # Among others it may be named: all who met are, in what their words have in common.
        if quote.to and quote.to == quote.speaker:
            yield ("quotes", index, "to", 0), quote.to[0], "speaks to"
        if quote.quoting and quote.speaker == (quote.quoting,):
            yield ("quotes", index, "quoting"), quote.quoting, "quotes"


def _ids(actors: str | tuple[str, ...] | None) -> set[str]:
    return {actors} if isinstance(actors, str) else {*(actors or ())}
