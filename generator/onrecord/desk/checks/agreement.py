"""What two places of a desk say of one thing and cannot both be right: topics, numbers, days."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias

from pydantic import BaseModel

from onrecord.captures.withheld import words_in
from onrecord.desk.acts import Act
from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding, in_quote
from onrecord.desk.quotes import QuoteEntry
from onrecord.desk.roles import holds
from onrecord.records import Article, Quote, Role
from onrecord.records.values import KeptByRecord, YamlPath

from .sources import days_in

# What a number is of, and what is said of it: "three demands", "ten per cent".
_Counts: TypeAlias = Mapping[str, set[str]]


def check_topics(desk: Desk) -> Iterator[Finding]:
    """Acts that rest on a quote about something else."""
    seen: set[tuple[object, ...]] = set()
    for act in desk.acts:
        topics, about = _topics(desk, act), act.quote.record.about if act.quote else ()
        if act.quote is None or not about or not topics or not desk.topics.keys() >= {*about}:
            continue
        place = (*act.owner, *act.path, act.subject)
        if topics.isdisjoint(act.quote.record.about) and place not in seen:
            seen.add(place)  # an answer is there for each addressee
            kind = "demand" if act.kind in ("statement", "answer") else "claim"
            message = (
                f"'{act.quote.reference}' is about {_listed(act.quote.record.about)},"
                f" the {kind} '{act.subject}' about {_listed(topics)}"
            )
            hint = f"name another quote or {kind}, or add the topic to `about` of the quote"
            yield Finding("other-topic", *act.owner, (*act.path, "quote"), message, hint)


def _topics(desk: Desk, act: Act) -> set[str]:
    """What the demand or claim of ``act`` is about, of the topics that there are."""
    if act.kind in ("statement", "answer"):
        return {desk.demands[act.subject].record.topic} & desk.topics.keys()
    return {*desk.claims[act.subject].record.about} & desk.topics.keys()


def _listed(names: Iterable[str]) -> str:
    return "'" + "', '".join(sorted(names)) + "'"


_NUMBERS = re.findall(
    r"\S+",
    """
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty
    deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept
    dix-huit dix-neuf vingt
    """,
)
_VALUES = {word: str(number % 19 + 2) for number, word in enumerate(_NUMBERS)}
_PERCENT = re.compile(r"%|\bper ?cent\b|\bpour[ \u00a0]cent\b", re.IGNORECASE)
_COUNTED = re.compile(
    rf"\b(\d+(?:[.,\u00a0\u202f ]\d{{3}})*(?:[.,]\d+)?|{'|'.join(_VALUES)})"
    r"[\s\u00a0\u202f-]+([^\W\d_]{3,})(?:[\s-]+([^\W\d_]{4,}))?",
    re.IGNORECASE,
)
# After a number these are no name of what is counted.
_NO_UNITS = frozenset(
    {"and", "are", "but", "for", "from", "had", "has", "have", "more", "not", "off", "one", "other",
     "others", "our", "out", "per", "than", "that", "the", "their", "them", "they", "this", "times",
     "to", "was", "were", "which", "who", "with", "years", "year", "days", "day", "weeks", "months",
     "hours", "minutes", "ans", "jours", "mois", "semaines", "heures", "fois", "des", "les", "aux",
     "par", "pour", "qui", "que", "autres", "million", "millions", "billion", "thousand", "hundred",
     "january", "february", "march", "april", "may", "june", "july", "august", "september",
     "october", "november", "december"}
)  # fmt: skip


def _counts(texts: Iterable[str]) -> _Counts:
    """The numbers in ``texts`` by what they count."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for text in texts:
        for number, *units in _COUNTED.findall(_PERCENT.sub(" percent", text)):
            value = _VALUES.get(number.casefold()) or re.sub(r"[\s,.](?=\d{3}\b)", "", number)
            for unit in units:
                if not unit or unit.casefold() in _NO_UNITS:
                    break
                found[_one_of(unit)].add(value)
    return found


def _one_of(unit: str) -> str:
    """The name of what is counted, of one or of many."""
    word = unit.casefold()
    return word[:-1] if len(word) > 4 and word.endswith("s") else word


def _counts_in(_: BaseModel, text: str | None) -> Iterator[_Counts]:
    """What ``text``, which is in this record, counts, if it counts anything."""
    if text and (found := _counts([text])):
        yield found


def _other_number(counted: _Counts, theirs: Iterable[str]) -> tuple[str, str, str] | None:
    """What is ``counted``, its number and the number of ``theirs``, which have not that one."""
    said = _counts(theirs)
    for unit, numbers in counted.items():
        if unit in said and numbers.isdisjoint(said[unit]):
            return unit, min(numbers), ", ".join(sorted(said[unit]))
    return None


