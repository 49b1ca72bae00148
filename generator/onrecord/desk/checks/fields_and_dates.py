"""What one quote, row or actor may and may not say, beyond the type of each field; its dates."""

from collections.abc import Iterator, Mapping

from onrecord.desk.acts import grouped
from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding, in_quote
from onrecord.desk.naming import alike, same_name
from onrecord.desk.quotes import QuoteEntry
from onrecord.desk.settings import Coverage
from onrecord.reading.texts import why_no_id
from onrecord.records import Actor, Article, ClaimReply, PartialDate, Quote, ResponseFields
from onrecord.records.load import Records
from onrecord.records.record_from_nodes import NO_ID, FaultyPlaces
from onrecord.records.values import YamlPath


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
            yield from _search("article", article_id, row, path, faulty)
    for demand_id, demand in records.demands.items():
        faulty = records.faulty_places_of("demand", demand_id)
        for index, response in enumerate(demand.responses):
            yield from _search("demand", demand_id, response, ("responses", index), faulty)
    for claim_id, claim in records.claims.items():
        faulty = records.faulty_places_of("claim", claim_id)
        for index, reply in enumerate(claim.replies):
            yield from _search("claim", claim_id, reply, ("replies", index), faulty)


def _quotes(article_id: str, article: Article, faulty: FaultyPlaces) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, quote in enumerate(article.quotes):
        path: YamlPath = ("quotes", index)
        if why := why_no_id(quote.id):
            yield Finding("bad-id", "article", article_id, (*path, "id"), *why)
        elif quote.id in seen:
            message = f"this article already has a quote '{quote.id}'"
            hint = "rename the later one; an id is part of an address and must be unique"
            yield Finding("duplicate-id", "article", article_id, (*path, "id"), message, hint)
        if quote.id != NO_ID:
            seen.add(quote.id)
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
        yield (
            "text-missing",
            "id",
            "this quote has no text",
            "add 'text': the exact words of the source",
        )
    indirect = quote.form == "indirect"
    if indirect and not quote.gist and not faulty.excuses(path, "form", "gist", "state"):
        message = "an indirect quote needs a 'gist'"
        yield (
            "gist-missing",
            "form",
            message,
            "add 'gist': what was said, in your own words; readers see this",
        )


def _search(
    kind: str, name: str, row: ResponseFields | ClaimReply, path: YamlPath, faulty: FaultyPlaces
) -> Iterator[Finding]:
    field = "response" if isinstance(row, ResponseFields) else "reply"
    value = getattr(row, field)
    if value == "not_assessed":
        message = "'not_assessed' is the default; do not write it"
        yield Finding(
            "not-assessed-written", kind, name, (*path, field), message, "remove this row"
        )
    searched = row.searched_through
    unsaid = searched is None or not searched.known
    if value == "none_found" and unsaid and not faulty.excuses(path, "searched_through"):
        message = "'none_found' needs 'searched_through', the last day searched"
        hint = "add 'searched_through'; if nobody has searched, remove this row"
        yield Finding("none-found-without-search", kind, name, (*path, field), message, hint)


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
                hint = "did you swap 'from' and 'to'?"
                yield Finding(
                    "role-dates", "actor", actor_id, ("roles", index, "to"), message, hint
                )


def check_same_names(actors: Mapping[str, Actor]) -> Iterator[Finding]:
    """Two actors of one kind and one name, whom nothing on their pages tells apart."""
    groups = grouped(
        ((actor.kind, alike(actor.name) or same_name(actor.name)), actor_id)
        for actor_id, actor in sorted(actors.items())
    )
    for ids in groups.values():
        for index, actor_id in enumerate(ids):
            actor = actors[actor_id]
            others = (id_ for id_ in ids[:index] if not _are_told_apart(actor, actors[id_]))
            if other := next(others, None):
                yield _same(actor_id, actor, other, actors[other])


def _same(actor_id: str, actor: Actor, other_id: str, other: Actor) -> Finding:
    message = f"actor '{other_id}' has the same name"
    if same_name(actor.name) != same_name(other.name):
        message = f"actor '{other_id}' has nearly the same name, '{other.name}'"
    hint = (
        "if they are one actor, keep one file and list the other id in its 'formerly'; if they are"
        " two, say in the 'summary' of each who it is"
    )
    return Finding("same-name", "actor", actor_id, ("name",), message, hint)


def _are_told_apart(actor: Actor, other: Actor) -> bool:
    """Whether an editor has said that these are two."""
    if actor.wikidata and other.wikidata:
        return actor.wikidata != other.wikidata
    if actor.kind == "unnamed" and actor.roles and other.roles:
        return {role.of for role in actor.roles}.isdisjoint(role.of for role in other.roles)
    return bool(actor.summary and other.summary and actor.summary != other.summary)


_FIRST = "correct the wrong date, or add a row for the time it was made before that"
# The acts of which one comes before each of these.
_NEEDS = {
    "modified": ("stated", "reported"),
    "withdrawn": ("stated", "modified", "reported"),
    "retracted": ("asserted",),
}
_REPORTED = 4  # days within which something said is news
_LOOK_BACK = frozenset({"document", "official_transcript", "analysis", "opinion", "other"})
_ZONES = "correct the wrong date; one day's difference can be due to time zones"
_SET_COVERAGE = "correct the date, or widen `coverage` in the site's configuration"


