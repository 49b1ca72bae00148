"""In which language words are, were said and are written, and whether a translation is whole."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Set

from onrecord.captures.edges import count_sentences, may_say_not
from onrecord.captures.lock import compared_words
from onrecord.captures.words_in_texts import same_words
from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding, in_quote, in_source
from onrecord.desk.particulars import Particulars, particular
from onrecord.desk.quotes import STANDS, QuoteEntry
from onrecord.records import UNKNOWN_SPEAKER, Article, CacheByRecord, Quote, YamlPath

from .meanings import MEANINGS, NEGATIONS, RENDERED, counts_in, other_number, pattern

_MANY = 3  # quotes of one speaker elsewhere that tell in which language they speak
# The alphabets of languages that are each written in one alone.
_SCRIPTS = {
    language: frozenset(scripts.split())
    for scripts, languages in MEANINGS["scripts"].items()
    for language in languages.split()
}
_NO_NAME = 3  # so many words are no name that is the same in every language
_USUAL_WORDS = {tag: frozenset(words.split()) for tag, words in MEANINGS["usual_words"].items()}
_EVERY_USUAL_WORD = frozenset[str]().union(*_USUAL_WORDS.values())
_WORDS = re.compile(r"[^\W\d_]+")
# Each character of ASCII as it is in a word, or a space: faster than the pattern.
_IN_WORDS = "".join(it.lower() if it.isalpha() else " " for it in map(chr, range(128)))


@particular
def languages_heard(article: Article) -> Iterator[tuple[int, str, str | None, str | None]]:
    """Index and speaker of each quote, from which language it is translated and into which.

    There is no latter where it does not tell in which language somebody speaks.
    """
    for index, quote in enumerate(article.quotes):
        speakers = [it for it in quote.speaker if it != UNKNOWN_SPEAKER]
        said_in = quote.original.language if quote.original else None
        translated = quote.translation and quote.translation.by not in (None, "none")
        # Who says in which language the words are has thought of it.
        tells = len(speakers) == 1 and quote.form != "scare" and not quote.language
        tells = tells and bool(said_in or not translated)
        here = (article.source.language or "").split("-")[0] if tells else None
        if tells or said_in:
            yield from ((index, name, said_in, here) for name in speakers)


def check_languages_spoken(particulars: Particulars) -> Iterator[Finding]:
    """Words in the language of the source, by who is translated into it everywhere else."""
    spoken: defaultdict[tuple[str, str], defaultdict[str | None, list[tuple[str, int]]]] = (
        defaultdict(lambda: defaultdict(list))
    )
    originals: defaultdict[str, set[str]] = defaultdict(set)
    for article_id, heard in particulars.of(languages_heard):
        for index, name, said_in, here in heard:
            if said_in:
                originals[name].add(said_in.split("-")[0])
            if here is not None:
                spoken[name, here][said_in].append((article_id, index))
    for (speaker, here), languages in spoken.items():
        if here in originals[speaker]:
            continue  # they speak this language, too
        usual = max(languages, key=lambda language: len(languages[language]))
        for language, quotes in languages.items():
            where = {article_id for article_id, _ in quotes}
            elsewhere = [it for it, _ in languages[usual] if it not in where]
            if usual is None or language == usual or len(where) > 1 or len(elsewhere) < _MANY:
                continue
            message = f"in other articles '{speaker}' is translated from '{usual}'"
            hint = (
                f"add `original: {{language: {usual}}}` and `translation`, or write `language` on"
                " the quote if it was said so"
            )
            article_id, index = quotes[0]
            path: YamlPath = ("quotes", index, "original" if language else "id")
            yield Finding("maybe-original", "article", article_id, path, message, hint)


def check_languages_of_sources(desk: Desk) -> Iterator[Finding]:
    """Sources with headline and quotes that seem to be in another language."""
    for article_id, article in desk.articles.items():
        language = article.source.language
        if language is None:
            continue
        quotes = [it.record for it in desk.quotes_of_article[article_id] if not it.record.withheld]
        texts = [it.words for it in quotes if not (it.language or it.original or it.translation)]
        words = [_usual_in(text) for text in (article.source.headline or "", *texts)]
        # What one quote shows is reported there.
        if any(_other_language(each, language) for each in words[1:]):
            continue
        if found := _other_language(set[str]().union(*words), language):
            message = f"the language is '{language}', but these words seem to be '{found}'"
            hint = f"write `language: {found}`, or accept this"
            yield in_source(article_id, "maybe-translated", "language", message, hint)


def check_scripts(desk: Desk) -> Iterator[Finding]:
    """Words in an alphabet that their language is not written in."""
    for actor_id, actor in desk.actors.items():
        for index, name in enumerate(actor.names):
            if name.kind == "transliteration" or not name.language:
                continue
            if found := _other_script(name.name, name.language, 1):
                path: YamlPath = ("names", index, "language")
                yield Finding("other-script", "actor", actor_id, path, *found)
    for quote in desk.quotes.values():
        record, original = quote.record, quote.record.original
        if record.withheld:
            continue
        if quote.language and (found := _other_script(record.words, quote.language, _MANY)):
            yield in_quote(quote, "other-script", ("text",), *found)
        said, language = (original.text, original.language) if original else (None, None)
        if said and language and (found := _other_script(said, language, _MANY)):
            yield in_quote(quote, "other-script", ("original", "text"), *found)


def _other_script(text: str, language: str, least: int) -> tuple[str, str] | None:
    """Message and hint, if no letter of ``text`` belongs to the script of ``language``."""
    name, _, region = language.casefold().partition("-")
    # Four letters, as in `sr-Latn`, name an alphabet.
    usual = _SCRIPTS.get(name) if len(region) in (0, 2) else None
    if usual is None or len(text.split()) < least or (text.isascii() and "LATIN" in usual):
        return None
    if text.isupper() and " " not in text:
        return None  # an abbreviation may keep the letters of its own language
    names = (unicodedata.name(char, "").partition(" ")[0] for char in text if char.isalpha())
    found = {*names}
    if len(found) != 1 or not usual.isdisjoint(found):
        return None
    message = f"all letters of this are {min(found).title()}, but the language is '{language}'"
    return message, "correct the language, or copy the words again"


def languages_of(quote: QuoteEntry) -> Iterator[Finding]:
    """Originals that are none, and words in another language than they are said to be."""
    record, original = quote.record, quote.record.original
    by, ours = record.translation and record.translation.by, quote.language
    said_in = original and original.language
    if by == "none" and said_in and ours and not _is_one_language(said_in, ours):
        message = f"the words were said in '{said_in}', so this is a translation"
        hint = f"say who translated them, or write `original: {{language: {ours}}}`"
        yield in_quote(quote, "maybe-translated", ("translation", "by"), message, hint)
    if original and by != "none":
        if original.language and ours and _is_one_language(original.language, ours):
            message = f"the original is in '{original.language}', as the text is ('{ours}')"
            hint = "correct the language that is wrong, or remove `original`"
            yield in_quote(quote, "original-same", ("original", "language"), message, hint)
        if same_words(original.text or "", record.words, _NO_NAME):
            message = "the original has the same words as the text"
            hint = "write in `text` the translation, and here what was said; or remove `original`"
            yield in_quote(quote, "original-same", ("original", "text"), message, hint)
    if original and original.text and said_in:
        other = seems_in(original.text, said_in)
        message = f"this seems to be '{other}', but its language is '{said_in}'"
        hint = f"write `original: {{language: {other}}}`, or copy what was said"
        path: YamlPath = ("original", "text")
        yield from [in_quote(quote, "maybe-translated", path, message, hint)] if other else ()
    relay = record.translation and record.translation.relay
    if relay and relay in (ours, original and original.language):
        message = f"'{relay}' is the language of the text or of the original, and no other"
        hint = "name the language between the two, or remove `relay`"
        yield in_quote(quote, "original-same", ("translation", "relay"), message, hint)
    if not ours or original or by or record.form == "scare":
        return
    if language := seems_in(record.words, ours):
        message = f"these words seem to be '{language}', but their language is '{ours}'"
        hint = (
            f"write `language: {language}` if the source has them so; if you translated them,"
            " add `translation: {by: desk_human}` and the `original`"
        )
        yield in_quote(quote, "maybe-translated", ("text",), message, hint)


def seems_in(text: str, tag: str) -> str | None:
    """The language, other than ``tag``, that ``text`` has several common words of."""
    return _other_language(_usual_in(text), tag)


def _usual_in(text: str) -> Set[str]:
    """The words of ``text`` that are usual in some language."""
    words = text.translate(_IN_WORDS).split() if text.isascii() else _WORDS.findall(text.lower())
    return _EVERY_USUAL_WORD.intersection(words)


def _other_language(words: Set[str], tag: str) -> str | None:
    """The language, other than that of ``tag``, in which several of these ``words`` are usual."""
    own = tag.partition("-")[0].casefold()
    if len(words) < _NO_NAME or not words.isdisjoint(_USUAL_WORDS.get(own, ())):
        return None
    found = (it for it, usual in _USUAL_WORDS.items() if len(usual & words) >= _NO_NAME)
    return next((language for language in found if language != own), None)


def check_originals_in_source(desk: Desk) -> Iterator[Finding]:
    """Sources with quotes that are all in another language than the source's."""
    for article_id, article in desk.articles.items():
        quotes = [it for it in desk.quotes_of_article[article_id] if it.record.exact]
        found = {
            it.record.original.language or ""
            for it in quotes
            if it.record.original
            and it.verdict in STANDS
            and compared_words(it.record) == (it.record.original.text,)
        }
        tag, own = min(found, default=""), article.source.language
        in_original = [it for it in quotes if it.record.original and it.record.original.text]
        is_whole = len(found) == 1 and quotes == in_original
        if own and tag and is_whole and not _is_one_language(tag, own):
            message = f"'{own}', but the captured source has what was said, in '{tag}'"
            hint = f"write `language: {tag}`, or accept this"
            yield in_source(article_id, "maybe-translated", "language", message, hint)


