"""When two names are the same, and when they are so alike that one may be a slip for the other."""

import re
import unicodedata
from collections.abc import Container, Iterable, Sequence
from functools import cache, lru_cache
from itertools import chain, groupby, takewhile
from pathlib import Path
from urllib.parse import urlsplit

from onrecord.captures.typography import NO_WIDTH
from onrecord.reading.texts import ACCENTS, PLAIN_LETTERS, shared_start, why_no_id

LETTERS = str.maketrans(PLAIN_LETTERS)
# Marks that people type for one another, so that a name counts as the same with any of them.
_APOSTROPHES = re.compile("['`\u00b4\u02b9\u02bb\u02bc\u2018\u2019\u201b\u2032\uff07]")
_HYPHENS = re.compile("[\u2010-\u2015\u2212\ufe63\uff0d]")
_MARKS = re.compile(f"[{ACCENTS}\u0640]")
# All that is no letter and no digit parts words.
_BETWEEN = re.compile(r"[\W_]+")
# Letters that look alike in Latin and in Cyrillic or Greek; Unicode TR39 has more.
_AS_LATIN = frozenset(
    "АВЕКМНОРСТУХЅІЈаеорсухѕіјһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονριϲϳ"  # noqa: RUF001 - that is what they are for
)
_AS_OTHERS = frozenset("ABCEHIJKMNOPSTXYZacehijopqsuvwxy")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_ALPHABETIC = re.compile("[\u0370-\u052f]")
_LETTERS_OF_WORD = re.compile(r"[^\W\d_]+")
# What newsletters and networks add to an address to follow who opens it.
_TRACKS = re.compile(r"(?<=[?&])(?:utm_\w+|fbclid|gclid|mc_cid|mc_eid|igshid)=[^&#]*(?:&|(?=#|$))")
_LEFT_OVER = re.compile("[?&]+(?=#|$)")


def free_id(made: str, taken: Container[str]) -> str:
    """``made`` as an id, with a number after it if it is taken or is not an id."""
    found, number = made, 1
    while found in taken or why_no_id(found):
        number += 1
        found = f"{made}-{number}"
    return found


def clean_name(name: str) -> str:
    """``name`` as it should be kept: composed, single spaces, without what nobody sees.

    A joiner between two letters stays: Persian and Indian scripts spell with it.
    """
    text = re.sub(
        NO_WIDTH.pattern, lambda found: found[0] if found[0] in "\u200c\u200d" else "", name
    )
    return " ".join(unicodedata.normalize("NFC", text).split()).strip("\u200c\u200d")


def same_name(name: str) -> str:
    """What all spellings of one name share: Unicode forms, apostrophes, hyphens, spaces, capitals.

    >>> same_name("Sean  O\u2019Rell") == same_name("SEAN O'Rell")
    True
    """
    text = unicodedata.normalize("NFKC", NO_WIDTH.sub("", name)).casefold()
    text = _HYPHENS.sub("-", _APOSTROPHES.sub("'", text))
    return unicodedata.normalize("NFC", " ".join(text.split()))


def place_of(names: Iterable[str], text: str) -> slice | None:
    """Where ``text`` has one of ``names`` in it, word by word; None where it has none.

    The first of them that is there counts. What is only a part of a word is no name: neither
    "Iran" in "Iranian" nor "President" in "Vice-President".

    >>> place_of(["Ontario"], "Premier of Ontario"), place_of(["Iran"], "Iranian envoy")
    (slice(11, 18, None), None)
    """
    words = _words(text)
    spelt = [same_name(text[word]) for word in words]
    for name in names:
        wanted = [same_name(name[word]) for word in _words(name)]
        for start in range(len(words) - len(wanted) + 1 if wanted else 0):
            end = start + len(wanted)
            found = slice(words[start].start, words[end - 1].stop)
            # "WHO" is not the word "who", but "Unqu" is UNQU.
            small = len(wanted) == 1 and name.isupper() and text[found].islower()
            if spelt[start:end] == wanted and not small:
                return found
    return None


@lru_cache(8192)  # few roles are those of many quotes
def names_body(title: str, name: str, others: tuple[str, ...], *, is_state: bool) -> bool:
    """Whether ``title`` names the body that is called ``name`` or one of ``others``, if in short.

    >>> names_body("Chair of the Port Authority", "Aldmoor Port Authority", (), is_state=False)
    True
    >>> names_body("UQ Secretary of State", "United Quays", (), is_state=True)
    True
    >>> names_body("Dutch envoy", "Kingdom of the Netherlands", (), is_state=True)
    True
    >>> names_body("Unqu envoy", "UNQU", (), is_state=False)
    True
    >>> names_body("Port Authority envoy", "Port Authority (PA) of Quay", (), is_state=False)
    True
    >>> names_body("Belmarrian envoy", "Republic of Belmarre", (), is_state=True)
    True
    """
    return bool(_places_of_body(title, name, others, is_state=is_state))


