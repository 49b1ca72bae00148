"""The words of the templates: a catalogue whose phrases a newsroom can replace."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, cached_property, lru_cache
from itertools import chain, repeat
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import yaml
from markupsafe import Markup, escape

from onrecord.diagnostics import OnrecordError
from onrecord.reading import YamlText, check_bounds, shown_path
from onrecord.reading.syntax import merge_marker
from onrecord.reading.yaml_text import OutOfBoundsError
from onrecord.records import fixed
from onrecord.views.language import (
    cldr_phrases,
    language_name,
    locale_of,
    why_no_locale,
    written_number,
)
from onrecord.views.lines import without_brackets

from .inheritance import escaped, is_macro, marked
from .templates import TemplateFault, catalogue_file, kinds_of, packaged_templates

# The forms of a plural: CLDR's, and those for one number alone ("no quotes", "once", "twice").
EXACT = frozenset({"0", "1", "2"})
FORMS = EXACT | {"zero", "one", "two", "few", "many", "other"}

_LOCALE = "locale"
# From here on a number has separators.
_GROUPED = 1000
_LISTS = ("list.two", "list.start", "list.middle", "list.end")

if TYPE_CHECKING:
    from babel import Locale

# The one in C is ten times as fast; both make texts, lists and mappings of everything.
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class TextPart(NamedTuple):
    """A part of a text with places."""

    html: str  #: it, escaped; or the name of a place
    plain: str  #: it, unescaped
    place: bool = False  #: whether it is a place
    inside: bool = False  #: whether that is within brackets


Text = Markup | tuple[TextPart, ...]  # what has no places is escaped
Write = Callable[[object], str]


class WordsFault(OnrecordError, LookupError):
    """A template asks for words that the catalogue does not have, or does not give their values."""

    @classmethod
    def of_place(cls, key: str, place: object, values: Mapping[str, object]) -> "WordsFault":
        """The text for ``key`` has a ``place`` in braces that none of ``values`` is for."""
        has = ", ".join(f"{{{name}}}" for name in values) or "none"
        hint = f"in the catalogues of words (words/*.yml), its placeholders are: {has}"
        return cls(f"the words for '{key}' need a value for {place}", hint)


@fixed
class _Plural:
    """A text for each form, and which form a number takes: that of the language they are in."""

    rule: Callable[[int], str]
    forms: Mapping[str, Text]

    def text(self, count: int) -> Text:
        exact = str(count)
        form = exact if exact in self.forms else self.rule(count)
        return self.forms.get(form, self.forms["other"])


_Phrase = Text | _Plural


class Words:
    """The catalogue of one language.

    Keys are joined by dots (``demand.first_reported``). A text may have places, ``{name}``; what is
    put there is escaped unless it is markup already. A key with the form ``other`` and further
    forms of CLDR (``zero``, ``one``, ``two``, ``few``, ``many``, as the language has them; ``0``,
    ``1``, ``2`` for that number alone) is a plural, chosen by the value ``count``.

    Attributes:
        texts: all of them by their whole keys.
    """

    def __init__(self, phrases: Mapping[str, object], language: str = "en") -> None:
        """Take nested ``phrases`` of ``language``. Raises ValueError if one is malformed."""
        self._set(_flat_phrases(phrases, language), locale_of(language))

    def _set(self, phrases: dict[str, _Phrase], locale: "Locale") -> None:
        self.texts = phrases
        self._locale = locale
        self._languages: dict[str, Markup] = {}
        self._lists: dict[int, Sequence[str]] = {}
        self._numbers: dict[int, Markup] = {}

    @classmethod
    def load(cls, folders: Sequence[Path], language: str = "en") -> "Words":
        """Read ``words/<language>.yml`` in each of ``folders``; an earlier folder wins, key by key.

        What a language leaves out is taken from the one it is a kind of (``fr`` for ``fr-CA``),
        then from CLDR (dates, months, lists, languages), then from English. CLDR's locale is that
        of the language, or the one that its catalogue names as ``locale``.

        Raises:
            TemplateFault: a catalogue cannot be read.
        """
        kinds = kinds_of(language)
        read = {code: _read_all(folders, code) for code in dict.fromkeys(("en", *kinds))}
        locale = locale_of(str(read[language].get(_LOCALE, language)))
        english = {} if "en" in kinds else read["en"]
        # CLDR has the name of a language in the language itself.
        merged = {key: each for key, each in english.items() if not key.startswith("language.")}
        merged.update((key, _text(key, text)) for key, text in cldr_phrases(locale))
        for code in kinds:
            merged.update(read[code])
        words = cls({}, language)
        words._set(merged, locale)
        return words

    def __call__(self, key: str, /, **values: object) -> Markup:
        """The words for ``key``, ready for HTML.

        Raises WordsFault if there is no such key, a place has no value, or a plural no ``count``.
        """
        phrase = self.texts.get(key)
        if type(phrase) is not tuple:
            phrase = self.chosen(key, values)
            if isinstance(phrase, Markup):
                return phrase
        try:
            said = [
                self.put(values[html], inside=inside) if place else html
                for html, _, place, inside in phrase
            ]
        except KeyError as error:
            raise WordsFault.of_place(key, error, values) from None
        return marked("".join(said))

    def chosen(self, key: str, values: Mapping[str, object]) -> Text:
        """The text for ``key``: of a plural, the form for the count among ``values``."""
        phrase = self.texts.get(key)
        if phrase is None:
            raise WordsFault(f"there is no text for '{key}'")
        if not isinstance(phrase, _Plural):
            return phrase
        count = values.get("count")
        if isinstance(count, int):
            return phrase.text(count)
        raise WordsFault(f"the words for '{key}' are a plural and need a 'count'")

    @cached_property
    def digest(self) -> str:
        """A digest of all texts but plurals, which are chosen on each page."""
        said = sorted((key, text) for key, text in self.texts.items() if type(text) is not _Plural)
        return hashlib.sha256(repr(said).encode()).hexdigest()

    def put(self, value: object, *, inside: bool) -> str:
        """``value`` in its place; ``inside`` brackets, it has none of its own."""
        if type(value) is int:
            return self.number(value)
        return marked(without_brackets(str(escape(value)))) if inside else escaped(value)

    def number(self, value: int) -> Markup:
        """A count as the language writes it: 1,234 in English."""
        if value not in self._numbers:
            written = written_number(value, self._locale) if abs(value) >= _GROUPED else value
            self._numbers[value] = escape(written)
        return self._numbers[value]

    def __contains__(self, key: object) -> bool:
        return key in self.texts

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def language(self, tag: str) -> Markup:
        """The name of the language ``tag``: the catalogue's ``language.<tag>``, or else CLDR's."""
        if tag not in self._languages:
            key = f"language.{tag}"
            name = self(key) if key in self else escape(language_name(tag, self._locale))
            self._languages[tag] = name
        return self._languages[tag]

    def join(
        self, items: Iterable[object], written: Write | None = None, first: Write | None = None
    ) -> Markup:
        """``items`` as one phrase: "A, B and C".

        ``written`` is a macro that writes each; ``first`` one that writes the first. Raises
        TypeError if one is no macro: in the sandbox a template may not call all it sees.
        """
        for macro in (written, first):
            if macro is not None and not is_macro(macro):
                raise TypeError("only a macro can write the items of a list")
        macros = chain([first or written], repeat(written))
        pairs = zip(items, macros, strict=False)
        parts = [escaped(macro(item) if macro else item) for item, macro in pairs]
        if len(parts) == 1:
            return marked(parts[0])
        before, *after = self.around(len(parts))
        said = zip(parts, after, strict=True)
        return marked("".join([before, *(text for pair in said for text in pair)]))

    def around(self, count: int) -> Sequence[str]:
        """What a list of ``count`` items has before, between and after them, escaped."""
        made = self._lists.get(count)
        if made is None:
            made = ["", ""] if count else [""]
            for number in range(2, count + 1):
                # CLDR's patterns put two together: the list so far, and the next item.
                key = "end" if number == count else "start" if number == 2 else "middle"
                key = "two" if count == 2 else key
                phrase = cast("tuple[TextPart, ...]", self.texts[f"list.{key}"])
                before, between, *after = (part.html for part in phrase if not part.place)
                made = [before + made[0], *made[1:-1], made[-1] + between, "".join(after)]
            self._lists[count] = made
        return made


def _flat_phrases(phrases: Mapping[str, object], language: str) -> dict[str, _Phrase]:
    """``phrases`` by their full keys, with the plurals of ``language``."""
    rule = locale_of(language).plural_form
    # CLDR's rules take fractions too, so that asking one takes longer than all else here.
    flat = dict(_flat(phrases, cache(rule), rule.tags | {"other", *EXACT}))
    for key in flat.keys() & set(_LISTS):
        text = flat[key]
        parts = () if isinstance(text, (Markup, _Plural)) else text
        if [part.html for part in parts if part.place] != ["first", "second"]:
            raise ValueError(f"'{key}' needs {{first}} and {{second}}, in this order")
    if _LOCALE in flat and (why := why_no_locale(str(flat[_LOCALE]), language)):
        raise ValueError(f"'{_LOCALE}': {why}; remove it, or name a locale of '{language}'")
    return flat


def _flat(
    phrases: Mapping[str, object], rule: Callable[[int], str], forms: Set[str], prefix: str = ""
) -> Iterator[tuple[str, _Phrase]]:
    for name, value in phrases.items():
        key = f"{prefix}{name}"
        if isinstance(value, str):
            yield key, _text(key, value)
        elif not isinstance(value, Mapping) or not value:
            raise ValueError(f"'{key}' should be a text, or further keys")
        elif "other" in value and len(value) > 1 and FORMS.issuperset(value):
            if unused := value.keys() - forms:
                has = ", ".join(sorted(forms))
                raise ValueError(f"'{key}': the language has no form '{min(unused)}'; it has {has}")
            texts = {form: _text(f"{key}.{form}", text) for form, text in value.items()}
            yield key, _Plural(rule, texts)
        else:
            yield from _flat(cast("Mapping[str, object]", value), rule, forms, f"{key}.")


def _text(key: str, value: object) -> Text:
    if not isinstance(value, str):
        raise ValueError(f"'{key}' should be a text")  # noqa: TRY004 - a fault of the catalogue
    try:
        parsed = list(Formatter().parse(value))
    except ValueError as error:
        raise ValueError(f"'{key}': {str(error).lower()}") from None
    parts: list[TextPart] = []
    depth = 0
    for literal, name, form, conversion in parsed:
        parts.append(TextPart(str(escape(literal)), literal))
        depth += literal.count("(") - literal.count(")")
        if name is None:
            continue
        if not name.isidentifier() or form or conversion:
            raise ValueError(f"'{key}': a placeholder is a name in braces, not {{{name}}}")
        parts.append(TextPart(name, "", place=True, inside=depth > 0))
    if any(part.place for part in parts):
        return tuple(parts)
    return Markup("".join(part.html for part in parts))  # noqa: S704 - escaped above


@lru_cache(maxsize=8)
def _phrases(text: str, language: str) -> dict[str, _Phrase]:
    """The phrases of the catalogue ``text``; they are cached, so do not change them."""
    try:
        phrases = yaml.load(text, Loader=_LOADER)  # noqa: S506 - it builds nothing but texts, lists and mappings
    except yaml.MarkedYAMLError:  # the parser in Python says more exactly where
        phrases = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - likewise
    if not isinstance(phrases, dict):
        raise ValueError("expected keys with texts, or with further keys")  # noqa: TRY004 - a fault of the file
    return _flat_phrases(phrases, language)


def _read_all(folders: Sequence[Path], language: str) -> dict[str, _Phrase]:
    files = (catalogue_file(folder, language) for folder in reversed(folders))
    read = [_read(file, language) for file in files if file.is_file()]
    return {key: phrase for phrases in read for key, phrase in phrases.items()}


def _read(file: Path, language: str) -> dict[str, _Phrase]:
    try:
        text = file.read_text(encoding="utf-8")
        if packaged_templates() not in file.parents:
            if marker := merge_marker(YamlText(shown_path(file), text)):
                raise TemplateFault(marker)
            check_bounds(text)
        return _phrases(text, language)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise TemplateFault.at(file, line, f"not valid YAML: {error.problem}") from None
    except OutOfBoundsError as error:
        raise TemplateFault.at(file, error.line, error.message) from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValueError) as error:
        raise TemplateFault.at(file, 1, f"these words cannot be used: {error}") from None
