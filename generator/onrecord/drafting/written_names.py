"""How a text writes a name: in capitals, by initials, with a role beside it, as a label."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import dropwhile, pairwise
from typing import NamedTuple

from .desk_actors import fold
from .language_words import Language, Words
from .name_runs import is_body
from .source_text import Span

# Given names and a surname.
_FULL_NAME = re.compile(r"[A-ZÀ-Ý][\w.’'-]*[^\WA-Z\d_]\.?(?: [A-ZÀ-Ý][\w’'-]*\.?){1,3}")
# A name with its initials behind it: "Rail and Transport Union (RTU)".
_EXPLAINED = re.compile(r" \([\"“]?([A-Z]{2,8})[\"”]?\)")
# A name with a shorter one behind it: "Harbour Rail plc (“Harbour”)".
_SHORTENED = re.compile(r" \((?:the |la |le )?[\"“«]\s?([^\W\d_][^()\"“”«»\n]{0,40})[\"”»]\)")
_SMALL = 4  # letters of a small word in a name: "and", "plc"
_WORDS_BEFORE, _CHARACTERS_BEFORE = 12, 200
_SHORT = 3  # letters of a word in capitals that may be no name: "CEO"
# What may be an apposition: ", minister of transport,"
_APPOSITION = re.compile(
    r"(?:, \d\d)?(?:, | \()({0}(?: {0}){{0,15}})(?=[,.;)]| \([^\W\d_a-z]{{2,}}\))".format(
        r"[^\W\d](?:[\w’'-]*\w)?(?:(?<=s)[’'])?"
    )
)
# What is before a name and may be the same: "and the minister of transport, "
_AHEAD = re.compile(r"([^,;:.()—–]+), $")
_LONGEST_PHRASE = 120  # characters of "and the minister of transport, "
_LONGEST_ROLE = 6  # words of "Norwegian Deputy Minister of Defence"
_LONGEST_PLACE = 10  # words of it behind the name of a body


def people_in(line: str) -> list[str]:
    """The names in a ``line`` such as "Ada Quill, Tom Roe and Ida Holm"; any other line whole."""
    parts = re.split(r" (?:and|et) |, ", line) if re.search(r" (?:and|et) ", line) else []
    are_names = all(_FULL_NAME.fullmatch(part) for part in parts)
    return parts if parts and are_names else [line] if line else []


def explained_names(text: str) -> dict[str, str]:
    """The whole names that ``text`` shortens, by the shorter: initials, or some of the words."""
    found = _explained_initials(text)
    for shortened in _SHORTENED.finditer(text):
        short = shortened[1].strip()
        words = _words_before(text, shortened.start())
        first = short.split()[0]
        name = words[len(words) - 1 - words[::-1].index(first) :] if first in words else []
        if len(name) > len(short.split()) and all(
            word[0].isupper() or len(word) <= _SMALL for word in name
        ):
            found.setdefault(short, " ".join(name))
    return found


def _words_before(text: str, at: int) -> list[str]:
    """The words of the line before the place ``at`` that may be a name."""
    before = text[max(0, at - _CHARACTERS_BEFORE) : at]
    return before.rpartition("\n")[2].split()[-_WORDS_BEFORE:]


def _explained_initials(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for explained in _EXPLAINED.finditer(text):
        initials = explained[1]
        name: list[str] = []
        wanted = list(initials)
        for word in reversed(_words_before(text, explained.start())):
            if not wanted:
                break
            name.insert(0, word)
            if word[0].upper() == wanted[-1]:
                wanted.pop()
            elif not word.islower() or not name[1:]:
                break
        if not wanted and name[0][0].isupper():
            found.setdefault(initials, " ".join(name).rstrip("'’"))
    return found


def in_small_letters(name: str, text: str, language: Language) -> str:
    """A name that has words in capitals as ``text`` spells it elsewhere, else as names are."""
    capitals = [word for word in name.split() if word.isupper() and len(word.strip(".")) > 1]
    if not capitals or (name.isupper() and len(name.replace(".", "")) <= _SHORT):
        return name
    for found in re.finditer(rf"\b{re.escape(name)}(?!\w)", text, re.IGNORECASE):
        if not any(word in capitals for word in found[0].split()):
            return found[0]
    words = " ".join(_spelt(word, text, language) for word in name.split())
    return words[0].upper() + words[1:]


def _spelt(word: str, text: str, language: Language) -> str:
    """A word in capitals as names are spelt: ``O'BRIEN-SMITH`` is O'Brien-Smith."""
    lower = word.lower()
    titled = lower.rstrip(".") in language.titles | language.label_titles
    short = len(word) <= _SHORT and "." in word
    known = re.search(rf"[a-zà-ÿ,] {re.escape(word)} [a-zà-ÿ]", text)  # "DWU said"
    if not word.isupper() or ((short or known) and not titled):
        return word
    if lower in language.particles | language.linking | language.determiners:
        return lower
    return re.sub(r"^(?:mc(?=\w))?[^\W\d_]|(?<=[-'’])[^\W\d_](?=\w)", _capital, lower)


def _capital(found: re.Match[str]) -> str:
    return found[0].title() if len(found[0]) == 1 else f"Mc{found[0][2].upper()}"


# -- the roles beside names


class RoleBeside(NamedTuple):
    """A role that a text gives somebody: "Norwegian Prime Minister"."""

    title: str
    of: frozenset[str]  #: the names of whom it is for, if the words say so
    words: str  #: the role and the name, as the text has them


def role_beside(name: str, text: str, language: Language) -> RoleBeside | None:
    """The role that ``text`` has right before or behind ``name``, or ``name`` begins with, if any.

    None where somebody only had the role, or is only called "Mrs".
    """
    for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
        line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        if line.endswith(" ") and (role := _role_at_end(line.split()[-_LONGEST_PLACE:], language)):
            return role._replace(words=f"{role.words} {name}")
        ahead = _AHEAD.search(line[-_LONGEST_PHRASE:])
        if ahead and (role := _role_ahead(ahead[1].split(), language)):
            return role._replace(words=f"{role.words}, {name}")
        behind = _APPOSITION.match(text, found.end())
        if behind and (role := _role_behind(behind[1].split(), language)):
            closing = ")" if "(" in behind[0] else ""
            return role._replace(words=f"{name}{behind[0]}{closing}")
    role = _role_at_end(name.split()[:-1], language)
    return role._replace(words=name) if role else None


def _role_ahead(words: Sequence[str], language: Language) -> RoleBeside | None:
    """The role at the end of a clause: "and the minister of transport"."""
    small = language.determiners | language.coordinators
    for at, word in enumerate(words):
        begins = word.lower() in language.determiners or not at or words[at - 1].lower() in small
        if begins and len(words) - at <= _LONGEST_ROLE + 3:
            role = _role_behind(words[at:], language)
            if role:
                return role._replace(words=" ".join(words[at:]))
    return None


def _role_behind(words: Sequence[str], language: Language) -> RoleBeside | None:
    """The role in an apposition: "the Norwegian minister of transport"."""
    lower = [word.lower().replace("’", "'") for word in words]
    start: int = lower[0] in language.determiners
    for at, word in enumerate(lower):  # "the council's director": for whom is not known by name
        if word.removesuffix("'s") in language.organisations and word.endswith("'s"):
            start = at + 1 if not words[at][0].isupper() else start
    parts = (at for at, word in enumerate(lower) if at > start and word in language.linking)
    link = next(parts, len(words))
    people = language.persons | language.titles & language.roles - language.organisations
    role = _role_at_end(words[start:link], language, people)
    if role is None or role.words != " ".join(words[start:link]):
        return None
    rest, plain = words[link:], lower[link:]
    timed = language.times | language.conjunctions - language.coordinators
    joined = {two for one, two in pairwise(plain) if one in language.coordinators}
    if not (timed.isdisjoint(plain) and joined.isdisjoint(language.determiners)):
        return None
    joins = language.linking | language.determiners
    body = " ".join(dropwhile(lambda word: word.lower() in joins, rest))
    known = any(body in names for names in language.demonyms.values())
    joins |= language.coordinators
    named = bool(body) and all(word[0].isupper() or word in joins for word in body.split())
    if named and not role.of and (known or is_body(body.split(), language)):
        return role._replace(of=frozenset((body,)))  # "leader of the Port Union"
    return role._replace(title=" ".join((role.title, *rest)))


def _role_at_end(
    words: Sequence[str], language: Language, people: Words = frozenset()
) -> RoleBeside | None:
    """The role that the last of ``words`` are, perhaps with the state or body that it is for.

    ``people`` are nouns of people that count; without them those of whom a text need not name.
    """
    title: list[str] = []
    of: frozenset[str] = frozenset()
    taken = 0
    for word in reversed(words):
        plain = word.lower()
        owner = re.fullmatch(r"(\w+)[’']s", word)
        if plain in language.former:
            return None
        if plain in language.demonyms:
            of = language.demonyms[plain]
        elif (word.isupper() and word.isalpha() and len(word) > 1) or (owner and word[0].isupper()):
            of = frozenset((owner[1] if owner else word,))
        elif not language.is_role(plain):
            break
        else:
            title.insert(0, word)
        taken += 1
    people = people or language.persons
    if not any(word.lower() in people - language.abbreviations for word in title):
        return None
    inside = [word.lower() in language.organisations for word in title]
    own = len(title) - (len(inside) - inside[::-1].index(True)) if any(inside) else len(title)
    body = _body_at_end(words[: len(words) - own], language) if own and not of else ()
    if len(body) + own > taken:  # "Dock Workers Union President"; no "Foreign Ministry spokesman"
        title, of, taken = title[-own:], frozenset((" ".join(body),)), own + len(body)
    role = " ".join(title)
    return RoleBeside(role[0].upper() + role[1:], of, " ".join(words[-taken:]))


def _body_at_end(words: Sequence[str], language: Language) -> Sequence[str]:
    """The body named at the end of ``words``: "Dock Workers Association" before "President"."""
    start = len(words)
    joins = language.linking | language.coordinators
    while start and (words[start - 1][0].isupper() or words[start - 1] in joins):
        start -= 1
    small = joins | language.determiners | language.times | language.openers | language.prepositions
    name = [*dropwhile(lambda word: word.lower().rstrip(",") in small, words[start:])]
    plain = all(
        word.replace("-", "").replace("’", "").isalpha()
        and word.lower() not in language.given_names
        for word in name
    )
    return name if len(name) > 1 and plain and is_body(name, language) else ()


# -- what labels are short for

NAME = r"(?P<name>[^\W\d_][\w.’'-]*(?:[ \t]+[^\W\d_][\w.’'-]*){1,5})"
# Words with capitals, one after the other.
_CAPITALS = re.compile(r"[^\W\d_a-zß-ÿ][\w’'-]*(?:[ \t]+[^\W\d_a-zß-ÿ][\w’'-]*)+")
# What a label is short for: "RB = Ruth Bannon (host)", "Speaker 1 (Moira Kell, diver)".
_DEFINITION = re.compile(
    r"^[ \t*_•-]*(?P<key>[^\W\d_][\w. ]{0,14}?)[*_]{0,2}[ \t]*(?:[=:–—-]|\t|\()[*_]{0,2}[ \t]*"
    rf"{NAME}(?:[ \t]*[,;()–—-][^\n]{{0,80}})?(?<![.?!…])[ \t*_]*$",
    re.MULTILINE,
)
_LONGEST_NAME = 60
# An office with its holder, before a colon: "The Minister for Ports (Mia Brandt):".
_OFFICE = re.compile(
    rf"^[ \t*_]*(?P<key>[^\W\d_][^\n():.]{{3,60}}?)[ \t]*\({NAME}(?:,[^)\n]*)?\)[*_]*[ \t]*:",
    re.MULTILINE,
)
_NUMBERED = re.compile(r"[^\W\d_]+ (?:\d{1,2}|[A-Za-z])")  # "Speaker 1"
_HEAD = 4_000  # characters within which a text says what its labels are short for
_STEM = 6  # letters of a role by which "Hosted by" is that of a host
_INITIALS = 3  # letters of a word in capitals that may be no name: "CEO"


class Cast:
    """What the first lines of a text say about its labels."""

    def __init__(self, text: str, language: Language) -> None:
        self._language = language
        self.names: dict[str, str] = {}  #: the whole names that labels are short for
        self.lines: list[Span] = []  #: where lines say it
        head = text[:_HEAD]
        defined = list(_DEFINITION.finditer(head))
        lines = Counter(each["key"] for each in defined)
        for found in defined:
            if lines[found["key"]] > 1:
                continue  # "Q - Mia Brandt", above each of her questions
            again = len(re.findall(rf"^\W*{re.escape(found['key'])}\b", text, re.MULTILINE))
            if again > 1 and self._define(found["key"], found["name"]):
                self.lines.append(found.span())
        holders: dict[str, set[str]] = {}
        for found in _OFFICE.finditer(text):
            holders.setdefault(fold(found["key"]), set()).add(found["name"])
        for office, names in holders.items():
            held = [name for name in names if [*self.persons(name)]]
            titled = not {*office.split()[:2]}.isdisjoint(language.label_titles)
            if len(names) == len(held) == 1 and titled and not [*self.persons(office.title())]:
                self.names.setdefault(office, self.whole_name(held[0]))

    def _define(self, label: str, words: str) -> bool:
        """Note the name that ``words`` give a label; returns whether they may be one."""
        key, name = fold(label), self.whole_name(words)
        letters = key.replace(" ", "")
        is_key = (
            letters in (initials(name).lower(), letters[:1])
            or _NUMBERED.fullmatch(label)
            or key in self._language.label_titles | self._language.answers
        )
        if name and is_key:
            self.names.setdefault(key, name)
        return bool(name and is_key)

    def with_role(self, role: str, head: str) -> str | None:
        """Whom the ``head`` calls ``role``: "Hosted by Mia Brandt", "Guest: Sam Okafor"."""
        plain = role.lower()
        if len(plain) <= _INITIALS or plain not in self._language.label_titles:
            return None
        stem = re.escape(plain[:_STEM])
        named = re.finditer(
            rf"\b(?i:{stem}\w*)(?:[ \t](?:by|par))?[ \t]?[:,–—=-]?[ \t]{{1,3}}(?:is |est )?{NAME}",
            head,
        )
        return next((name for found in named if (name := self.whole_name(found["name"]))), None)

    def whole_name(self, words: str) -> str:
        """The full name at the start of ``words``, after titles; empty without one."""
        language = self._language
        row = re.split(r"(?<=\w{4})\. ", words)[0].split()  # "Mia Brandt. Guest"
        stops = (language.linking | language.determiners) - language.particles
        stops |= language.titles | language.roles | language.label_titles
        plain = [word.lower().rstrip(".,") for word in row]
        # "Aide to the Director Yuri Orlov"; a surname may be a noun, too.
        first = next((at + 1 for at in range(len(row) - 2, -1, -1) if plain[at] in stops), 0)
        named = range(first, len(row))
        of_name = (row[at][0].isupper() or plain[at] in language.particles for at in named)
        end = next((at for at, own in zip(named, of_name, strict=True) if not own), len(row))
        while end > first and plain[end - 1] in language.particles:
            end -= 1  # "La Revue des côtes"
        nouns = language.organisations | language.roles | language.label_titles
        body = any(word in language.organisations for word in plain[first:end])
        body = body or nouns.issuperset(plain[end - 1 : end])  # "the Presiding Officer"
        return " ".join(row[first:end]).rstrip(".") if 1 < end - first < 6 and not body else ""

    def persons(self, text: str) -> Iterator[str]:
        """The whole names in ``text`` that no small word such as "by" is before."""
        language = self._language
        small = language.prepositions | language.agents
        for found in _CAPITALS.finditer(text):
            before = text[max(0, found.start() - _LONGEST_NAME) : found.start()].split()
            told = bool(before) and before[-1].lower() in small
            name = "" if told else self.whole_name(found[0])
            if name and fold(name.split()[0]) in language.given_names:
                yield name


def initials(name: str) -> str:
    """The first letters of the words of a name: "RB"."""
    return "".join(word[0].upper() for word in name.replace("-", " ").split())
