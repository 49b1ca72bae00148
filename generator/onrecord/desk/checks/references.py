"""Checks of versions (`same_as`), of repeated words, and of related demands and events.

The pages would count or say what is not so.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from onrecord.captures.words_in_texts import words_in
from onrecord.desk.acts import grouped
from onrecord.desk.demands import DemandEntry
from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding, in_quote
from onrecord.desk.particulars import (
    FEW,
    MANY,
    Particulars,
    events_described,
    joined_words,
    longest_words,
    original_words,
    words_of_quotes,
)
from onrecord.desk.quotes import STANDS, QuoteEntry, Quotes, full_reference
from onrecord.records import (
    UNKNOWN,
    CacheByRecord,
    Demand,
    PartialDate,
    Records,
)

from .copies import key_of_name
from .meanings import asks
from .renderings import YEAR, words_said

_NEAR = 3  # days between two dates of which one may be wrong
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_ENDS = re.compile(r"[.!?]\s")  # between two sentences
_STEM = 4  # letters that forms of one word share
_COPY_OR_LINK = "copy what was said here, or link the two with `same_as`"
_ALIKE = 0.75  # of the words of two versions of one statement
_MOST = 60  # quotes of one speaker and one day that are compared, each with each
# In how two versions differ: that a figure does.
_TELLS = re.compile(r"\d|number|figure|year|date|chiffre|ann\u00e9e|nombre", re.IGNORECASE)


def check_versions(records: Records) -> Iterator[Finding]:
    """``same_as`` that leads to the quote itself or to another speaker's."""
    quotes = Quotes(records)
    for article_id, article in records.articles.items():
        for index, quote in enumerate(article.quotes):
            for place, same in enumerate(quote.same_as):
                path = ("quotes", index, "same_as", place, "quote")
                reference = full_reference(same.quote, article_id)
                other_article = reference.partition("#")[0]
                found = quotes.find(reference)
                if found is None:
                    continue
                other_index, other = found
                if other is quote:
                    message = "a quote cannot be another version of itself"
                    yield Finding("circular", "article", article_id, path, message, "remove it")
                elif {*other.speaker} == {*quote.speaker}:
                    continue
                elif quotes.clear(article_id, index, "speaker") and quotes.clear(
                    other_article, other_index, "speaker"
                ):
                    theirs, many = "', '".join(other.speaker), len(other.speaker) > 1
                    whose = "different speakers" if many else "a different speaker"
                    whose = f"{whose}: '{theirs}'" if theirs else "no speaker"
                    message = f"the other quote has {whose}"
                    hint = "two versions of one statement have the same speakers"
                    yield Finding("same-as-differs", "article", article_id, path, message, hint)


def check_same_words(
    desk: Desk, particulars: Particulars, kept: CacheByRecord
) -> Iterator[Finding]:
    """Quotes with the words of another, which are not linked as versions of one statement."""
    every = desk.quotes_in(particulars.shared(words_of_quotes))
    groups = grouped(
        (words, quote) for quote in every for words in kept.of(joined_words, quote.record)
    )
    for joined, quotes in groups.items():
        is_long = joined.count(" ") >= MANY - 1
        for place, quote in enumerate(quotes):
            for other in quotes[:place]:
                if found := _same(quote, other, is_long=is_long):
                    yield in_quote(quote, "same-words", ("text",), *found)
                    break
    yield from _same_originals(every, groups, kept)


def check_near_words(desk: Desk, particulars: Particulars) -> Iterator[Finding]:
    """Quotes in two articles with nearly the same words of one speaker on one day, not linked."""
    every = desk.quotes_in(particulars.shared(longest_words))
    said = (it for it in every if it.counts and it.date.known and it.record.exact)
    days = grouped(((it.speakers, it.date, it.language), it) for it in said)
    for quotes in days.values():
        words = [(it, {*words_in(it.record.words)}) for it in quotes[:_MOST]]
        for place, (quote, mine) in enumerate(words):
            for other, theirs in words[:place]:
                if quote.article_id == other.article_id or quote.utterance == other.utterance:
                    continue
                shared, fewest = len(mine & theirs), min(len(mine), len(theirs))
                near = fewest >= MANY and shared >= _ALIKE * len(mine | theirs)
                if near and words_in(quote.record.words) != words_in(other.record.words):
                    message = f"'{other.reference}' has nearly the same words of that day"
                    hint = f"if it is one statement, add `same_as: {other.reference}`"
                    yield in_quote(quote, "maybe-same", ("text",), message, hint)
                    break


