"""Whom a mention means: a name, a title, a pronoun or a description, as an actor of the desk."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .descriptions import Descriptions
from .desk_actors import DeskActors, fold
from .language_words import Language
from .names_in_text import Figure, Named, NamesInText
from .pronouns import Antecedents, gender_of, gender_of_owner
from .source_text import Span
from .subjects import ParsedParagraph

WRITER = "the writer is speaking, or somebody whom the text does not name here"
PRONOUN = "a pronoun; the nearest fitting name was taken"
ROLE = "only a role or a description is named"
SEVERAL_OF_NAME = "several people in the text have this name"
SEVERAL = "several speakers are named"
SEVERAL_ON_DESK = "several people of the desk have this name"
NOT_ON_DESK = "the desk has no such actor"
NOBODY = "the text names nobody"
SPOKESMAN = "speaks for somebody else and is not named"

_PARTY = re.compile(r"(?<=[^\W\dA-Z]{4}) \(?[A-Z]{2,}\b\)?(?= )")
_HEAD = 600  # characters in which somebody may be called "he" before he is named
_LONGEST_ROLE = 5  # words of "the former head of state"


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a mention means."""

    actor: str | None  #: an id of the desk, if it has one
    name: str | None  #: the fullest name that the text gives, else the words of the mention
    doubt: str = ""  #: why that is not sure; empty if it is
    figure: Figure | None = None  #: whom of the text
    is_role: bool = False  #: whether the name is that of an unnamed spokesman


