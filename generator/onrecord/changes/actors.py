"""What changed of actors: what they are called, what they are, and for whom."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from onrecord.desk.addresses import actor_uri
from onrecord.records import Actor, Name, Role

from .book import Book, Subject
from .pairing import pair
from .sides import Side
from .values import Field

_FIELDS = (
    ("actor-name-changed", Field("name")),
    ("actor-changed", Field("names", "texts", lambda one: tuple(map(_name, one.names)))),
    ("actor-changed", Field("wikidata")),
    (
        "actor-changed",
        Field("links", "texts", lambda one: tuple(f"{at.title} {at.url}" for at in one.links)),
    ),
    ("actor-wording-changed", Field("sort_name")),
    ("actor-wording-changed", Field("summary")),
    ("actor-wording-changed", Field("note")),
)


def compare_actors(book: Book) -> None:
    """Actors added, removed, renamed and changed, and their roles."""
    before = {book.before.now("actor", id_): id_ for id_ in book.before.desk.actors}
    after = book.after.desk.actors
    for id_, old_id in before.items():
        old, new = book.before.desk.actors[old_id], after.get(id_)
        if new is None:
            book.tell("actor-removed", _subject(book.before, old_id, old), old=old.name)
            continue
        about = _subject(book.after, id_, new)
        if old_id != id_:
            book.tell("actor-renamed", about, old_id, id_)
        if old != new:
            book.tell_fields(_FIELDS, about, old, new)
            _kind(book, about, old.kind, new.kind)
            _roles(book, about, old.roles, new.roles)
    for id_, new in after.items():
        if id_ not in before:
            book.tell("actor-added", _subject(book.after, id_, new), new=new.name)


def _subject(side: Side, id_: str, actor: Actor) -> Subject:
    facts = {"actor": actor.name}
    return Subject(id_, actor_uri(id_), ("actor", id_), gone=side.gone, facts=facts)


def _kind(book: Book, about: Subject, old: str, new: str) -> None:
    if old == new:
        return
    if "unnamed" in (old, new):
        book.tell("actor-anonymity-changed", about, old, new, values="kind", at=("kind",))
    else:
        book.tell("actor-changed", about, old, new, values="kind", at=("kind",), field="kind")


def _roles(book: Book, about: Subject, old: Sequence[Role], new: Sequence[Role]) -> None:
    older = [_Held(book.before, index, role) for index, role in enumerate(old)]
    newer = [_Held(book.after, index, role) for index, role in enumerate(new)]
    keys = (_Held.whole, _Held.post, _Held.start, _Held.title)
    for was, now in pair(older, newer, keys):
        at = ("roles", now.index) if now else ("roles",)
        if was is None and now is not None:
            book.tell("role-added", about, new=now.text, at=at)
        elif was is not None and now is None:
            book.tell("role-removed", about, old=was.text, at=at)
        elif was is not None and now is not None and was.whole() != now.whole():
            book.tell("role-changed", about, was.text, now.text, at=at)


class _Held:
    """A role on one side."""

    def __init__(self, side: Side, index: int, role: Role) -> None:
        self.index = index
        self._role = role
        self._of = side.now("actor", role.of) if role.of else None
        self._name = side.name("actor", role.of) if role.of else None

    @property
    def text(self) -> str:
        """Title, for whom and when, in no language."""
        role = self._role
        span = f"{role.from_ or ''}\N{EN DASH}{role.to or ''}" if role.from_ or role.to else None
        return " · ".join(filter(None, (role.title, self._name, span)))

    def whole(self) -> Hashable:
        return (self._role.title, self._of, self._role.from_, self._role.to)

    def post(self) -> Hashable:
        return (self._role.title, self._of)

    def start(self) -> Hashable:
        return (self._of, self._role.from_)

    def title(self) -> Hashable:
        return self._role.title


def _name(name: Name) -> str:
    about = ", ".join(filter(None, (name.language, name.kind)))
    return f"{name.name} ({about})" if about else name.name