def _is_one_language(one: str, two: str) -> bool:
    """Whether two tags name one language; at most one of them has a region."""
    (first, *_), (second, *_) = tags = [tag.casefold().split("-") for tag in (one, two)]
    return tags[0] == tags[1] or (first == second and min(map(len, tags)) == 1)


_FIGURE = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?")
_OTHER_UNITS = pattern("other_units")
# "1.5 million" may be "1,500,000", and "14.5." is a day of a month.
_LARGE = re.compile(r"\b(?:mil(?!e)|mrd|bn|billion|thousand|tausend)", re.IGNORECASE)
_DAY = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./]")
_PARTS = re.compile(r"[.!?;:,]")
# The languages of which all words are known that count or deny.
_READ = {"en", "fr"}
_DENIES = re.compile(
    r"\b(?:n(?:e\b|['\u2019])|pas|plus|rien|personne|ni\b|non\b|nul|gu\u00e8re|jamais|aucun"
    r"|no\b|not\b|none|nor\b|neither|\w+n['\u2019]t\b|cannot|never|nobody|nothing|nowhere|hardly"
    rf"|{MEANINGS['without_not'][3:-1]})",
    re.IGNORECASE,
)
_NOTHING = pattern("denied_twice")
LONGEST = 2_000  # characters; what says more is not compared
_CUT, _DOUBLE, _THRICE, _BRIEF = 0.8, 2.0, 3.0, 20  # of the length of an original; characters
_CONDITION, _SAYS_CONDITION = pattern("condition"), pattern("says_condition")