def same_office(
    title: str, other: str, name: str, others: Sequence[str], *, is_state: bool
) -> bool:
    """Whether two titles differ only in how they name the body that is called ``name``.

    >>> same_office("Quay President", "President of the Quay", "Quay", (), is_state=True)
    True
    >>> same_office("Quay Vice President", "President of the Quay", "Quay", (), is_state=True)
    False
    """
    offices = []
    for text in (title, other):
        places = _places_of_body(text, name, others, is_state=is_state)
        if not places:
            return False
        left = f"{text[: places[0].start]} {text[places[0].stop :]}"
        offices.append({same_name(left[word]) for word in _words(left)} - _SMALL)
    return offices[0] == offices[1] != set()


def _places_of_body(
    title: str, name: str, others: Sequence[str], *, is_state: bool
) -> Sequence[slice]:
    """Where ``title`` names the body; its longest name comes first."""
    # "Dock Union (DU)" has two names.
    name, *short = [*filter(str.strip, re.split("[()]", name))] or [name]
    words = name.split()
    proper = [word[:1].isupper() for word in words]
    ends = [(" ".join(words[at:]), proper[at - 1]) for at in range(1, len(words)) if proper[at]]
    # The end of "Port of Aldmoor" is not the port; that of "Republic of Belmarre" is the state.
    short += [end for end, after_proper in ends if is_state or (after_proper and " " in end)]
    # "Harbour Board" is that "of Aldmoor".
    first = [*takewhile(str.istitle, words)]
    short += [" ".join(first)] if len(first) > 1 and not is_state else []
    if ends:
        initials = [word[0] for word in words if word[:1].isupper()]
        short += ["".join(initials), ".".join(initials)]
    names = sorted({name, *others, *short}, key=len, reverse=True)
    found = [place for each in names if (place := place_of((each,), title))]
    if is_state and (word := word_of_state(title, (name, *others))):
        found.append(word)
    return found


def word_of_state(title: str, names: Iterable[str]) -> slice | None:
    """Where ``title`` has a word for who is of the state with these names, such as "Belmarrian".

    >>> names = ("Quay Republic", "New Quay")
    >>> [word_of_state(title, names) for title in ("Quay envoy", "New Quayan envoy", "Quayans")]
    [slice(0, 4, None), slice(0, 10, None), None]
    """
    words = _words(title)
    parted = [[word for word in name.split() if same_name(word) not in _ARTICLES] for name in names]
    for name in filter(None, parted):
        # "Republic of Belmarre" is in "Belmarrian" by its last word, "United Quays" by none.
        alone = len(name) == 1 or name[-2].islower()
        kind = [same_name(word) in _KINDS_OF_STATE for word in name]
        own = name[kind.index(False)] if len(name) == 2 and sum(kind) == 1 else ""
        for at, word in enumerate(words):
            text = title[word]
            if (alone and _of_state(text, name[-1])) or _is_irregular(text, " ".join(name)):
                return word
            if own and own.casefold() != "united" and same_name(text) == same_name(own):
                return word
            start = words[max(at - len(name) + 1, 0)].start
            before = same_name(title[start : word.start])
            if before == same_name(" ".join(name[:-1])) != "" and _of_state(text, name[-1]):
                return slice(start, word.stop)
    return None


# What a word for whoever is of a state ends in, behind what it shares with the name of the state;
# and what a title has besides the office and the body.
_OF_STATE = re.compile(
    "n|(eg|[aeinv])?ian|[aeinc]?an|ien(ne)?|c?aine?|[nt]?ish|[uel]?ese|iot|i|ic|k|e|er|ar|[ncl]?aise?|oise?|nde?|ole?"
)
# What the name of a state has, which is the word itself without it: "Tusk" of "Tuskland".
_STATE_ENDINGS = frozenset({"y", "ia", "ie", "s", "es", "land", "stan", "istan"})
_SMALL = frozenset({"of", "the", "for", "de", "du", "des", "la", "le", "l", "d", "s"})
_ARTICLES = frozenset({"the", "el", "la", "le", "les"})
_KINDS_OF_STATE = frozenset(
    {
        "arabia", "confederation", "country", "emirates", "federation", "kingdom", "republic",
        "union", "confédération", "fédération", "royaume", "république",
    }
)  # fmt: skip
# The words of all countries' people, which drafting knows by language.
_LANGUAGES = Path(__file__).parents[1] / "drafting" / "languages"
_PEOPLES = re.compile(r"^demonyms:\n((?:  .+\n|\s*#.*\n|\n)+)", re.MULTILINE)
_PEOPLE = re.compile(r"^  (.+): \[(.+)\]$", re.MULTILINE)


