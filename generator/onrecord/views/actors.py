"""The list of actors, by name and never ranked; names, roles and speakers of one on a date."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import get_args

from onrecord.desk import QuoteEntry, count_utterances, grouped, only
from onrecord.desk.actors import holds, last_heard
from onrecord.desk.naming import place_of, same_name, says_all_of, word_of_state
from onrecord.records import BODIES, UNKNOWN, ActorKind, PartialDate, Role, fixed

from .context import Context
from .language import direction
from .links import Link
from .listing import Listed, Part, page_of_number, split_by_number


@fixed
class NameView:
    """Another name: ``alias``, ``former``, ``transliteration``, ``metonym`` or ``None``."""

    name: str
    language: str | None
    direction: str | None
    kind: str | None


@fixed
class RoleView:
    """One role, both days included, open where ``None``."""

    title: str
    title_parts: tuple[Link, ...]  #: the title, if it names the actor it is `of`: that is a link
    of: Link | None  #: for whom
    body: Link | None  #: the actor it is `of`, unless the title says so
    text: str  #: what of it follows the name of who has it: what that name does not say anyway
    start: PartialDate | None
    end: PartialDate | None
    now: bool  #: whether it may be held on the date of the page

    @property
    def same(self) -> str:
        """The key that all spellings of the title share."""
        return same_name(self.title)


@fixed
class SpeakerView:
    """One who speaks for the actor (or is a member of it), in which roles."""

    link: Link  #: who
    roles: tuple[RoleView, ...]
    utterances: int  #: how many of its statements are from the days of those roles


def other_names(context: Context, actor_id: str) -> tuple[NameView, ...]:
    """Its other names, as they are written in the actor's file."""
    return tuple(
        NameView(name.name, name.language, direction(name.language), name.kind)
        for name in context.desk.actors[actor_id].names
    )


def roles_of(context: Context, actor_id: str, of: str | None = None) -> tuple[RoleView, ...]:
    """Its roles (only those ``of`` one actor, if given), those held now first."""
    views = []
    for role in context.desk.actors[actor_id].roles:
        if of is None or role.of == of:
            target = context.people.link(role.of) if role.of else None
            now = holds(role, context.as_of)
            parts = _title_parts(context, role)
            body, text = context.people.body(role), context.people.role(actor_id, role)
            views.append(RoleView(role.title, parts, target, body, text, role.from_, role.to, now))
    return tuple(sorted(views, key=lambda role: not role.now))


def _title_parts(context: Context, role: Role) -> tuple[Link, ...]:
    """As in "Premier of " and "Ontario"; none if the title does not name the body."""
    actor = context.desk.actors.get(role.of or "")
    if role.of is None or actor is None:
        return ()
    title, names = role.title, (actor.name, *(name.name for name in actor.names))
    place = place_of((*names, actor.in_sentence or ""), title)
    if place is None and actor.kind == "state":
        place = word_of_state(title, names)
    if place is None:
        return ()
    name = Link(title[place], context.people.link(role.of).uri)
    around = (Link(title[: place.start], None), name, Link(title[place.stop :], None))
    return tuple(part for part in around if part.text)


def speakers_for(context: Context, actor_id: str) -> tuple[SpeakerView, ...]:
    """Who speaks for it, by name."""
    desk = context.desk
    quotes = desk.index[actor_id].spoken_by_others
    spoken = grouped((speaker, quote) for quote in quotes for speaker in quote.speakers)
    return _holders(context, actor_id, desk.roles.speakers, spoken)


def members_of(context: Context, actor_id: str) -> tuple[SpeakerView, ...]:
    """Who is a member of it, by name."""
    return _holders(context, actor_id, context.desk.roles.members, {})


def role_of_all(members: Sequence[SpeakerView]) -> RoleView | None:
    """The role that several members have, the same of each and without dates."""
    found = only(member.roles for member in members if len(members) > 1) or ()
    return found[0] if len(found) == 1 and not (found[0].start or found[0].end) else None


def speaks(context: Context, actor_id: str) -> bool:
    """Whether its roles say for whom it speaks, not only of what it is a member."""
    return context.desk.actors[actor_id].kind not in BODIES


def _holders(
    context: Context,
    actor_id: str,
    holders: Mapping[str, Iterable[str]],
    spoken: Mapping[str, Sequence[QuoteEntry]],
) -> tuple[SpeakerView, ...]:

    def view(holder: str) -> SpeakerView:
        link = context.people.link(holder)
        # Without those of which the name says all.
        new = (
            role
            for role in roles_of(context, holder, actor_id)
            if role.start or role.end or not says_all_of(link.text, role.title)
        )
        return SpeakerView(link, tuple(new), count_utterances(spoken.get(holder, ())))

    return tuple(map(view, sorted(holders.get(actor_id, ()), key=context.people.sort_key)))