def check_numbers(desk: Desk, kept: KeptByRecord) -> Iterator[Finding]:
    """Numbers in our own words that are others in the words that they render."""
    for owner, path, record, ours, quotes in _renderings(desk):
        for counted in kept.of(_counts_in, record, ours):
            theirs = [
                text
                for quote in quotes
                if not quote.record.withheld
                for text in (*quote.record.text, quote.record.gist if path[-1] != "gist" else None)
                if text
            ]
            if found := _other_number(counted, theirs):
                unit, number, other = found
                message = f"{number} ({unit}) here, but {other} in the words that this renders"
                hint = "correct the number, or name the quote that has it"
                # These may count what we saw, not what was said.
                code = "maybe-number" if path[-1] in ("summary", "bottom_line") else "other-number"
                yield Finding(code, *owner, path, message, hint)


_Rendering: TypeAlias = tuple[
    tuple[str, str], YamlPath, BaseModel, str | None, Sequence[QuoteEntry]
]


def _renderings(desk: Desk) -> Iterator[_Rendering]:
    """Our own words, with the quotes that they render, and where they are."""
    for quote in desk.quotes.values():
        gist = ("quotes", quote.index, "gist")
        yield ("article", quote.article_id), gist, quote.record, quote.record.gist, [quote]
    for entry in desk.demands.values():
        stated = [act.quote for act in entry.statements if act.quote]
        if len(stated) == len(entry.statements):
            yield ("demand", entry.id), ("title",), entry.record, entry.record.title, stated
    for claim in desk.claims.values():
        asserted = [act.quote for act in claim.by_act("asserted") if act.quote]
        yield ("claim", claim.id), ("text",), claim.record, claim.record.text, asserted
    for act in desk.acts:
        if act.quote:
            yield act.owner, (*act.path, "condition"), act.record, act.condition, [act.quote]
    for article_id, article in desk.articles.items():
        quotes = desk.quotes_of_article[article_id]
        yield ("article", article_id), ("summary",), article, article.summary, quotes
    for briefing_id, briefing in desk.briefings.items():
        named = [desk.quotes[it] for it in briefing.evidence if it in desk.quotes]
        line = briefing.bottom_line
        yield ("briefing", briefing_id), ("bottom_line",), briefing, line, named


_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    )
    for number, name in enumerate(names.split(), start=1)
}
_DAY = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th|er)?(?: of)?\s+({'|'.join(_MONTHS)})\b(?:,?\s+(\d{{4}})\b)?"
    rf"|\b({'|'.join(_MONTHS)})\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(\d{{4}})\b)?",
    re.IGNORECASE,
)


def days_named(text: str, year: int) -> set[date]:
    """The days that ``text`` names by day and month, in the ``year`` where it names no other."""
    found = set()
    for day, month, of, month_first, day_after, of_after in _DAY.findall(text):
        number = _MONTHS[(month or month_first).casefold()]
        try:
            found.add(date(int(of or of_after or year), number, int(day or day_after)))
        except ValueError:
            continue
    return found


def days_of_title(article_id: str, article: Article, year: int) -> set[date]:
    """The days that the title, the headline and the id of an article name."""
    texts = (article.title, article.source.headline or "")
    return {*days_in(article_id), *(it for text in texts for it in days_named(text, year))}


_MANY = 3  # quotes of one speaker elsewhere that tell in which language they speak


