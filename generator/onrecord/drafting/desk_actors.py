"""Who may be meant: the actors of a desk by every name, surname, title and role."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from copy import copy
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from operator import itemgetter
from typing import Self

from onrecord.desk.actors import holds
from onrecord.desk.desk import Desk
from onrecord.desk.naming import LETTERS
from onrecord.reading import without_accents
from onrecord.records import UNKNOWN, Actor, PartialDate, Role

from .language_words import Language

_SPEAKS_IN_PERSON = frozenset({"person", "unnamed", "office"})


@lru_cache(maxsize=50_000)  # the names of a desk are asked for in each text
def fold(name: str) -> str:
    """``name`` in lower case, without accents, full stops and ``'s``; words with one space."""
    text = without_accents(name.lower().replace("’", "'")).translate(LETTERS).replace(".", "")
    return " ".join(word.removesuffix("'s").removesuffix("'") for word in text.split())


@dataclass(frozen=True)
class DeskActors:
    """The actors of a desk, as a text may name them."""

    actors: Mapping[str, Actor]  #: by id
    party: str | None = None  #: whose president "the president" is, where the text does not say
    on: PartialDate = UNKNOWN  #: the date of the text, for roles that end
    _names: Mapping[str, Sequence[str]] = field(init=False)
    _surnames: Mapping[str, Sequence[str]] = field(init=False)
    # The roles of people by each word of their titles; the number is the place among all roles.
    _titles: Mapping[str, Mapping[int, tuple[str, Role]]] = field(init=False)

    def __post_init__(self) -> None:
        names: defaultdict[str, list[str]] = defaultdict(list)
        surnames: defaultdict[str, list[str]] = defaultdict(list)
        titles: defaultdict[str, dict[int, tuple[str, Role]]] = defaultdict(dict)
        place = count()
        for actor_id, actor in sorted(self.actors.items()):
            for name in dict.fromkeys(filter(None, map(fold, names_of(actor)))):
                names[name].append(actor_id)
                if actor.kind == "person":
                    for surname in _surnames_of(name):
                        surnames[surname].append(actor_id)
            for role in actor.roles if actor.kind in _SPEAKS_IN_PERSON else ():
                number = next(place)
                for word in _title_words(fold(role.title)):
                    titles[word][number] = actor_id, role
        object.__setattr__(self, "_titles", dict(titles))
        object.__setattr__(self, "_names", dict(names))
        object.__setattr__(
            self, "_surnames", {name: list(dict.fromkeys(ids)) for name, ids in surnames.items()}
        )

    @classmethod
    def of(cls, desk: Desk, party: str | None = None, on: PartialDate | None = None) -> Self:
        """The actors of ``desk`` on the date ``on``, in a text of ``party``."""
        return cls(desk.actors, party, on or UNKNOWN)

    def in_text(self, party: str | None, on: PartialDate) -> Self:
        """The same actors, as a text of ``party`` on the date ``on`` may name them.

        Their names are put in order once, however many texts there are.
        """
        same = copy(self)
        object.__setattr__(same, "party", party)
        object.__setattr__(same, "on", on)
        return same

    def named(self, name: str) -> str | None:
        """The one actor that has exactly this name, with or without an article before it."""
        folded = fold(name)
        for spelling in (folded, *_without_first(folded)):
            found = self._names.get(spelling, ())
            if len(found) == 1:
                return found[0]
        return None

    def person(self, name: str) -> str | None:
        """The one person of this full name; a given name may be short or only an initial."""
        exact = self.named(name)
        if exact:
            return exact
        words = fold(name).split()
        found = self.with_surname(words[-1]) if words else ()
        if len(words) > 1:
            found = [
                id_ for id_ in found if any(self._given_fits(id_, word) for word in words[:-1])
            ]
        return found[0] if len(found) == 1 else None

    def body_called(self, noun: str) -> str | None:
        """The only organisation with a name that begins or ends with ``noun``: the union."""
        found = {
            id_
            for name, ids in self._names.items()
            if noun in (name.split()[0], name.split()[-1])
            for id_ in ids
            if self.actors[id_].kind == "organisation"
        }
        return found.pop() if len(found) == 1 else None

    def with_surname(self, surname: str) -> Sequence[str]:
        """The persons of this surname."""
        return self._surnames.get(fold(surname), ())

    def titled(self, surname: str, titles: Sequence[str], language: Language) -> str | None:
        """The one person of this surname; of several, the one whom the titles fit."""
        found = self.with_surname(surname)
        for gendered in (language.feminine, language.masculine):
            if len(found) > 1 and gendered & set(titles):
                given = {id_: fold(self.actors[id_].name).split()[0] for id_ in found}
                found = [id_ for id_ in found if given[id_] in gendered] or found
        if len(found) > 1:
            wanted = set(titles)
            found = [
                id_
                for id_ in found
                if any(
                    wanted & set(fold(role.title).split())
                    for role in self.actors[id_].roles
                    if holds(role, self.on)
                )
            ]
        return found[0] if len(found) == 1 else None

    def called(self, given: str, words: Set[str]) -> str | None:
        """The only person with this given name and a surname in ``words``: "the Brandts"."""
        found = [
            actor_id
            for actor_id, actor in self.actors.items()
            if actor.kind == "person"
            for first, *others in [fold(actor.name).split()]
            if first == given and others and words & {others[-1], others[-1] + "s"}
        ]
        return found[0] if len(found) == 1 else None

    def is_about_office(self, actor: str, words: Set[str], language: Language) -> bool:
        """Whether ``actor`` has an office that a text of ``words`` may mean without the name."""
        for role in self.actors[actor].roles:
            owner = self.actors.get(role.of or "")
            if owner and owner.kind != "organisation":
                return True
            title = fold(role.title).split()
            link = next((at for at, word in enumerate(title) if word in language.linking), None)
            names = names_of(owner) if owner else [" ".join(title[link + 1 :] if link else [])]
            parts = {part for name in names for part in fold(name).split()} - language.linking
            if not parts or words & parts:
                return True
        return False

    def in_label(self, label: str) -> str | None:
        """The only person with a whole name in ``label``, such as that of a turn."""
        words = fold(label.replace("(", " ").replace(")", " ").replace(",", " ")).split()
        found = {
            id_
            for start in range(len(words))
            for end in range(start + 2, min(start + 6, len(words) + 1))
            for id_ in self._names.get(" ".join(words[start:end]), ())
            if self.actors[id_].kind in _SPEAKS_IN_PERSON
        }
        return found.pop() if len(found) == 1 else None

    def with_role(self, words: str, language: Language) -> str | None:
        """Who holds the role in ``words``: "the foreign minister", "the Norwegian leader"."""
        plain = fold(words)
        wanted = [word for word in plain.split() if word not in language.determiners]
        wanted = [word for word in wanted if word not in language.linking]
        if not wanted or any(word in language.former for word in wanted):
            return None
        state = self._state(wanted, plain, language)
        title = [word for word in wanted if not self._names_state(word, state, language)]
        head = next((one for one in language.leaders if " " in one and one in plain), None)
        title = [head] if head else title  # "the head of state"
        held = list(dict.fromkeys(self._holders(title, state, language)))
        if len(held) > 1 and not state and self.party:
            held = [id_ for id_, of in self._roles_of(held) if of == self.party]
        return held[0] if len(set(held)) == 1 else None

    def described(self, words: str, language: Language) -> frozenset[str]:
        """All whom ``words`` may mean that name no person: "the union", "the union's chair".

        Who leads a body, or speaks for it, is meant by the body.
        """
        plain = fold(words)
        small = language.determiners | language.linking
        wanted = {*_title_words(plain)} - small
        fits = {id_ for id_ in self.actors if wanted and wanted <= self._words_of(id_)}
        heads = {word for lead in language.leaders.items() for word in (lead[0], *lead[1])}
        heads |= language.relations & language.spokesmen
        if fits or heads.isdisjoint(wanted):
            return frozenset(fits)
        bodies = [ids for name, ids in self._names.items() if f" {name} " in f" {plain} "]
        owners = {id_ for ids in bodies for id_ in ids}
        return frozenset(it for it in owners if self.actors[it].kind not in _SPEAKS_IN_PERSON)

    def is_named(self, actor_id: str, text: str) -> bool:
        """Whether ``text`` has a whole name of the actor."""
        within = f" {' '.join(_title_words(fold(text)))} "
        return any(f" {fold(name)} " in within for name in names_of(self.actors[actor_id]))

    def _words_of(self, actor_id: str) -> Set[str]:
        """The names of an actor and of whom it speaks for, and its titles."""
        roles = [role for role in self.actors[actor_id].roles if holds(role, self.on)]
        called = [role.title for role in roles]
        for id_ in (actor_id, *(role.of for role in roles)):
            actor = self.actors.get(id_ or "")
            called += names_of(actor) if actor else ()
        return {word for name in called for word in _title_words(fold(name))}

    def _holders(
        self, title: Sequence[str], state: str | None, language: Language
    ) -> Iterator[str]:
        leads = language.leaders.get(title[-1]) if len(title) == 1 else None
        leading = tuple({fold(lead) for lead in leads or ()})
        found = dict(self._titles.get(title[0], {})) if title else {}
        begun = {lead.split()[0] for lead in leading if lead}
        for word, roles in self._titles.items():
            if any(word.startswith(begin) for begin in begun):
                found |= roles
        for _, (actor_id, role) in sorted(found.items(), key=itemgetter(0)):
            if not holds(role, self.on) or (state and role.of != state):
                continue
            words = fold(role.title)
            if (title and _has_title(words, title, language)) or words.startswith(leading):
                yield actor_id

    def _roles_of(self, ids: Iterable[str]) -> Iterator[tuple[str, str | None]]:
        for actor_id in ids:
            for role in self.actors[actor_id].roles:
                if holds(role, self.on):
                    yield actor_id, role.of

    def _state(self, words: Sequence[str], plain: str, language: Language) -> str | None:
        """The actor whose adjective or name is in a role: Norway in "the Norwegian leader"."""
        for word in words:
            for name in sorted(language.demonyms.get(word, ())):
                found = self.named(name)
                if found:
                    return found
        parts = plain.split()
        runs = {
            " ".join(parts[start:end])
            for start in range(len(parts))
            for end in range(start + 1, len(parts) + 1)
        }
        names = sorted(runs & self._names.keys(), key=lambda name: (-len(name), self._names[name]))
        bodies = (self.body_called(word) for word in words[::-1] if word in language.organisations)
        return next(
            (
                self._names[name][0]
                for name in names
                if self.actors[self._names[name][0]].kind not in _SPEAKS_IN_PERSON
            ),
            next(filter(None, bodies), None),
        )

    def _names_state(self, word: str, state: str | None, language: Language) -> bool:
        if state is None:
            return False
        if word in language.demonyms:
            return True
        return any(word in fold(name).split() for name in names_of(self.actors[state]))

    def _given_fits(self, actor_id: str, given: str) -> bool:
        """Whether ``given`` may be short for the actor's given name, or the other way round."""
        for name in names_of(self.actors[actor_id]):
            for own in fold(name).split()[:-1]:
                short, long = sorted((own, given), key=len)
                if long.startswith(short):
                    return True
        return False