# A row is light, compared with a card, but two lines high on a phone.
ROWS = 120

# Letters are of use for more actors than these; where there are more initials than these, none are.
_LETTERED, _INITIALS = 40, 40


@fixed
class ActorRow:
    """One actor in the list, with what we have of it, counted."""

    link: Link
    roles: tuple[RoleView, ...]  #: those held on the date of the page, without memberships
    demands_made: int
    demands_received: int
    utterances: int  #: its statements; versions of one count once
    utterances_for_it: int  #: statements of those who speak for it
    last_heard: PartialDate  #: when it was last quoted itself
    last_for_it: PartialDate  #: when one who speaks for it was last quoted

    @property
    def figures(self) -> tuple[tuple[str, int, PartialDate], ...]:
        """Its counts, except zeros: the key of its words, the count, and when the latest was."""
        counts = (
            ("demands_made", self.demands_made, UNKNOWN),
            ("demands_received", self.demands_received, UNKNOWN),
            ("utterances", self.utterances, self.last_heard),
            ("utterances_for_it", self.utterances_for_it, self.last_for_it),
        )
        return tuple(row for row in counts if row[1])


@fixed
class Initial:
    """The first name that begins with a letter."""

    letter: str  #: a capital without accents
    uri: str  #: the page of the first of them
    first: str  #: its id


@fixed
class ActorsView:
    """One page of the list."""

    part: Part[str]  #: links to the other pages; `part.items` is not for templates
    groups: tuple[tuple[str, tuple[ActorRow, ...]], ...]  #: the actors of each kind
    actors: int  #: how many the desk has
    as_of: PartialDate | None  #: the date of the roles; `None` if there are none, or it is unknown
    counted: bool  #: whether there is anything to count
    #: the letters of each long kind, in the order of the list; the same on every page
    letters: tuple[tuple[str, tuple[Initial, ...]], ...]

    @property
    def firsts(self) -> frozenset[str]:
        """The ids of the actors that letters lead to."""
        return frozenset(initial.first for _, initials in self.letters for initial in initials)


def actors_list(context: Context, limit: int = ROWS) -> Listed[str, ActorsView]:
    """The list of actors; what its pages hold is ids, by kind and then by name."""
    actors, kinds = context.desk.actors, get_args(ActorKind)

    def order(actor_id: str) -> tuple[int, tuple[str, str]]:
        return (kinds.index(actors[actor_id].kind), context.people.sort_key(actor_id))

    ordered = sorted(actors, key=order)
    places = {actor_id: place for place, actor_id in enumerate(ordered)}

    def initials(ids: Iterable[str]) -> tuple[Initial, ...]:
        found: dict[str, str] = {}
        for actor_id in ids:
            found.setdefault(context.people.sort_key(actor_id)[0][:1].upper(), actor_id)
        return tuple(
            Initial(letter, page_of_number("actors/", places[actor_id], limit), actor_id)
            for letter, actor_id in found.items()
        )

    by_kind = {kind: [*ids] for kind, ids in groupby(ordered, key=lambda id_: actors[id_].kind)}
    letters = tuple(
        (kind, found)
        for kind, ids in by_kind.items()
        if len(ids) > _LETTERED and 1 < len(found := initials(ids)) <= _INITIALS
    )

    has_roles = any(actor.roles for actor in actors.values())
    as_of = context.as_of if has_roles and context.as_of.known else None

    def page(part: Part[str]) -> ActorsView:
        groups = tuple(
            (kind, tuple(actor_row(context, actor_id) for actor_id in ids))
            for kind, ids in groupby(part.items, key=lambda actor_id: actors[actor_id].kind)
        )
        return ActorsView(part, groups, len(actors), as_of, bool(context.desk.quotes), letters)

    figures = len(actors), as_of, bool(context.desk.quotes), letters
    return Listed(split_by_number("actors/", ordered, limit), page, lambda _: figures)


def actor_row(context: Context, actor_id: str) -> ActorRow:
    """One actor in the list."""
    index = context.desk.index[actor_id]
    roles = roles_of(context, actor_id) if speaks(context, actor_id) else ()
    return ActorRow(
        link=context.people.link(actor_id),
        roles=tuple(role for role in roles if role.now),
        demands_made=len(context.desk.demands_made(actor_id)),
        demands_received=len(context.desk.demands_received(actor_id)),
        utterances=index.utterances,
        utterances_for_it=index.utterances_for_it,
        last_heard=index.last_heard,
        last_for_it=last_heard(index.spoken_by_others),
    )