def _same_originals(
    every: Iterable[QuoteEntry], groups: Mapping[str, Sequence[QuoteEntry]], kept: CacheByRecord
) -> Iterator[Finding]:
    """Originals that are the words of another quote, or its original under other words."""
    foreign = (quote for quote in every if quote.record.original)
    originals = grouped(
        (words, it) for it in foreign for words in kept.of(original_words, it.record)
    )
    for said, (first, *others) in originals.items():
        for other in groups.get(" ".join(said), ()):
            is_long = len(said) >= MANY
            found = _same(first, other, is_long=is_long)
            if not found and is_long and first.utterance != other.utterance:
                found = f"'{other.reference}' has these words, said {other.date}", _COPY_OR_LINK
            if found:
                yield in_quote(first, "same-words", ("original", "text"), *found)
        for quote in others:
            if quote.utterance != first.utterance and quote.record.words != first.record.words:
                message = f"'{first.reference}' has the same `original`, but other words"
                yield in_quote(quote, "same-words", ("original", "text"), message, _COPY_OR_LINK)


def check_within_another(desk: Desk, kept: CacheByRecord) -> Iterator[Finding]:
    """Quotes of several sentences that contain another quote, unless their source has them so."""
    for quotes in desk.quotes_of_article.values():
        yield from _within_another(quotes, kept)


def _within_another(quotes: Sequence[QuoteEntry], kept: CacheByRecord) -> Iterator[Finding]:
    several = [it for it in quotes if it.record.form == "direct" and it.verdict not in STANDS]
    several = [it for it in several if any(map(_ENDS.search, it.record.text))]
    if not several or len(quotes) == 1:
        return
    whole = [(it, words) for it in quotes for words in kept.of(joined_words, it.record)]
    direct = [pair for pair in whole if pair[0].record.form == "direct"]
    for quote, words in direct:
        if quote not in several:
            continue
        for other, part in direct:
            is_part = part != words and f" {part} " in f" {words} "
            is_another = quote.utterance != other.utterance and quote.speakers == other.speakers
            if is_part and is_another:
                message = f"this contains all the words of '{other.reference}', so they count twice"
                hint = "remove them here, or write […] where the source has other words between"
                yield in_quote(quote, "same-words", ("text",), message, hint)
                break


def _same(quote: QuoteEntry, other: QuoteEntry, *, is_long: bool) -> tuple[str, str] | None:
    """Message and hint, if two quotes with the same words may be one statement."""
    if quote.utterance == other.utterance:
        return None
    one, two, name = quote.date, other.date, other.reference
    if {*quote.speakers}.isdisjoint(other.speakers):
        both = quote.speakers and other.speakers
        alike = is_long or (both and quote.article_id == other.article_id)
        if alike and not one.apart(two):
            hint = "name the same speakers; if both said it, accept this"
            return f"these are the words of '{name}', which has another speaker", hint
        return None
    hint = f"if it is one statement, add `same_as: {name}`; if it was said twice, accept this"
    if not one.apart(two):
        return f"'{name}' has the same words of the same speaker, so they count twice", hint
    days = abs((one.first - two.first).days) if one.first and two.first else _NEAR + 1
    if days <= _NEAR and (is_long or quote.article_id == other.article_id):
        return f"'{name}' has the same words of the same speaker, said {two}", hint
    return None


def check_versions_differ(desk: Desk) -> Iterator[Finding]:
    """Versions of one statement that are of other days, or have no word in common."""
    for quote in desk.quotes.values():
        for place, same in enumerate(quote.record.same_as):
            other = desk.quotes.get(full_reference(same.quote, quote.article_id))
            if other is None or other is quote:
                continue
            if nearer := _nearer(desk, quote, other):
                message = f"'{same.quote}' shares hardly a word with this quote, '{nearer}' does"
            elif same.differs:
                if not (years := _other_years(quote, other)) or _TELLS.search(same.differs):
                    continue
                message = f"'{same.quote}' has {years[1]}, where this has {years[0]}"
            elif _days_apart(quote, other) > 1:  # one day is a matter of time zones
                message = f"'{same.quote}' is of another day: {other.date}, not {quote.date}"
            elif _no_word_shared(quote, other):
                message = f"'{same.quote}' has no word in common with this quote"
            elif differ := _differ(quote, other):
                message = f"'{same.quote}' {differ}"
            else:
                continue
            hint = "name another version of the same statement, or say in `differs` how they differ"
            path = ("same_as", place, "quote")
            yield in_quote(quote, "versions-differ", path, message, hint)


def _nearer(desk: Desk, quote: QuoteEntry, other: QuoteEntry) -> str | None:
    """A quote in the other article that matches ``quote`` clearly better than ``other``."""
    mine, theirs = asks(quote.record.words), asks(other.record.words)
    if len(mine & theirs) > 1 or quote.record.withheld or other.record.withheld:
        return None
    for it in desk.quotes_of_article[other.article_id]:
        shared = len(mine & asks(it.record.words)) if it.speakers == other.speakers else 0
        if it not in (quote, other) and shared >= MANY - 1 and 2 * shared >= len(mine):
            return it.reference
    return None


def _other_years(quote: QuoteEntry, other: QuoteEntry) -> tuple[str, str] | None:
    """The years that two versions name, if they differ."""
    one, two = ({*YEAR.findall(" ".join(words_said(it)))} for it in (quote, other))
    return (min(one), min(two)) if len(one) == len(two) == 1 and one != two else None