def check_dates(records: Records) -> Iterator[Finding]:
    """What was done with a source before there was one, and ranges turned round."""
    for article_id, article in records.articles.items():
        for path, message in _too_early(article):
            yield Finding("impossible-date", "article", article_id, path, message)
    for briefing_id, briefing in records.briefings.items():
        if briefing.until.before(briefing.since):
            message = f"this briefing ends ({briefing.until}) before it begins ({briefing.since})"
            yield Finding("impossible-date", "briefing", briefing_id, ("until",), message)


def _too_early(article: Article) -> Iterator[tuple[YamlPath, str]]:
    """What the desk did with a source before it was published."""
    published = article.source.published
    done: list[tuple[YamlPath, str, PartialDate | None]] = [
        (("source", "retrieved"), "retrieved", article.source.retrieved),
        (("added",), "added", article.added),
    ]
    for index, correction in enumerate(article.corrections):
        done.append((("corrections", index, "date"), "corrected", correction.date))
    for path, word, when in done:
        if when and is_too_early(when, published):
            yield path, f"{word} {when}, before the source was published ({published})"


def is_too_early(when: PartialDate, published: PartialDate) -> bool:
    """Whether what was done with a source ``when`` was done before it was ``published``."""
    # Dates are local: early on Tuesday in one place it is still Monday in another.
    if when.last is None or published.first is None:
        return False
    return (published.first - when.last).days > 1


def check_sayings(records: Records, desk: Desk) -> Iterator[Finding]:
    """What is dated after the day on which its source was published."""
    for article_id, article in records.articles.items():
        published = article.source.published
        for when, path in _dates_of_rows(article):
            if published.before(when):
                message = f"dated {when}, after its source was published ({published})"
                yield Finding("said-after-published", "article", article_id, path, message, _ZONES)
    for quote in desk.quotes.values():
        for code, message, hint in _said(quote):
            yield in_quote(quote, code, ("said", "date"), message, hint)


def _said(quote: QuoteEntry) -> Iterator[tuple[str, str, str]]:
    """Code, message and hint where a quote is of a day after its source or not of its event."""
    published, said, occasion = quote.article.source.published, quote.record.said, quote.occasion
    if published.before(quote.date):
        message = f"said {quote.date}, after its source was published ({published})"
        yield "said-after-published", message, _ZONES
    elif years := _years_before(quote):
        message = f"said {quote.date}, {years} before the days of its source ({published})"
        yield "said-long-before", message, "correct the year; if it is right, say so in `context`"
    # A quote of another day than an event that it only inherits does not have that event.
    names_event = said and said.event and occasion.name is not None
    if names_event and not occasion.may_be_on(quote.date):
        message = f"said {quote.date}, but the event named for it was on {occasion.date}"
        hint = "correct the wrong one; write `event: none` if it was not said at the event"
        yield "said-outside-event", message, hint


def _years_before(quote: QuoteEntry) -> str | None:
    """How many years before a report its words are, where only the year seems to be wrong."""
    record, source = quote.record, quote.article.source
    said, published = record.said, source.published
    explained = record.context or record.note or record.quoting or source.genre in _LOOK_BACK
    if explained or not said or not said.date or said.event or said.place or said.medium:
        return None
    if not (said.date.first and published.first and said.date.precision == "day"):
        return None
    days = (published.first - said.date.first).days
    years = round(days / 365.25)
    # A report is of the last days: with the right year, this would be.
    if years < 1 or published.precision != "day" or not -1 < days - years * 365.25 < _REPORTED:
        return None
    return "a year" if years == 1 else f"{years} years"


def check_order(desk: Desk) -> Iterator[Finding]:
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
                first = min(needed, key=lambda when: when.sort_key)
                message = f"'{act.word}' on {act.date}, before it was first made ({first})"
                (kind, id_), path = act.owner, (*act.path, "date" if act.record.date else "act")
                yield Finding("act-before-first", kind, id_, path, message, _FIRST)


def check_coverage(desk: Desk, coverage: Coverage) -> Iterator[Finding]:
    """Articles of which nothing is within ``coverage``, or something is later.

    What is earlier is allowed with what is within: a desk looks back. Nothing is later, say its
    pages; but a source may be published later than what it reports.
    """
    days = f"{coverage.first} to {coverage.through}"
    for article_id, article in desk.articles.items():
        published = article.source.published
        reported = [
            (quote.date, ("quotes", quote.index, "said", "date"))
            for quote in desk.quotes_of_article[article_id]
        ] + list(_dates_of_rows(article))
        dates = [published, *(date for date, _ in reported)]
        known = [date for date in dates if date.known]
        later = next((pair for pair in reported if coverage.through.before(pair[0])), None)
        if known and not any(coverage.holds(date) for date in known):
            message = f"nothing in this article is from the days that the site covers, {days}"
            path: YamlPath = ("source", "published")
        elif later:
            date, path = later
            message = f"dated {date}, after the days that the site covers, {days}"
        else:
            continue
        yield Finding("outside-coverage", "article", article_id, path, message, _SET_COVERAGE)


def _dates_of_rows(article: Article) -> Iterator[tuple[PartialDate, YamlPath]]:
    """The dates that rows of an article have themselves, with where they are written."""
    for field in ("demands", "responses", "claims"):
        for index, row in enumerate(getattr(article, field)):
            if row.date:
                yield row.date, (field, index, "date")
