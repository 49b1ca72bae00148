"""How a text writes a name: in capitals, in full, or by its initials alone."""

import re

from .language_words import Language

# A name with its initials behind it: "Rail and Transport Union (RTU)".
_EXPLAINED = re.compile(r" \([\"“]?([A-Z]{2,8})[\"”]?\)")
# A name with a shorter one behind it: "Harbour Rail plc (“Harbour”)".
_SHORTENED = re.compile(r" \((?:the |la |le )?[\"“«]\s?([^\W\d_][^()\"“”«»\n]{0,40})[\"”»]\)")
_SMALL = 4  # letters of a small word in a name: "and", "plc"
_WORDS_BEFORE, _CHARACTERS_BEFORE = 12, 200


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


_SHORT = 3  # letters of a word in capitals that may be no name: "CEO"


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
    """A word in capitals as a name has it: ``O'BRIEN-SMITH`` is O'Brien-Smith."""
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
