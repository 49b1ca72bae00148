"""The words of a language that the rules go by, read from ``languages/<language>.yml``."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args, get_origin

import yaml

from onrecord.diagnostics import OnrecordError
from onrecord.reading.yaml_text import FASTEST_LOADER, PARSING_ERRORS

_SHORTEST_NOUN = 3  # letters; "m" is no title of a man whose feminine is "me"
_FOLDER = Path(__file__).parent / "languages"

Words: TypeAlias = frozenset[str]
Gender: TypeAlias = Literal["feminine", "masculine", "any", "plural", "thing", "self"]


class LanguageFault(OnrecordError):
    """The words of a language are missing, or its file is not as it should be."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb that says that somebody spoke."""

    base: str  #: its base form
    strong: bool  #: whether it says so wherever it is ("said", not "offered")
    #: how it is used: `finite`, `base` (after "to") or `participle` ("saying")
    form: Literal["finite", "base", "participle"] = "finite"


@dataclass(frozen=True)
class _Verbs:
    """How the file describes verbs."""

    #: base forms
    strong: Words
    weak: Words
    irregular: Mapping[str, Words]  #: all forms of a verb that no ending gives, by its base form
    #: the endings of the regular forms, by the ending of the base form; the first fits
    endings: Mapping[str, Words]
    participles: Words  #: the endings of forms such as "saying"

    def cues(self) -> Iterator[tuple[str, Cue]]:
        """Each form with its verb; a form of two verbs belongs to the strong one."""
        for strong, verbs in ((False, self.weak), (True, self.strong)):
            for base in sorted(verbs):
                forms = self.irregular.get(base) or self._regular(base)
                for form in sorted(forms):
                    yield form, Cue(base, strong, self._form(base, form, forms))

    def _regular(self, base: str) -> Words:
        ending = next(end for end in (*self.endings, "") if base.endswith(end))
        stem = base.removesuffix(ending)
        return frozenset({base, *(stem + end for end in self.endings.get(ending, ()))})

    def _form(self, base: str, form: str, forms: Words) -> Literal["finite", "base", "participle"]:
        if form == base:
            # "read" is what it was as well.
            return "finite" if forms == {base, base + "s", base + "ing"} else "base"
        return "participle" if form.endswith(tuple(self.participles)) else "finite"


@dataclass(frozen=True)
class Language:
    """The words of one language, in lower case. ``docs/how-to/draft-language.md`` has each key."""

    verbs: _Verbs
    cue_with: Mapping[str, Words]
    according: Words
    according_first: Words
    according_pronoun: Words
    auxiliaries: Words
    passive: Words
    adverb_endings: Words
    adverbs: Words
    determiners: Words
    definite: Words
    indefinite: Words
    articles: Mapping[str, Words]
    alone: Words
    prepositions: Words
    linking: Words
    conjunctions: Words
    coordinators: Words
    complementisers: Words
    relatives: Words
    manner: Words
    agents: Words
    pronouns: Mapping[str, Words]
    latter: Mapping[str, Words]
    first_named: Words
    object_pronouns: Words
    impersonal: Words
    gendered: Mapping[str, Words]
    not_speakers: Words
    particles: Words
    suffixes: Words
    titles: Words
    roles: Words
    spokesmen: Words
    relations: Words
    leaders: Mapping[str, Words]
    repeats: Words
    repeats_endings: Words
    former: Words
    demonstratives: Words
    lesser: Words
    demonyms: Mapping[str, Words]
    feminine: Words
    masculine: Words
    feminine_endings: Mapping[str, str]
    times: Words
    openers: Words
    opener_endings: Words
    organisations: Words
    plurals: Words
    abbreviations: Words
    clitics: Mapping[str, str]
    elisions: Words
    dropped: Words
    works: Words
    signs: Words
    written: Words
    elsewhere: Words
    charges: Words
    teasers: Words
    statements: Words
    sayings: Words
    stage: Words
    own: Words
    closings: Words
    questions: Words
    answers: Words
    interviews: Words
    interviewers: Words
    label_titles: Words
    not_labels: Words
    speaker_inside: bool
    cues: Mapping[str, Cue] = field(init=False)  #: verbs of speaking, by each of their forms
    #: what is feminine or masculine: given names, and nouns such as "mayoress"
    given_names: Words = field(init=False)
    #: the first words of phrases such as "according to"
    according_starts: Words = field(init=False)
    genders: Mapping[str, Gender] = field(init=False)
    persons: Words = field(init=False)  #: nouns of one person whom the text may not name
    clausal: Words = field(init=False)  #: what no label of a turn has: verbs, pronouns
    called: Words = field(init=False)  #: nouns for somebody: titles, roles
    naming: Words = field(init=False)  #: what is before a title and is no verb of speaking
    helping: Words = field(init=False)  #: auxiliaries that are no prepositions
    adverb_ends: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        genders: dict[str, Any] = {
            word: gender for gender, words in self.pronouns.items() for word in words
        }
        object.__setattr__(self, "cues", dict(self.verbs.cues()))
        object.__setattr__(self, "genders", genders)
        verbs = {word for word, cue in self.cues.items() if cue.form == "finite"}
        clausal = self.auxiliaries | self.relatives | genders.keys() | verbs
        object.__setattr__(self, "clausal", clausal)
        object.__setattr__(self, "called", self.titles | self.roles | self.repeats)
        object.__setattr__(self, "naming", self.works - self.cues.keys())
        object.__setattr__(self, "helping", self.auxiliaries - self.prepositions)
        object.__setattr__(self, "adverb_ends", tuple(self.adverb_endings))
        object.__setattr__(self, "given_names", self.feminine | self.masculine)
        phrases = self.according | self.according_first | self.according_pronoun
        starts = frozenset(phrase.split()[0] for phrase in phrases)
        object.__setattr__(self, "according_starts", starts)
        nouns = self.repeats | self.spokesmen | self.relations
        several = {word + "s" for word in nouns | self.roles}
        object.__setattr__(self, "persons", nouns - self.organisations - several)

    def is_person(self, pronoun: str) -> bool:
        """Whether a pronoun means one person who was named before."""
        own = (self.gendered.get(gender, ()) for gender in ("feminine", "masculine"))
        return any(pronoun in words for words in own) or any(
            pronoun in words for words in self.latter.values()
        )

    def is_addressed(self, words: str) -> bool:
        """Whether people say ``words`` of themselves or to each other, as with "I", or ask."""
        return "?" in words or not self.own.isdisjoint(re.findall(r"\w+", words.lower()))

    def is_role(self, word: str) -> bool:
        """Whether ``word`` is a role or a title."""
        return word in self.roles or word in self.titles

    def is_of_person(self, word: str) -> bool:
        """Whether ``word`` is a given name or may be before a name."""
        return word in self.given_names or self.is_title(word)

    def is_title(self, word: str) -> bool:
        """Whether ``word`` may be before a name: a title, "Norwegian", "former"."""
        return word in self.titles or word in self.demonyms or word in self.former

    def is_adverb(self, word: str) -> bool:
        """Whether ``word`` may be between a subject and its verb without changing who speaks."""
        ends = word.endswith(self.adverb_ends) and len(word) > 4
        return word in self.adverbs or (
            ends and word not in self.roles and word not in self.organisations
        )