def check_languages_spoken(desk: Desk) -> Iterator[Finding]:
    """Words in the language of the source, by who is translated into it everywhere else."""
    spoken: defaultdict[tuple[str, str], defaultdict[str | None, list[QuoteEntry]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for quote in desk.quotes.values():
        record = quote.record
        # Who says in which language the words are has thought of it.
        if len(quote.speakers) == 1 and record.form != "scare" and not record.language:
            language = record.original.language if record.original else None
            translated = record.translation and record.translation.by not in (None, "none")
            if language or not translated:
                heard = quote.speakers[0], (quote.language or "").split("-")[0]
                spoken[heard][language].append(quote)
    for (speaker, _), languages in spoken.items():
        usual = max(languages, key=lambda language: len(languages[language]))
        for language, quotes in languages.items():
            where = {quote.article_id for quote in quotes}
            elsewhere = [it for it in languages[usual] if it.article_id not in where]
            if usual is None or language == usual or len(where) > 1 or len(elsewhere) < _MANY:
                continue
            message = f"in other articles '{speaker}' is translated from '{usual}'"
            hint = (
                f"add `original: {{language: {usual}}}` and `translation`, or write `language` on"
                " the quote if it was said so"
            )
            path: YamlPath = ("original",) if language else ("id",)
            yield in_quote(quotes[0], "maybe-original", path, message, hint)


# What somebody no longer is, before the title.
_NO_LONGER = frozenset({"former", "ex", "ancien", "ancienne", "late"})
_SMALL = 3  # letters of words that titles share by chance


def check_titles(desk: Desk) -> Iterator[Finding]:
    """Quotes whose speaker has the title of somebody else, or one of another time."""
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for actor_id, actor in desk.actors.items():
        if actor.kind == "person":
            for role in actor.roles:
                owners[" ".join(words_in(role.title))].append(actor_id)
    for quote in desk.quotes.values():
        given, speaker = quote.record.speaking_as, next(iter(quote.speakers), "")
        own = desk.actors[speaker].roles if speaker in desk.actors else ()
        if not given or not own or len(quote.speakers) > 1:
            continue
        if found := _other_title(desk, quote, given, owners):
            hint = f"correct `speaking_as` or `speaker`, or add the role to actors/{speaker}.yml"
            yield in_quote(quote, "role-of-another", ("speaking_as",), found, hint)


def _is_turned(role: Role) -> bool:
    """Whether it ends before it begins, which is a fault of its own."""
    return bool(role.from_ and role.to and role.to.before(role.from_))


def _other_title(
    desk: Desk, quote: QuoteEntry, given: str, owners: Mapping[str, list[str]]
) -> str | None:
    speaker, words = quote.speakers[0], words_in(given)
    own = desk.actors[speaker].roles
    held = [role for role in own if holds(role, quote.date)]
    if len(words) > 1 and words[0] in _NO_LONGER:
        title = next((it.title for it in held if words_in(it.title) == words[1:]), None)
        dated = title and any(it.title == title and it.from_ for it in held)
        return f"'{speaker}' is '{title}' on {quote.date}" if dated and quote.date.known else None
    ended = any(words_in(role.title) == words for role in own if not _is_turned(role))
    if ended and not any(words_in(role.title) == words for role in held):
        return f"'{speaker}' is not '{given}' on {quote.date}"
    others = [name for name in owners.get(" ".join(words), ()) if name != speaker]
    if not others or not held or desk.actors[speaker].kind != "person":
        return None
    telling = {word for word in words if len(word) > _SMALL}
    if any(not telling.isdisjoint(words_in(role.title)) for role in own):
        return None
    # A person may have had another role before or after those that are known.
    return f"'{given}' is the title of '{others[0]}'; '{speaker}' has no such role"


# Words that refuse, and words that agree, in English and French.
_REFUSES = re.compile(
    r"\b(?:no|never|nothing|cannot|reject\w*|refus\w*|(?:will|can|shall|do|would|could) ?not"
    r"|\w+n['\u2019]t|rejet\w*|jamais|aucune?|ne \w+ pas)\b|\bout of the question\b",
    re.IGNORECASE,
)
_AGREES = re.compile(
    r"\b(?:yes|we agree|we accept|oui|nous acceptons|d['\u2019]accord)\b", re.IGNORECASE
)
_STILL = re.compile(
    r"\b(?:still|again|encore|toujours)\b[^.]*\b(?:ask|demand|want|call|insist|deman)"
)
_BUT = re.compile(r"\b(?:but|only|if|unless|mais|seulement|si)\b", re.IGNORECASE)


class _ActingWords(NamedTuple):
    """What words have that refuses, agrees or insists, and that limits it."""

    refuses: str | None
    agrees: str | None
    insists: str | None
    limits: str | None


def _acting_words(record: Quote) -> Iterator[_ActingWords]:
    """What the words of a quote have of this, if anything."""
    found = [pattern.search(record.words) for pattern in (_REFUSES, _AGREES, _STILL, _BUT)]
    if any(found[:-1]):
        yield _ActingWords(*(match and match[0] for match in found))


def check_acts_in_words(desk: Desk, kept: KeptByRecord) -> Iterator[Finding]:
    """Acts of which their own words seem to say the opposite: it may only look so."""
    seen: set[tuple[object, ...]] = set()
    for act in desk.acts:
        quote = act.quote
        if quote is None or act.told_by or quote.record.form not in ("direct", "partial"):
            continue
        # What says both is a fault of its own.
        if {act.word} != {it.word for it in desk.acts_by_quote[quote.reference]}:
            continue
        said = next(iter(kept.of(_acting_words, quote.record)), None)
        if said is None:
            continue
        # Who is to stop something agrees with "no more".
        demand = desk.demands.get(act.subject) if act.kind == "answer" else None
        to_do = demand is not None and demand.record.action in _TO_DO
        found = None
        if act.word == "accepted" and to_do and not (said.agrees or said.limits):
            found = said.refuses
        elif act.word == "rejected" and not (said.refuses or said.limits):
            found = said.agrees
        elif act.word == "withdrawn":
            found = said.insists
        place = (*act.owner, *act.path)
        if found and place not in seen:
            seen.add(place)
            message = f"'{act.word}', but the words have '{found}'"
            hint = "correct the row if it is wrong, or name the quote that is meant"
            field = "response" if act.kind == "answer" else "act"
            yield Finding("maybe-other-act", *act.owner, (*act.path, field), message, hint)


_TO_DO = frozenset({"do", "guarantee"})
