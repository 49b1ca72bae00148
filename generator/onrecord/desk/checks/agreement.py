"""Checks of statements about one thing that cannot both be right: kinds, genres, days, outlets."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import chain

from onrecord.captures.edges import in_marks
from onrecord.captures.words_in_texts import words_in
from onrecord.desk.actors import Roles
from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding, in_source
from onrecord.desk.naming import alike
from onrecord.desk.quotes import STANDS, article_occasion
from onrecord.records import BODIES, UNKNOWN, Actor, Article, Role, YamlPath, days_named

from .dates import days_of_title
from .meanings import patterns
from .sources import PRESS, may_be_slip

_KINDS = patterns("kinds")
_ARTICLE = re.compile(r"(?:the|les?|la|el|los|die|der|das) |l['\u2019]", re.IGNORECASE)
_SAME_POST = 5  # letters of a title that do not tell who holds it
_HANDED_OVER = 31  # days in which somebody may follow somebody else
_A_KIND = {"organisation": "an organisation", "office": "an office", "unnamed": "unnamed"}
# "Guardian, The", "Kornfeld, City of".
_NO_FIRST_NAME = re.compile(
    r"^(?:The|An?|Les?|La|El|Los|Las|Die|Der|Das)$|\b(?:of|de|du|von|for|del)\b"
)
# Parts of an address that tell what kind of text is there.
_OPINION = re.compile(
    r"/(?:opinions?|commentisfree|columns?|columnists|editorials?|op-ed|tribunes?)/"
)
_REPORTS = frozenset({"news_report", "wire_copy"})
_FEW = 2  # articles of a paper, which hardly publishes official texts
_USUAL = 4  # articles of one publisher that show what it publishes
_MARKED = 2  # quotes of a transcript that are by no chance in marks
_FAR = 60  # days between two dates that sources give for one event
_LATELY = 7  # days in which a source is published after its event
_APART = 3  # days between two events that nobody takes for one
_WORD = 4  # letters of a word that tells of an event
_BEHIND = re.compile(r"\s(?:of|at|to|in|on|with|after|for|de|du|des|à|au|aux|sur|avec)\s")
_STEM = 6  # letters
_SHORTEST = 4  # letters that forms of one name share


def names_in_marks(names: Iterable[str]) -> str:
    """The names in marks, sorted."""
    return "'" + "', '".join(sorted(names)) + "'"


def check_kinds(actors: Mapping[str, Actor]) -> Iterator[Finding]:
    """Bodies that are entered as a person, people as a body, ministries as a state."""
    roles = Roles.of(actors)
    for actor_id, actor in actors.items():
        if actor.kind == "person":
            why = _why_a_body(roles, actor_id, actor)
        else:
            why = _why_a_person(actor)
            if actor.kind == "state" and _KINDS["no_state"].search(actor.name):
                why = f"'{actor.name}' seems to be a part of one"
        if why:
            message = f"this is entered as {_A_KIND.get(actor.kind, f'a {actor.kind}')}, but {why}"
            hint = "correct `kind`, which decides who can speak for whom; or accept this"
            yield Finding("other-kind", "actor", actor_id, ("kind",), message, hint)


def check_holders(actors: Mapping[str, Actor]) -> Iterator[Finding]:
    """Posts for one person that two people hold at the same time."""
    held: defaultdict[tuple[str, ...], list[tuple[str, int, Role]]] = defaultdict(list)
    for actor_id, actor in actors.items():
        for index, role in enumerate(actor.roles if actor.kind == "person" else ()):
            if role.of and _KINDS["one_holder"].search(role.title):
                # "Director" and "directrice" are one post.
                title = (word[:_SAME_POST] for word in words_in(role.title))
                held[role.of, *title].append((actor_id, index, role))
    for (body, *_), holders in held.items():
        for place, (actor_id, index, role) in enumerate(holders):
            others = ((name, it) for name, _, it in holders[:place] if name != actor_id)
            if other := next((name for name, it in others if _at_one_time(role, it)), None):
                message = f"'{other}' is '{role.title}' of '{body}' at the same time"
                hint = "correct `from` or `to` of one of the two, or accept this if there are two"
                path: YamlPath = ("roles", index, "title")
                yield Finding("maybe-holder", "actor", actor_id, path, message, hint)


def _at_one_time(one: Role, two: Role) -> bool:
    """Whether two people hold a role together for longer than a handover takes."""
    if not ((one.from_ or one.to) and (two.from_ or two.to)):
        return False  # nobody has said when
    first, last = (
        [getattr(role, field) for role in (one, two) if getattr(role, field)]
        for field in ("from_", "to")
    )
    since = max((it.last for it in first if it.last), default=None)
    until = min((it.first for it in last if it.first), default=None)
    return since is None or until is None or (until - since).days > _HANDED_OVER


def _why_a_body(roles: Roles, actor_id: str, actor: Actor) -> str | None:
    """What shows that a person is a body: its name, its members, its spokespeople."""
    if found := _KINDS["body"].search(actor.name):
        return f"'{found[0]}' is in the name of a body"
    name = actor.in_sentence or ""
    if (start := _ARTICLE.match(name)) and name[start.end() :] == actor.name:
        return f"'{name}' is how a body is named in a sentence"
    if members := roles.members.get(actor_id):
        return f"'{members[0]}' is a member of it"
    speaking = [
        (name, role.title)
        for name in roles.speakers.get(actor_id, ())
        for role in roles.actors[name].roles
        if role.of == actor_id and not _KINDS["serves"].search(role.title)
    ]
    for name, title in speaking:
        if _KINDS["leads"].search(title):
            return f"'{name}' is its '{title}'"
    if len({name for name, _ in speaking}) > 1:
        return f"'{speaking[0][0]}' and '{speaking[-1][0]}' speak for it"
    return None


def _why_a_person(actor: Actor) -> str | None:
    """What shows that a body, or somebody unnamed, is a person: its sort name, or a role."""
    last, _, first = (actor.sort_name or "").partition(", ")
    if first and f"{first} {last}" == actor.name and not _NO_FIRST_NAME.search(first):
        return f"the name is sorted as that of a person ('{actor.sort_name}')"
    titles = (it.title for it in actor.roles if actor.kind in BODIES)
    title = next(filter(_KINDS["of_person"].search, titles), None)
    return f"'{title}' is the role of a person" if title else None


def check_genres_of_publishers(desk: Desk) -> Iterator[Finding]:
    """Genres that the address, or all other articles of the publisher, contradict."""
    genres: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for article in desk.articles.values():
        if article.source.genre:
            genres[article.source.publisher][article.source.genre] += 1
    for article_id, article in desk.articles.items():
        source, of_publisher = article.source, genres[article.source.publisher]
        others, party = of_publisher.keys() - {source.genre}, desk.actors.get(source.party or "")
        is_official = (source.genre or "").startswith("official")
        if source.genre in _REPORTS and _OPINION.search((source.url or "").casefold()):
            message = f"'{source.genre}', but the address is that of an opinion"
        elif source.genre in _REPORTS and party and alike(source.publisher) == alike(party.name):
            message = f"'{source.genre}', but the publisher is '{source.party}' itself"
        elif is_official and (source.authors or source.via) and not source.party:
            message = f"'{source.genre}', but it has an author or agency, as a report has"
        elif is_official and of_publisher.total() > _FEW and others <= PRESS and not source.party:
            usual = min(others, default="")
            message = f"'{source.genre}', but the publisher's other articles are '{usual}'"
        elif (
            source.genre in _REPORTS
            and of_publisher.total() > _USUAL
            and of_publisher[source.genre] == 1
            and all(genre.startswith("official") for genre in others)
        ):
            message = f"'{source.genre}', but the publisher's other articles are '{min(others)}'"
        else:
            continue
        hint = "correct it; the page says how the source gives its words"
        yield in_source(article_id, "maybe-genre", "genre", message, hint)


def check_genres(desk: Desk) -> Iterator[Finding]:
    """Transcripts that set in quotation marks what is said."""
    for article_id, article in desk.articles.items():
        if article.source.genre != "official_transcript":
            continue
        quotes = [it for it in desk.quotes_of_article[article_id] if it.record.exact]
        lines = [it.checked for it in quotes if it.checked and it.verdict in STANDS]
        marked = [line for line in lines if in_marks(line.prefix, line.suffix)]
        if len(marked) == len(quotes) >= _MARKED:
            message = "all quotes of this transcript are in quotation marks, as in a report"
            hint = "correct `genre`: the page says how the source gives its words"
            yield in_source(article_id, "words-marked", "genre", message, hint)


def check_dates_given(desk: Desk) -> Iterator[Finding]:
    """Dates that a source is said to give for an event, but cannot give."""
    for event_id, event in desk.events.items():
        for index, given in enumerate(event.dates_given):
            quote, day = desk.quotes.get(given.quote), given.date.first
            path: YamlPath = (event_id, "dates_given", index, "date")
            if quote is None or day is None:
                continue
            published = quote.article.source.published
            is_day = given.date.precision == "day"
            named = days_named(quote.record.words, day.year) if is_day else set()
            apart = abs((event.date.first - day).days) if event.date.first else 0
            if named and day not in named:
                message = f"the words of '{given.quote}' name another day: {min(named)}"
            elif published.before(given.date) and not published.before(event.date):
                message = f"{given.date} is after the source of '{given.quote}' ({published})"
            elif is_day and event.date.precision == "day" and apart > _FAR:
                message = f"{given.date} is {apart:,} days from the date of the event"
            else:
                continue
            hint = "correct the date, or name the quote that gives it"
            yield Finding("unlikely-date", "event", event_id, path, message, hint)


def check_days_in_titles(desk: Desk) -> Iterator[Finding]:
    """Articles with a title about another day, or another event, than the words."""
    by_day: defaultdict[date, list[str]] = defaultdict(list)
    for event_id, event in desk.events.items():
        if event.date.precision == "day" and event.date.first:
            by_day[event.date.first].append(event_id)
        named = days_named(event.name, event.date.first.year) if event.date.first else set()
        if named and event.date.precision == "day" and event.date.first not in named:
            message = f"this event was on {event.date}, but its name has {min(named)}"
            path: YamlPath = (event_id, "date")
            hint = "correct one of the two"
            yield Finding("unlikely-date", "event", event_id, path, message, hint)
    for article_id, article in desk.articles.items():
        day, field = article_occasion(article_id, article, desk.events).date, "event"
        own = {it.date for it in desk.quotes_of_article[article_id]} if not article.event else ()
        if len(own) == 1 and article.defaults and article.defaults.said:
            (day,), field = own, "defaults"
        if day.precision != "day" or day.first is None:
            continue
        others = days_of_title(article_id, article, day.first.year)
        if may_be_slip(day.first, others):
            what = "this event was" if field == "event" else "this was said"
            message = f"{what} on {day}, but the title, headline or id has {min(others)}"
            hint = "correct one of the two, or accept this if the title is of something else"
            yield Finding("unlikely-date", "article", article_id, (field,), message, hint)
        elif found := _other_event(desk, article_id, article, by_day):
            hint = f"write `event: {found}`, or accept this"
            message = (
                f"the title fits '{found}' ({desk.events[found].date}), not this event ({day})"
            )
            yield Finding("other-event", "article", article_id, ("event",), message, hint)


def _other_event(
    desk: Desk, article_id: str, article: Article, by_day: Mapping[date, list[str]]
) -> str | None:
    """An event shortly before the source that fits the title better than the given one."""
    event_id = article.event.event if article.event else None
    event, published = desk.events.get(event_id or ""), article.source.published
    if event is None or not (event.date.precision == published.precision == "day"):
        return None
    if not ((last := published.first) and event.date.first):
        return None
    titled = _stems(article.title, article.source.headline or "", article_id)
    since = (last - event.date.first).days
    for ago in range(min(_LATELY + 1, since - _APART)):
        for other_id in by_day.get(last - timedelta(ago), ()):
            mine, theirs = _stems(event.name), _stems(desk.events[other_id].name)
            # "The lock" may be what was spoken of, "the visit" is where.
            occasion = _stems(_BEHIND.split(desk.events[other_id].name)[0])
            if (theirs - mine) & titled and not (mine - theirs) & titled and occasion <= titled:
                return other_id
    return None


def _stems(*texts: str) -> set[str]:
    """The stems of the longer words of ``texts``."""
    return {it[:_STEM] for text in texts for it in words_in(text) if len(it) >= _WORD}


def check_outlets(desk: Desk) -> Iterator[Finding]:
    """Publishers that are one party's outlet in an article, and not or another's in most others."""
    parties: defaultdict[str, Counter[str | None]] = defaultdict(Counter)
    names = {alike(actor.name): actor_id for actor_id, actor in desk.actors.items()}
    for article in desk.articles.values():
        parties[article.source.publisher][article.source.party] += 1
    for article_id, article in desk.articles.items():
        found = _other_outlet(desk, article, parties[article.source.publisher], names)
        if found:
            hint = "correct `party` or `publisher`, or accept this if both are right"
            field = "party" if article.source.party else "publisher"
            yield in_source(article_id, "other-outlet", field, found, hint)
        elif party := _maybe_independent(desk, article, parties[article.source.publisher]):
            publisher = article.source.publisher
            message = f"nothing else says that '{publisher}' is an outlet of '{party}'"
            hint = f"remove it if this paper is independent; else name it in actors/{party}.yml"
            yield in_source(article_id, "maybe-outlet", "party", message, hint)


def _maybe_independent(desk: Desk, article: Article, parties: Counter[str | None]) -> str | None:
    """The party of a press article, if only this article makes the publisher its outlet."""
    source, actor = article.source, desk.actors.get(article.source.party or "")
    if actor is None or source.genre not in PRESS or parties[source.party] > 1:
        return None
    links = (text for link in actor.links for text in (link.title, link.url))
    of_names = [_words_of_name(name) for name in (actor.name, *(it.name for it in actor.names))]
    every, words = {*chain(*of_names)}, _words_of_name(source.publisher)
    known = _words_of_name(" ".join((actor.summary or "", *links)))
    # "Aldmoor News" shares only the name of a place with "Port of Aldmoor".
    whole = words <= every or any(it and it <= words for it in of_names)
    return None if whole or words & (known - every) else source.party


def _words_of_name(text: str) -> set[str]:
    return {it[:_SHORTEST] for it in alike(text).split() if len(it) >= _SHORTEST}


def _other_outlet(
    desk: Desk, article: Article, parties: Counter[str | None], names: Mapping[str, str]
) -> str | None:
    source, own = article.source, article.source.party
    (usual, count), *_ = parties.most_common(1)
    named = names.get(alike(source.publisher))
    if named and own is None and (source.genre or "").startswith("official"):
        return f"the publisher has the name of '{named}', but no `party` says so"
    if own != usual and count > 1 and parties[own] == 1 and usual:
        return f"'{source.publisher}' is the outlet of '{usual}' in {count} other articles"
    owner = named
    if owner is None and source.genre not in PRESS:
        owner = _named_alone(desk, source.publisher, own)
    if owner is None or own is None or desk.roles.belong_together(own, owner, UNKNOWN):
        return None
    actors, pair = desk.roles.actors, (own, owner)
    if any(role.of in pair for name in pair if name in actors for role in actors[name].roles):
        return None
    return f"the publisher has the name of '{owner}', but `party` is '{own}'"


def _named_alone(desk: Desk, publisher: str, own: str | None) -> str | None:
    """The only body named in the name of a publisher, if its party is not named there."""
    found = [it for it in desk.names.named_in(publisher) if desk.actors[it].kind != "person"]
    return found[0] if len(found) == 1 and own not in found else None