def check_translations(desk: Desk, kept: CacheByRecord) -> Iterator[Finding]:
    """Words that omit or change part of their `original`."""
    for quote in desk.quotes.values():
        if quote.record.original and quote.record.original.text and not quote.record.withheld:
            for code, message in kept.of(_rendered, quote.record, quote.language or ""):
                hint = "correct the one that is wrong; both are shown"
                yield in_quote(quote, code, ("original", "text"), message, hint)


def _rendered(record: Quote, language: str) -> Iterator[tuple[str, str]]:
    """Code and message, if a text and its original cannot both be complete and correct."""
    said, words = (record.original and record.original.text) or "", record.words
    whole = (
        record.form == "direct"
        and len(record.text) == 1
        and not re.search(r"\[|\u2026|\.\.\.", words + said)
    )
    # Without capitals, sentences and numbers are written otherwise.
    if not whole or said.upper() == said.lower() or max(len(said), len(words)) > LONGEST:
        return
    theirs, ours = (
        {
            re.sub(r"[.,\s](?=\d{3}\b)", "", it).replace(",", ".").lstrip("0")
            for it in _FIGURE.findall(_DAY.sub(r"\1; \2; ", text))
        }
        for text in (said, words)
    )
    there = ((record.original and record.original.language) or "").partition("-")[0]
    denied = NEGATIONS[there].search(said) if there in NEGATIONS else None
    here = language.partition("-")[0]
    known, is_read = NEGATIONS.get(here), {here, there} == _READ
    denies = here == "fr" and _NOTHING.search(words)
    longer = len(words) / len(said)
    # What a translator joins has a comma or an "and" between.
    parts = [(count_sentences(text), len(_PARTS.findall(text))) for text in (said, words)]
    fewer = longer < _CUT and all(one > two for one, two in zip(*parts, strict=True))
    more = longer > 1 / _CUT and all(one < two for one, two in zip(*parts, strict=True))
    fewer, more = fewer or longer < 1 / _DOUBLE, more or longer > _DOUBLE
    is_long = min(len(said), len(words)) >= _BRIEF or longer < 1 / _THRICE
    conditions = [_CONDITION.search(said), _SAYS_CONDITION.search(words)] if is_read else [None]
    scales = {bool(_LARGE.search(text)) for text in (said, words)}
    comparable = len(scales) == 1 and not _OTHER_UNITS.search(f"{words} {said}")
    if ours - theirs and theirs - ours and comparable:
        message = f"the original has {', '.join(sorted(theirs - ours))}, and the text"
        yield "other-number", f"{message} {', '.join(sorted(ours - theirs))}"
    elif is_read and (found := other_number(counts_in(words), [said], whole=True)):
        yield "other-number", f"{found} in the original"
    elif is_read and known and (no := known.search(words)) and not _DENIES.search(said):
        yield "maybe-translation", f"the text has '{no[0]}', and the original no such word"
    elif (
        denied
        and known
        and not (denies or known.search(words) or may_say_not(words) or RENDERED.search(words))
    ):
        yield "maybe-translation", f"the original has '{denied[0]}', and the text has no such word"
    elif conditions[0] and not conditions[1]:
        found = conditions[0][0].strip()
        yield (
            "maybe-translation",
            f"the original has a condition ('{found}'), and the text has none",
        )
    elif (fewer or more) and is_long:
        lacks = (
            "the text lacks a part of the original"
            if fewer
            else "the original lacks a part of the text"
        )
        yield "maybe-translation", f"it seems that {lacks}"