class Mentions:
    """Resolves the mentions of one text."""

    def __init__(
        self,
        text: str,
        paragraphs: Sequence[ParsedParagraph],
        people: DeskActors,
        language: Language,
    ) -> None:
        self._text = text
        self._words = frozenset(re.findall(r"\w+", fold(text)))
        self._people = people
        self._language = language
        self.names = NamesInText(text, paragraphs, language)
        self._mark_actors()
        self._actors: dict[Figure, str | None] = {}
        self._antecedents = Antecedents(paragraphs, self.names, language)
        self._descriptions = Descriptions(text, self.names, self._antecedents, language)
        self._antecedents.resolve(self._figure_at)

    def meant(self, mention: Span) -> Meant:
        """Whom the words at ``mention`` mean."""
        words = self._text[slice(*mention)]
        lower = words.lower().replace("’", "'")
        gender = gender_of(lower, self._language)
        if gender:
            return self._pronoun(mention, gender)
        actor = self._people.named(words)
        inside = self.names.inside(mention)
        if actor and not (inside and inside[0].alone and self._is_other(inside[0], actor)):
            return Meant(actor, self._full_name(inside, words), figure=_first(inside))
        if known := self._added(mention, lower) or self._owned(mention, lower, inside):
            return known
        head = self._head(inside, mention)
        if head:
            apposed = self._named_behind(head, mention)
            return self._named(apposed or head, mention, (apposed,) if apposed else inside)
        return self._described(mention, words)

    # -- names

    def _mark_actors(self) -> None:
        """Let pronouns of a person mean those whom the desk knows, and none of its bodies."""
        for figure in self.names.figures:
            known = self._people.named(figure.name)
            kind = self._people.actors[known].kind if known else None
            figure.body = figure.body or kind in ("organisation", "state")
            figure.personal = figure.personal or kind == "person"

    def actor_of(self, figure: Figure) -> str | None:
        """The desk's actor that a figure of the text is."""
        if figure not in self._actors:
            known = self._people.named(figure.name)
            if known is None and not figure.body and figure.given:
                known = self._people.person(figure.name)
            elif known is None and not figure.body:
                titles = sorted(figure.nouns)
                known = self._people.titled(figure.surname, titles, self._language)
                known = known or self._people.called(figure.surname, self._words)
            self._actors[figure] = known
        return self._actors[figure]

    def are_several(self, figure: Figure) -> bool:
        """Whether several people of the desk have the surname that is all a text says."""
        known = self._people.with_surname(figure.surname)
        return len(known) > 1 and not figure.given and not figure.body

    def _not_found(self, figure: Figure) -> str:
        return SEVERAL_ON_DESK if self.are_several(figure) else NOT_ON_DESK

    def _is_other(self, named: Named, actor: str) -> bool:
        """Whether a name that is also an actor's is short for somebody else's in this text."""
        return len(named.figure.given) > 0 and self.actor_of(named.figure) != actor

    @staticmethod
    def _full_name(inside: Sequence[Named], words: str) -> str:
        return inside[0].figure.name if inside and inside[0].alone else words

    def _head(self, inside: Sequence[Named], mention: Span) -> Named | None:
        """The name that a phrase is about: not "Aldmoor" in "the mayor of Aldmoor"."""
        for named in inside:
            before = self._text[mention[0] : named.start].lower().replace("’", "'")
            if self._is_party(named, before.split()) or before.endswith("("):
                continue
            whole = named.end >= mention[1] and self._is_person_behind(named, before.split()[-1:])
            if whole or not self._is_linked_to(before.split()):
                behind = self._text[named.end : named.end + 2].replace("’", "'")
                if behind != "'s" or named.end >= mention[1]:
                    return named
        return None

    def _named_behind(self, head: Named, mention: Span) -> Named | None:
        """Who is named behind what he is of: "the captain of the Rose, Tom Lund, said"."""
        before = self._text[mention[0] : head.start].lower().replace("’", "' ").split()
        language = self._language
        role = len(before) > 2 and before[0] in language.definite
        role = role and language.is_role(before[1]) and not language.linking.isdisjoint(before)
        apposed = self.names.right_behind(mention[1], self._text) if role else None
        closed = apposed and self._text[apposed.end : apposed.end + 1] in (",", ")")
        human = apposed and apposed.figure.given and not apposed.figure.body
        return apposed if apposed and closed and human else None

    def _is_party(self, named: Named, before: Sequence[str]) -> bool:
        """Whether a name is an adjective between a role and what it is of: « le député PS »."""
        language = self._language
        persons = language.titles & language.persons
        return (
            language.speaker_inside
            and len(before) > 1
            and before[-1] in persons
            and self._text[named.start : named.start + 2].isupper()
            and not named.figure.given
        )

    def _is_person_behind(self, named: Named, last: Sequence[str]) -> bool:
        """Whether a phrase ends with somebody's whole name: "the chief of police Mia Brandt"."""
        joins = self._language.linking | self._language.determiners
        return bool(named.figure.given) and named.figure.is_human and joins.isdisjoint(last)

    def _is_linked_to(self, before: Sequence[str]) -> bool:
        """Whether the words before a name say whose somebody is: "the minister for the"."""
        language = self._language
        for word in reversed(before):
            if word in language.linking:  # the French "du" is an article, too
                return True
            # "the president of the region Aldmoor"
            if word not in language.determiners and word not in language.organisations:
                break
        return False

    def _named(self, named: Named, mention: Span, inside: Sequence[Named]) -> Meant:
        figure = named.figure
        words = self._text[slice(*mention)]
        behind = self._text[named.end : mention[1]].lower().split()
        language = self._language
        nouns = language.roles | language.repeats
        last = inside[-1]
        between = self._text[named.end : last.start].split()
        if between and last.end == mention[1] and last.figure.may_be_human:
            joins = language.linking | language.prepositions | language.conjunctions
            if joins.isdisjoint(between) and not any(word[0].isupper() for word in between):
                return self._named(last, mention, (last,))  # "the Aldmoor cartoonist Tom Brandt"
        if behind and (behind[0] in nouns or behind[0] in language.leaders):
            return self._described(mention, words)  # "the Aldmoor mayor"
        if words.split()[-1].lower() in language.titles and " " in words:
            apposed = self.names.right_behind(mention[1], self._text)
            if apposed and apposed.figure.given and apposed.figure.is_human:
                # "Port Authority Chair, Mia Brandt"
                return self._named(apposed, (apposed.start, apposed.end), (apposed,))
        # An actor may be called by a part of the name that the text has elsewhere.
        actor = self.actor_of(figure) or self._body_named(named)
        doubt = "" if actor else self._not_found(figure)
        if named.ambiguous:
            doubt = SEVERAL_OF_NAME
        several = len(inside) > 1 and any(word in language.coordinators for word in behind)
        if several:
            doubt = SEVERAL
        return Meant(actor, figure.name, doubt, figure)

    def _body_named(self, named: Named) -> str | None:
        """The body on the desk that these very words name, which are nobody's surname."""
        words = self._text[named.start : named.end]
        actor = self._people.named(words) if fold(words) != named.figure.surname else None
        return actor if actor and self._people.actors[actor].kind != "person" else None

    def _added(self, mention: Span, lower: str) -> Meant | None:
        """Who is named right before what is added: "Brandt, a docker", "Brandt, head of"."""
        first, language = lower.partition(" ")[0], self._language
        named = self.names.right_before(mention[0], self._text)
        if named is None and first in language.indefinite:
            named = self.names.apposed_to(mention[0], self._text)
        adds = language.is_role(first) or first in language.indefinite
        human = adds and named is not None and named.figure.is_human
        return self._named(named, (named.start, named.end), (named,)) if named and human else None

    # -- those who belong to somebody

    def _owned(self, mention: Span, lower: str, inside: Sequence[Named]) -> Meant | None:
        """Somebody's spokesman or brother, who is never that somebody."""
        language = self._language
        words = lower.replace(",", " ").split()
        owners = language.spokesmen | language.relations
        place = next((n for n, word in enumerate(words) if word in owners), None)
        members = not inside and words[-1] in language.organisations  # "the dockers' union"
        endings = ("'s",) if members else ("'s", "s'")
        possessive = any(word.endswith(endings) for word in words[:-1])
        owner = gender_of_owner(words[0], language)
        if owner and place is None and any(word in language.sayings for word in words):
            return self._pronoun(mention, owner)  # "her post last night"
        again = words[0] in language.definite and words[-1] in language.repeats - language.spokesmen
        owned = possessive or (place is not None and not again)  # not of "the Aldmoor coach"
        if not owned or (inside and self._is_whole(inside[0], mention)):
            return None
        apposed = self.names.right_behind(mention[1], self._text)
        if possessive and inside and words[-1] in language.sayings:
            return self._named(inside[0], mention, inside[:1])  # "Brandt's reply"
        name = self._name_after(mention, words, place, inside) or apposed
        if place is None and self._is_owned_name(mention, inside):
            name = inside[-1]  # "the Gazette's Otto Beck", "the union's leader Otto Beck"
        if name and (not name.figure.body or self._text[name.end : name.end + 1] in (",", ")")):
            return self._named(name, mention, (name,))
        if place is not None and not possessive and not inside:
            return None
        name_of = self._text[slice(*mention)]
        speaks_for = language.spokesmen - language.organisations
        unnamed = place is not None and words[place] in speaks_for and bool(inside)
        if unnamed:
            first, _, rest = " ".join(name_of.split()).partition(" ")
            name_of = rest if first.lower() in language.determiners else f"{first} {rest}"
            name_of = name_of[:1].upper() + name_of[1:]
        role = self._people.with_role(lower, language) or self._people.named(name_of)
        return Meant(role, name_of, ROLE if role else SPOKESMAN, is_role=unnamed)

    def _is_owned_name(self, mention: Span, inside: Sequence[Named]) -> bool:
        """Whether a mention ends with a name, before which its owner is named."""
        if not inside or inside[-1].end != mention[1]:
            return False
        before = self._text[mention[0] : inside[-1].start].lower().replace("’", "'").split()
        return any(word.endswith(("'s", "s'")) for word in before)

    def _is_whole(self, named: Named, mention: Span) -> bool:
        """Whether a mention is a body's name alone, or that of somebody "of" something."""
        before = self._text[mention[0] : named.start].lower().split()
        behind = self._text[named.end : mention[1]].lower().split()
        if not named.figure.body:
            return not before and bool(behind) and behind[0] in self._language.linking
        whole = not behind and " " in self._text[named.start : named.end]
        return whole and all(word in self._language.determiners for word in before)

    def _name_after(
        self, mention: Span, words: Sequence[str], place: int | None, inside: Sequence[Named]
    ) -> Named | None:
        """The name behind the noun: "her lawyer Ivan Ode", "Brandt spokesman Ivan Ode"."""
        if place is None or not inside:
            return None
        last = inside[-1]
        between = self._text[mention[0] : last.start].lower().split()
        if not any(word in words[: place + 1] and word == words[place] for word in between):
            return None
        return None if self._is_linked_to(between) or last.figure.body else last

    # -- roles and descriptions

    def _described(self, mention: Span, words: str) -> Meant:
        if self._language.speaker_inside:
            words = _PARTY.sub("", words)  # « le président PS du conseil »
        apposed = self.names.right_behind(mention[1], self._text)
        closed = apposed and self._text[apposed.end : apposed.end + 1] in (",", ")", ".", ":")
        fits = closed or any(map(self._language.is_role, words.lower().split()))
        if apposed and apposed.figure.body and fits:
            apposed = self.names.with_role(apposed, self._text) or apposed
        if apposed and fits and not (apposed.figure.body and self._is_of_person(words)):
            return self._named(apposed, (apposed.start, apposed.end), (apposed,))
        told = self._descriptions
        if figure := told.leader(mention, words) or told.body(mention, words):
            return Meant(self.actor_of(figure), figure.name, ROLE, figure)
        actor = self._people.with_role(words, self._language)
        figure = next((each for each in self.names.figures if self.actor_of(each) == actor), None)
        if actor and (figure or self._people.is_about_office(actor, self._words, self._language)):
            return Meant(actor, figure.name if figure else words, ROLE, figure)
        if named := self._by_name(mention, words):
            return named
        figure = self._descriptions.figure(mention, words)
        if figure:
            return Meant(self.actor_of(figure), figure.name, ROLE, figure)
        known = self._body(words)
        return Meant(known, self._descriptions.name_in(words), ROLE if known else NOT_ON_DESK)

    def _is_of_person(self, words: str) -> bool:
        """Whether a description is of a person: "the president of the Harbour Union"."""
        titles = self._language.titles - self._language.organisations
        return any(word in titles for word in words.lower().split()[1:2])

    def _by_name(self, mention: Span, words: str) -> Meant | None:
        """Who has the name ``words``, or has one in them: « a confié le gardien Tom Lund »."""
        figure, name = self.names.called(words), words
        if not (figure and all(word[0].isupper() for word in words.split())):
            figure = None
            name = self._descriptions.name_in(words)
            if self.names.inside(mention) or " " not in name or not name.istitle():
                return None
        if figure is None or " " in name:
            figure = self.names.in_full(name)
        actor = self.actor_of(figure)
        return Meant(actor, figure.name, "" if actor else self._not_found(figure), figure)

    def note_speaker(self, mention: Span) -> None:
        """Let what follows mean whoever is named at ``mention``, within quoted words."""
        if figure := self.meant(mention).figure:
            self._antecedents.add(mention, figure)

    def _body(self, words: str) -> str | None:
        """The one organisation of the desk that "the union" is short for."""
        noun = words.lower().partition(" ")[2]
        return self._people.body_called(noun) if noun in self._language.organisations else None

    # -- pronouns

    def _figure_at(self, span: Span) -> Figure | str | None:
        """The figure that a subject names, or the gender of a pronoun."""
        words = self._text[slice(*span)]
        gender = gender_of(words.lower(), self._language)
        if gender:
            return gender
        meant = self.meant(span)
        return meant.figure or self._unnamed(meant, words.lower().split())

    def _unnamed(self, meant: Meant, words: Sequence[str]) -> Figure | None:
        """Somebody whom the text only describes, and whom a pronoun may mean as well."""
        language = self._language
        if words[0] not in language.definite | language.indefinite or len(words) > _LONGEST_ROLE:
            return None
        ends = (at for at, word in enumerate(words) if at > 1 and word in language.linking)
        head = words[1 : next(ends, len(words))]
        head = head if language.speaker_inside else head[-1:]  # « un diplomate européen »
        roles = [word for word in head if word in language.persons][:1]
        if not roles:
            return None
        feminine, masculine = (
            any(word in known for word in roles)
            for known in (language.feminine, language.masculine)
        )
        figure = Figure(meant.name or " ".join(words), "", personal=True)
        if feminine != masculine:
            figure.gender = "feminine" if feminine else "masculine"
        self._actors[figure] = meant.actor
        return figure

    def _pronoun(self, mention: Span, gender: str) -> Meant:
        words = self._text[slice(*mention)].lstrip("-")  # « a-t-elle »
        if gender == "self":
            return Meant(None, words, WRITER)
        figure = self._antecedents.of(mention[0], gender) or self._named_later(mention, gender)
        if figure is None:
            return Meant(None, words, NOBODY)
        actor = self.actor_of(figure)
        if not figure.surname and actor is None:
            return Meant(None, figure.name, NOT_ON_DESK)
        return Meant(actor, figure.name, PRONOUN, figure)

    def _named_later(self, mention: Span, gender: str) -> Figure | None:
        """Who is named behind a pronoun at the head of a text: "He is late. Tom Brandt is"."""
        if gender not in ("feminine", "masculine") or mention[0] > _HEAD:
            return None
        for named in self.names.behind(mention[1]):
            if named.start - mention[1] > _HEAD:
                break
            if named.figure.given and named.figure.is_human:
                return named.figure if named.figure.gender in (gender, None) else None
        return None


def _first(inside: Sequence[Named]) -> Figure | None:
    return inside[0].figure if inside else None