def names_of(actor: Actor) -> Iterator[str]:
    """Every name of ``actor``."""
    yield actor.name
    if actor.in_sentence:
        yield actor.in_sentence
    for other in actor.names:
        yield other.name


def _without_first(name: str) -> tuple[str, ...]:
    first, _, rest = name.partition(" ")
    return (rest,) if rest and first in ("the", "a", "an", "le", "la", "les") else ()


def _surnames_of(name: str) -> Iterator[str]:
    words = [word for word in name.split() if word not in ("jr", "sr", "ii", "iii")]
    if len(words) < 2:
        return
    yield words[-1]
    for start in range(1, len(words) - 1):
        yield " ".join(words[start:])


def _title_words(role: str) -> list[str]:
    return role.replace(",", " ").replace("-", " ").split()


def _has_title(role: str, title: Sequence[str], language: Language) -> bool:
    """Whether ``title`` names a role; "president" is no vice-president, nor a president's aide."""
    words = _title_words(role)
    if [*title] == [word for word in words if word not in language.linking]:
        return True  # "the minister of labour", in full
    linked = (place for place, word in enumerate(words) if place and word in language.linking)
    head = words[: next(linked, len(words))]
    return all(word in head for word in title) and not any(
        word in language.lesser and word not in title for word in head
    )
