"""Checks of rows, roles and fields: repeated, naming only the actor itself, or without effect."""

from collections.abc import Iterable, Iterator

from onrecord.desk.acts import Act, named_tellers
from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding
from onrecord.desk.settings import Coverage
from onrecord.reading.texts import is_id
from onrecord.records import NO_ID, UNKNOWN_SPEAKER, Article, FaultyPlaces, Quote, Records, YamlPath

from .agreement import names_in_marks
from .copies import key_of_name
from .sources import COPIED


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


def check_unused(records: Records) -> Iterator[Finding]:
    """Defaults for a speaker who has no quotes in the article."""
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


def check_demand_addressees(records: Records) -> Iterator[Finding]:
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
    """Kind and id of a record, the path, the actor, and what they do to themselves."""
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


def check_phrases_copied(records: Records) -> Iterator[Finding]:
    """One phrase that two rows of an article give for two demands, neither a part of the other."""
    for article_id, article in records.articles.items():
        first: dict[object, tuple[str, ...]] = {}
        for index, row in enumerate(article.demands):
            names = first.setdefault((row.phrase, row.quote), row.demand)
            if row.phrase and not _are_related(records, names, row.demand):
                message = f"the row of '{names[0]}' has the same phrase of the same quote"
                path: YamlPath = ("demands", index, "phrase")
                yield Finding("copied", "article", article_id, path, message, COPIED)


def _are_related(records: Records, some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether a demand is in both, or is part of one in the other."""
    one, two = (
        {*names, *(records.demands[it].part_of for it in names if it in records.demands)}
        for names in (some, others)
    )
    return not (one.isdisjoint(others) and two.isdisjoint(some))


def check_searches(desk: Desk, coverage: Coverage) -> Iterator[Finding]:
    """Searches through days that the site does not cover."""
    searches = [place.none_found for it in desk.demands.values() for place in it.positions.values()]
    searches += [hearing.searched for it in desk.claims.values() for hearing in it.hearings]
    for act in filter(None, searches):
        through = act.search.searched_through if act.search else None
        if through and coverage.through.before(through):
            message = f"searched through {through}, after the days that the site covers"
            hint = f"correct it, or widen `coverage`, which ends {coverage.through}"
            where = (*act.path, "searched_through")
            yield Finding("outside-coverage", *act.owner, where, message, hint)
    for briefing_id, briefing in desk.briefings.items():
        if coverage.through.before(briefing.until):
            message = f"until {briefing.until}, but the site covers no day after {coverage.through}"
            path = ("until",)
            yield Finding("outside-coverage", "briefing", briefing_id, path, message, "correct it")


def check_tellers(desk: Desk) -> Iterator[Finding]:
    """Rows with a `told_by` that is not the speaker of their quote."""
    acts = [act for demand in desk.demands.values() for act in demand.answers]
    acts += [act for claim in desk.claims.values() for act in (*claim.acts, *claim.replies)]
    for act in acts:
        yield from _not_told_by(desk, act)


def _not_told_by(desk: Desk, act: Act) -> Iterator[Finding]:
    tellers, quote = {*named_tellers(act.record)}, act.quote
    on = quote.date if quote else act.date
    for teller in tellers:
        if by := next((it for it in act.by if desk.roles.speaks_for(teller, it, on)), None):
            message = f"'{teller}' speaks for '{by}', so this is not a report by others"
            hint = "remove `told_by`, or name who reports it"
            yield Finding("names-itself", *act.owner, (*act.path, "told_by"), message, hint)
            return
    if not tellers or quote is None:
        return
    # What a source of the teller's own says of others is told by the teller, whoever is quoted.
    if quote.article.source.party in tellers:
        return
    # Who is quoted in these words may tell it, too.
    told = (*quote.speakers, *filter(None, [quote.record.quoting]))
    speakers = [name for name in told if name != UNKNOWN_SPEAKER]
    if not speakers or not desk.actors.keys() >= {*tellers, *speakers}:
        return
    close = desk.roles.either_speaks_for
    # Whose answer a report sums up may be its speaker.
    if quote.record.form == "indirect" and any(
        close(name, by, quote.date) for name in speakers for by in act.by
    ):
        return
    if not any(close(name, teller, quote.date) for name in speakers for teller in tellers):
        whose = "', '".join(speakers)
        message = f"these are the words of '{whose}', who is not in 'told_by'"
        hint = f"write `told_by: {speakers[0]}`, or remove it if these are the actor's own words"
        yield Finding("told-by-another", *act.owner, (*act.path, "told_by"), message, hint)


def check_roles(records: Records) -> Iterator[Finding]:
    """Roles that are there twice, and those with the name of the body in place of a title."""
    for actor_id, actor in records.actors.items():
        for index, role in enumerate(actor.roles):
            body = records.actors.get(role.of or "")
            path: YamlPath = ("roles", index, "title")
            if role in actor.roles[:index]:
                message, hint = "this role is listed twice", "remove one, or correct its dates"
                yield Finding("row-twice", "actor", actor_id, path, message, hint)
            elif body and key_of_name(role.title) == key_of_name(body.name):
                message = f"this is the name of '{role.of}', not the title of a role"
                yield Finding("copied", "actor", actor_id, path, message, "write the title")


def check_topics(desk: Desk) -> Iterator[Finding]:
    """Acts that rest on a quote about something else."""
    seen: set[tuple[object, ...]] = set()
    for act in desk.acts:
        topics, about = _topics(desk, act), act.quote.record.about if act.quote else ()
        if act.quote is None or not about or not topics or not desk.topics.keys() >= {*about}:
            continue
        place = (*act.owner, *act.path, act.subject)
        if topics.isdisjoint(act.quote.record.about) and place not in seen:
            seen.add(place)  # an answer is there for each addressee
            kind = "demand" if act.kind in ("statement", "answer") else "claim"
            message = (
                f"'{act.quote.reference}' is about {names_in_marks(act.quote.record.about)},"
                f" the {kind} '{act.subject}' about {names_in_marks(topics)}"
            )
            hint = f"name another quote or {kind}, or add the topic to `about` of the quote"
            yield Finding("other-topic", *act.owner, (*act.path, "quote"), message, hint)


def _topics(desk: Desk, act: Act) -> set[str]:
    """The topics of the demand or claim of ``act`` that exist."""
    if act.kind in ("statement", "answer"):
        return {desk.demands[act.subject].record.topic} & desk.topics.keys()
    return {*desk.claims[act.subject].record.about} & desk.topics.keys()
