"""Whom descriptions mean: "the lawmaker", "a driver"; and what kind of actor a name is of."""

import re
from collections.abc import Sequence
from itertools import takewhile

from onrecord.records import ActorKind

from .desk_actors import fold
from .language_words import Language
from .name_runs import is_body
from .names_in_text import Figure, NamesInText
from .pronouns import SOMEBODY, Antecedents
from .source_text import Span
from .written_names import role_beside

_LONGEST_REPEAT = 7  # words of "the head of the state"
_LONGEST_POINTED = 6  # words of "ce petit bout de femme"
_NEAR = 10_000  # characters in which a description may have been introduced
_LATER = 600  # characters between a description and the name that follows it


class Descriptions:
    """Finds the figures of one text that its descriptions mean."""

    def __init__(
        self, text: str, names: NamesInText, antecedents: Antecedents, language: Language
    ) -> None:
        self._text = text
        self._names = names
        self._antecedents = antecedents
        self._language = language
        self._once = tuple(word for word in language.former if word.endswith("-"))

    def figure(self, mention: Span, words: str) -> Figure | None:
        """The figure that the ``words`` at ``mention`` describe."""
        plain = self._plain(words)
        return (
            self._with_role(mention, plain)
            or self._pointed_at(mention, words.split()[1:_LONGEST_POINTED])
            or self._named_again(mention, plain)
            or self._called_later(mention, plain)
            or self._introduced(mention, plain)
        )

    def body(self, mention: Span, words: str) -> Figure | None:
        """The body named last before "the union" whose name has this noun."""
        language = self._language
        article, _, noun = words.lower().partition(" ")
        if article not in language.definite or noun not in language.organisations:
            return None
        before = (named.figure for named in self._names.before(mention[0]))
        return next(
            (each for each in before if each.body and noun in fold(each.name).split()), None
        )

    def name_in(self, words: str) -> str:
        """The name in ``words``: of "Me Mia Brandt", "l'ailier Tom Lund", "the Harbour Bank"."""
        language, parts = self._language, words.replace("’", "' ").split()
        called = (n for n, word in enumerate(parts) if word.lower() in language.called)
        first = 1 + max(called, default=-1)
        article = parts[0].lower() in language.definite
        if not first and article:
            first = next((n for n, word in enumerate(parts[:3]) if word[0].isupper() and n), 0)
        name = parts[first:]
        if article and first == 1 and len(parts) > 1:
            return re.sub(r"^[^\s’']+(?:[’']|\s+)", "", words)
        body = first and parts[first - 1] in language.organisations
        named = len(name) in range(1 if body else 2, 5) and all(map(str.istitle, name))
        return " ".join(name) if first and named else words

    @staticmethod
    def _plain(words: str) -> list[str]:
        return words.lower().replace("’", "'").replace("l'", "l' ").split()

    def leader(self, mention: Span, words: str) -> Figure | None:
        """Whom "the head of state" means: a president whom the text has named."""
        known, words = self._language.leaders.items(), fold(words)
        roles = [
            set(role.split())
            for key, roles in known
            if " " in key and key in words
            for role in roles
        ]
        if not roles:
            return None

        def leads(figure: Figure) -> bool:
            return any(role <= figure.nouns for role in roles)

        figure = self._antecedents.of(mention[0], SOMEBODY, prefers=leads)
        return figure if figure and leads(figure) else None

    def _with_role(self, mention: Span, plain: list[str]) -> Figure | None:
        """The last figure named with this very role: "the minister for ports"."""
        role = " ".join(plain[1:])
        if plain[0] not in self._language.definite or " " not in role:
            return None
        before = takewhile(
            lambda named: mention[0] - named.start < _NEAR, self._names.before(mention[0])
        )
        figures = (named.figure for named in before)
        return next((figure for figure in figures if _has_role(figure, role)), None)

    def _pointed_at(self, mention: Span, nouns: Sequence[str]) -> Figure | None:
        """Who was named just before: « cet électricien de la ville voisine », « ce Lillois »."""
        language = self._language
        article = self._text[slice(*mention)].split()[0].lower()
        if article not in language.demonstratives:
            return None
        known = language.repeats | (language.roles - language.spokesmen)  # not « cette source »
        endings = tuple(language.repeats_endings)
        fits = (
            word.lower()
            for word in nouns
            if word in known or word.endswith(endings) or word[0].isupper()
        )
        return self._nearest(mention, next(fits, None))

    def _named_again(self, mention: Span, plain: list[str]) -> Figure | None:
        """Who was named just before, and is now only called "the lawmaker"."""
        language = self._language
        endings = tuple(language.repeats_endings)
        once = plain[1:2] and plain[1] in language.former  # "the former director of the harbour"
        origin = self._text[slice(*mention)].split()[1:2]  # « le Bernois au journal de la ville »
        once = once or bool(origin and origin[0][0].isupper() and origin[0].endswith(endings))
        if plain[0] not in language.definite or (len(plain) > _LONGEST_REPEAT and not once):
            return None
        joins = language.linking & language.prepositions
        ends_at = next((at for at, word in enumerate(plain) if at > 1 and word in joins), None)
        plain = plain[:ends_at]  # not « ministre » in « le cabinet du ministre »
        noun = next((word for word in plain if word in language.repeats), None)
        noun = noun or next((word for word in plain[1:2] if word.startswith(self._once)), None)
        ends = plain[-1].endswith(endings)
        aged = all(word in language.former for word in plain[1:-1])
        titled = plain[-1] in language.titles - language.organisations
        if noun is None and len(plain) == 3 and plain[1] in language.former:
            noun = plain[2]  # "the former docker"
        if noun is None and language.speaker_inside and len(plain) == 3:
            known = plain[1].endswith(endings)
            noun = plain[1] if known else None  # « le talonneur toulousain »
        # « le ministère » alone is one named before, « le ministère des Transports » names itself.
        body = len(plain) == 2 and plain[-1] in language.organisations and ends_at is None
        known = (ends and aged) or titled or body
        if noun is None and known and plain[-1] not in language.spokesmen:
            noun = plain[-1]
        return self._nearest(mention, noun)

    def _nearest(self, mention: Span, noun: str | None) -> Figure | None:
        """The nearest figure that ``noun`` may describe."""
        language = self._language
        if noun is None or self._is_unnamed(mention, noun):
            return None
        article, *words = self._text[slice(*mention)].split()
        role = noun in language.titles and noun in words  # not "the Kentucky Republican"
        role = role and noun not in language.repeats
        gender = self._gender(noun, self._plain(article)[0])
        prefers = (_FitsNoun if role or gender == "thing" else _HasNoun)(noun, language)
        figure = self._antecedents.of(mention[0], gender, None, prefers, named=True)
        if figure is None or (role and not prefers(figure)):
            return None  # "the judge" is nobody of whom another role is known
        figure.nouns.add(noun)
        return figure

    def _is_unnamed(self, mention: Span, noun: str) -> bool:
        """Whether the text has introduced somebody without a name by ``noun``: "a student".

        Nobody whom it names first behind that may be meant, then.
        """
        articles = "|".join(sorted(self._language.indefinite))
        before = rf"\b(?:{articles})\s(?:\w+\s){{0,2}}{re.escape(noun)}\b"
        start = max(0, mention[0] - _NEAR)
        introduced = list(re.finditer(before, self._text[start : mention[0]], re.IGNORECASE))
        if not introduced:
            return False
        at = start + introduced[-1].start()
        earlier = {named.figure for named in self._names.before(at)}
        return not any(
            named.figure.is_human and not named.alone and named.figure not in earlier
            for named in self._names.before(mention[0])
            if named.start > at
        )

    def _gender(self, noun: str, article: str) -> str:
        language = self._language
        if noun in language.organisations:
            return "thing"
        of = (("feminine", language.feminine), ("masculine", language.masculine))
        known = next((gender for gender, nouns in of if noun in nouns), None)
        articles = language.articles.items()
        return known or next((each for each, words in articles if article in words), SOMEBODY)

    def _role(self, plain: list[str]) -> str | None:
        """The role at the start of a description; ``None`` if no person has it."""
        language = self._language
        head = next((at for at, word in enumerate(plain) if word in language.linking and at), None)
        noun = plain[: head or len(plain)][-1]
        roles = (language.roles | language.titles) - language.spokesmen
        return noun if noun in roles else None

    def _called_later(self, mention: Span, plain: list[str]) -> Figure | None:
        """The only figure named after its role: "a driver … Otto Falk, driver"."""
        noun = self._role(plain)
        if noun is None or (plain[0] in self._language.indefinite and not self._is_first(mention)):
            return None  # "a docker" amid a text is somebody whom it does not name
        found = [
            figure for figure in self._names.figures if noun in figure.nouns and not figure.body
        ]
        return found[0] if len(found) == 1 else None

    def _is_first(self, mention: Span) -> bool:
        """Whether a description is in the first paragraph of the text."""
        return "\n" not in self._text[: mention[0]].strip()

    def _introduced(self, mention: Span, plain: list[str]) -> Figure | None:
        """The figure named in the next paragraph, after "A driver has told …" in the first."""
        noun = self._role(plain)
        articles = self._language.definite | self._language.indefinite
        if noun is None or plain[0] not in articles or not self._is_first(mention):
            return None
        if noun in self._language.organisations:
            return None  # "The teachers' union" is nobody whom the next paragraph names
        for named in self._names.behind(mention[1]):
            figure = named.figure
            if named.start - mention[1] > _LATER:
                break
            if figure.body or named.alone:
                continue
            opens = self._text[: named.start].endswith("\n")
            others = (each for each in figure.nouns if " " not in each and each != noun)
            return figure if opens and not any(others) else None
        return None