def languages() -> tuple[str, ...]:
    """The languages there are words of."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yml")))


def code_of(tag: str | None) -> str:
    """The code under which we have words of the language ``tag``; empty if we have none."""
    code = (tag or "").replace("_", "-").partition("-")[0].lower()
    return code if code in languages() else ""


def load_language(tag: str) -> Language:
    """The words of the language ``tag``, or of the one it is a kind of (``en`` for ``en-GB``).

    Raises:
        LanguageFault: there are none; its file has a fault.
    """
    code = code_of(tag)
    if not code:
        known = ", ".join(languages())
        raise LanguageFault(
            f"quotes cannot be found in a text in {tag!r}",
            f"there are words of these languages: {known}; docs/how-to/draft-language.md says how "
            "to add one",
        )
    return _load(code)


@cache
def _load(code: str) -> Language:
    name = f"languages/{code}.yml"
    try:
        text = (_FOLDER / f"{code}.yml").read_text(encoding="utf-8")
        data = yaml.load(text, Loader=FASTEST_LOADER)  # noqa: S506 - it builds plain data alone
    except (OSError, *PARSING_ERRORS) as fault:
        raise LanguageFault(f"{name} cannot be read: {fault}") from fault
    return _with_given_names(checked_language(data, name))


def _with_given_names(language: Language) -> Language:
    """``language`` with the given names of all languages; what it says itself goes first.

    And with the nouns that it has of both a man and a woman, such as "chairman".
    """
    known = json.loads((_FOLDER / "given_names.json").read_text(encoding="utf-8"))
    women, men = (frozenset(" ".join(known[of]).split()) for of in ("feminine", "masculine"))
    nouns = language.roles | language.repeats | language.titles
    pairs = {
        (noun, noun.removesuffix(of_woman) + of_man)
        for of_woman, of_man in language.feminine_endings.items()
        for noun in nouns
        if noun.endswith(of_woman) and len(noun) > _SHORTEST_NOUN
    }
    women |= {woman for woman, man in pairs if man in nouns}
    men |= {man for _, man in pairs if man in nouns}
    return replace(
        language,
        feminine=language.feminine | (women - language.masculine),
        masculine=language.masculine | (men - language.feminine),
    )


def checked_language(data: object, name: str) -> Language:
    """The words that the file ``name`` holds as ``data``.

    Raises:
        LanguageFault: a key is missing, unknown or not what it should be.
    """
    read: dict[str, Any] = _read(Language, data, name, "")
    unknown = set(read["pronouns"]) - set(get_args(Gender))
    if unknown:
        raise LanguageFault(f"{name}: pronouns: there is no {min(unknown)!r}")
    return Language(**read)


def _read(model: type, data: object, name: str, above: str) -> dict[str, Any]:
    wanted = {item.name: item.type for item in fields(model) if item.init}
    if not isinstance(data, dict):
        raise LanguageFault(f"{name}: {above or 'the file'} must be a mapping")
    for key in data:
        if key not in wanted:
            raise LanguageFault(f"{name}: there is no key {above}{key}")
    return {
        key: _value(kind, data.get(key), f"{name}: {above}{key}", name)
        for key, kind in wanted.items()
    }


def _value(kind: object, value: object, place: str, name: str) -> object:
    if value is None:
        raise LanguageFault(f"{place} is missing")
    if kind is _Verbs:
        return _Verbs(**_read(_Verbs, value, name, "verbs."))
    if kind is bool:
        if not isinstance(value, bool):
            raise LanguageFault(f"{place} must be true or false")
        return value
    if get_origin(kind) is None or get_origin(kind) is frozenset:
        return _words(value, place)
    if not isinstance(value, dict):
        raise LanguageFault(f"{place} must be a mapping")
    of_words = get_args(kind)[1] is not str
    return {
        str(key): _words(item, f"{place}.{key}") if of_words else str(item)
        for key, item in value.items()
    }


def _words(value: object, place: str) -> Words:
    """The words of a text that has spaces between them, or of a list of phrases."""
    if isinstance(value, str):
        return frozenset(value.split())
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return frozenset(value)
    raise LanguageFault(f"{place} must be words, or a list of phrases in quotation marks")