@cache
def _peoples() -> dict[str, frozenset[str]]:
    """The names of a state, by each word for its people."""
    texts = (file.read_text(encoding="utf-8") for file in sorted(_LANGUAGES.glob("*.yml")))
    found: dict[str, frozenset[str]] = {}
    for block in chain.from_iterable(map(_PEOPLES.findall, texts)):
        for word, names in _PEOPLE.findall(block):
            key = same_name(word.strip("\"'"))
            states = map(same_name, re.findall('"(?:[Tt]he )?(.+?)"', names))
            found[key] = found.get(key, frozenset()).union(states)
    return found


def _is_irregular(word: str, name: str) -> bool:
    return same_name(name) in _peoples().get(same_name(word), ())


def _of_state(word: str, name: str) -> bool:
    """Whether ``word`` says that somebody or something is of the state called ``name``.

    >>> [_of_state(word, "Tuskland") for word in ("Tuskish", "Tusk", "Tuskum", "Tuskland")]
    [True, True, False, False]
    """
    if _is_irregular(word, name):
        return True
    small, whole = (
        _MARKS.sub("", unicodedata.normalize("NFKD", same_name(text))) for text in (word, name)
    )
    shared = shared_start(small, whole)
    few = 3 if word[:1].isupper() and small.endswith("ish") else 4
    if shared == len(small):
        return shared >= few and whole[shared:] in _STATE_ENDINGS
    return any(
        _OF_STATE.fullmatch(small[end:]) is not None
        for end in range(max(few, len(whole) - 5), shared + 1)
    )


def says_all_of(name: str, title: str) -> bool:
    """Whether each word of ``title`` is in ``name``, so that nobody need read both.

    >>> says_all_of("Officer of the Port\u2019s Guard", "officer of the Guard")
    True
    """
    spelt = [{same_name(text[word]) for word in _words(text)} for text in (title, name)]
    return spelt[0] <= spelt[1]


def _words(text: str) -> list[slice]:
    """Where the words of ``text`` are; a hyphen does not separate them."""
    found: list[slice] = []
    start = 0
    for is_word, characters in groupby(text, key=_is_of_word):
        end = start + len(list(characters))
        if is_word:
            found.append(slice(start, end))
        start = end
    return found


def _is_of_word(character: str) -> bool:
    if character == "-" or _HYPHENS.match(character):
        return True
    # The signs above, below and behind a letter are a part of it.
    return character.isalnum() or unicodedata.category(character).startswith("M")


def alike(name: str) -> str:
    """What names share that differ in accents and punctuation at most.

    Names that are alike may be of two people: that is for an editor to say.

    >>> alike("Amélie Roche-Łuk, Jr.")
    'amelie roche luk jr'
    """
    text = _APOSTROPHES.sub("", same_name(name)).translate(LETTERS)
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFC", _BETWEEN.sub(" ", plain).strip())


def lookalike(name: str) -> str | None:
    """The word of ``name`` in which a letter of another alphabet only looks like one of its own.

    >>> lookalike("T\u043em Reed"), lookalike("\u0422\u0410\u0421\u0421 (TASS)")
    ('T\u043em', None)
    """
    is_latin = bool(_LATIN.search(name))
    for found in _LETTERS_OF_WORD.finditer(name):
        word = found[0]
        latin, others = _LATIN.findall(word), _ALPHABETIC.findall(word)
        # One letter alone is an initial of the name.
        is_mixed = bool(latin and others) or (len(word) == 1 and bool(others) and is_latin)
        if is_mixed and (_AS_LATIN.issuperset(others) or _AS_OTHERS.issuperset(latin)):
            return word
    return None


LONG_WORD = 4  # letters of a word in which one letter may be a slip


def differ_by_a_letter(one: str, two: str, *, plural: bool) -> bool:
    """Whether one of two words may be a slip for the other, or its plural if ``plural``."""
    if plural and _singular(one) == _singular(two):
        return one != two
    short, long = sorted((one, two), key=len)
    if len(short) < LONG_WORD or len(long) - len(short) > 1 or short == long:
        return False
    at = next(
        (at for at, pair in enumerate(zip(short, long, strict=False)) if pair[0] != pair[1]),
        len(short),
    )
    return short[at:] == long[at + 1 :] or short[at + 1 :] == long[at + 1 :]


def _singular(word: str) -> str:
    stem = word.removesuffix("s") if len(word) > LONG_WORD else word
    short = stem.removesuffix("e").removesuffix("i").removesuffix("y")
    return short if len(stem) > LONG_WORD else stem


def without_tracks(url: str) -> str:
    """An address without what was added to it to follow who opens it.

    >>> without_tracks("https://post.example/a?utm_source=x&id=7&fbclid=y#top")
    'https://post.example/a?id=7#top'
    """
    kept = _TRACKS.sub("", url)
    return url if kept == url else _LEFT_OVER.sub("", kept)


def page_of(url: str) -> str:
    """The part of an address that differs between pages."""
    parts = urlsplit(without_tracks(url))
    host = (parts.hostname or "").removeprefix("www.")
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    query = f"?{query}" if (query := parts.query.strip("&")) else ""
    return f"{host}{parts.path.rstrip('/')}{query}{fragment}"