class _HasNoun:
    """Whether the text calls a figure by a noun, or by one that is a kind of it."""

    def __init__(self, noun: str, language: Language) -> None:
        self._nouns = {noun, *language.leaders.get(noun, ())}
        self._roles = language.roles | language.titles | language.repeats

    def __call__(self, figure: Figure) -> bool:
        return bool(self._nouns & figure.nouns)


class _FitsNoun(_HasNoun):
    """Whether a figure may be called by a noun: it has no other role in the text."""

    def __call__(self, figure: Figure) -> bool:
        if figure.body:
            return not self._nouns.isdisjoint((*figure.nouns, *fold(figure.name).split()))
        return super().__call__(figure) or (figure.is_human and not figure.nouns & self._roles)


def _has_role(figure: Figure, role: str) -> bool:
    """Whether a figure has this ``role`` in the text, perhaps with more words around it."""
    return any(role == noun or noun.startswith(role + " ") for noun in figure.nouns)


def kind_of_name(name: str, text: str, language: Language) -> ActorKind | None:
    """The probable kind of the actor ``name`` in ``text``; None if unknown."""
    words = name.split()
    plain = [word.lower().strip(".,") for word in words]
    if not words:
        return None
    is_bodys = is_body(words, language)
    if fold(name) in {fold(each) for names in language.demonyms.values() for each in names}:
        return "bloc" if is_bodys else "state"
    if not (language.spokesmen & language.persons).isdisjoint(plain):
        return "unnamed"  # "a spokesman for the port"
    if is_bodys:
        return "organisation"
    if plain[-1] in language.spokesmen:
        return "group"  # "the port's team"
    titled = re.finditer(
        rf"([^\W\d_]+)\.? (?:{re.escape(name)}|{re.escape(words[-1])})(?!\w)", text
    )
    is_person = (
        plain[0].partition("-")[0] in language.given_names
        or any(found[1].lower() in language.titles for found in titled)
        or role_beside(name, text, language)
    )
    return "person" if is_person else None