def _days_apart(quote: QuoteEntry, other: QuoteEntry) -> int:
    """The least number of days between the two; 0 if they may be of one day."""
    for one, two in ((quote.date, other.date), (other.date, quote.date)):
        if one.last and two.first and one.before(two):
            return (two.first - one.last).days
    return 0


def _differ(quote: QuoteEntry, other: QuoteEntry) -> str | None:
    """Another difference between two versions that cannot both be correct."""
    one, two = quote.record, other.record
    if one.withheld or two.withheld:
        return None
    if one.to and two.to and {*one.to}.isdisjoint(two.to):
        return f"was said to others: '{', '.join(two.to)}'"
    tags = [record.original and record.original.language for record in (one, two)]
    if all(tags) and len({tag.split("-")[0] for tag in tags if tag}) > 1:
        return f"was said in another language: '{tags[1]}'"
    numbers = [{*_NUMBER.findall(record.words)} for record in (one, two)]
    if quote.language == other.language and numbers[0] - numbers[1] and numbers[1] - numbers[0]:
        return f"has other numbers: {', '.join(sorted(numbers[1] - numbers[0]))}"
    return None


def _no_word_shared(quote: QuoteEntry, other: QuoteEntry) -> bool:
    records = (quote.record, other.record)
    if any(not record.exact or record.withheld for record in records):
        return False
    one, two = (entry.language and entry.language.split("-")[0] for entry in (quote, other))
    if one != two:
        return False
    # Two translations of a short sentence may share no word.
    is_translated = any(record.translation or record.original for record in records)
    words = [words_in(record.words) for record in records]
    if min(map(len, words)) < (MANY if is_translated else FEW):
        return False
    stems = [{word[:_STEM] for word in many if len(word) >= _STEM} for many in words]
    return all(stems) and stems[0].isdisjoint(stems[1])


def check_related(desk: Desk, entry: DemandEntry) -> Iterator[Finding]:
    """A demand that replaces a later one, one of others or something else, or is a part of such."""
    for field in ("supersedes", "part_of"):
        other = desk.demands.get(getattr(entry.record, field) or "")
        if other and not _shares_maker(desk, entry, other):
            message = f"'{other.id}' is a demand by '{', '.join(other.record.by)}'"
            hint = "name another demand, or accept this"
            yield Finding("other-maker", "demand", entry.id, (field,), message, hint)
        elif other and field == "supersedes" and (found := _unlike(desk, entry.record, other)):
            hint = "name the demand that this replaces, or accept this"
            yield Finding(found[0], "demand", entry.id, (field,), found[1], hint)
    older = desk.demands.get(entry.record.supersedes or "")
    if older and entry.first_date.before(older.first_date):
        message = f"made {entry.first_date}, before '{older.id}' was made ({older.first_date})"
        hint = "name in `supersedes` the earlier of the two demands, in the file of the later one"
        yield Finding("act-before-first", "demand", entry.id, ("supersedes",), message, hint)


def _shares_maker(desk: Desk, entry: DemandEntry, other: DemandEntry) -> bool:
    """Whether a maker of one is, speaks for or is a member of a maker of the other."""
    by, roles = {*entry.record.by, *other.record.by}, desk.roles
    return not desk.actors.keys() >= by or any(
        one == two or roles.is_or_speaks_for(a, b, UNKNOWN) or roles.is_member(a, b, UNKNOWN)
        for one in entry.record.by
        for two in other.record.by
        for a, b in ((one, two), (two, one))
    )


def _unlike(desk: Desk, record: Demand, other: DemandEntry) -> tuple[str, str] | None:
    """Code and message, if ``record`` cannot replace what ``other`` asks."""
    older, asked = other.record, (*record.to, *other.record.to)
    if record.topic != older.topic and desk.topics.keys() >= {record.topic, older.topic}:
        return "other-topic", f"'{other.id}' is about '{older.topic}', not '{record.topic}'"
    near = (desk.roles.belong_together(a, b, UNKNOWN) for a in record.to for b in older.to)
    if desk.actors.keys() >= {*asked} and not any(near):
        return "other-maker", f"'{other.id}' is addressed to '{', '.join(older.to)}'"
    if asks(record.title).isdisjoint(asks(older.title)):
        # A demand that is softened has other words, too.
        return "maybe-other-act", f"'{other.id}' seems to ask for something else: '{older.title}'"
    return None


def check_events(records: Records, particulars: Particulars) -> Iterator[Finding]:
    """Events that are described in an article and are in `events.yml`, too."""
    known = {key_of_name(event.name): (id_, event) for id_, event in records.events.items()}
    if not known:
        return
    for article_id, described in particulars.of(events_described):
        for path, name, day in described:
            if (key := key_of_name(name)) not in known:
                continue
            id_, listed = known[key]
            if not (day and PartialDate.parse(day).apart(listed.date)):
                message = f"events.yml has this event as '{id_}', so it is listed twice"
                hint = f"write `event: {id_}`; if they are two events, name them differently"
                yield Finding("copied", "article", article_id, tuple(path), message, hint)
