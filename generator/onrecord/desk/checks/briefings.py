"""Checks of briefings: their days, their pinned quotes, and what their evidence does not have."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from math import isnan

from onrecord.captures.edges import count_sentences, may_say_not
from onrecord.desk.actors import count_utterances
from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding
from onrecord.desk.quotes import QuoteEntry, Quotes
from onrecord.desk.settings import ProseFault
from onrecord.records import Briefing, Records, days_named

from .gists import only_one_denies, opposites_in
from .meanings import MEANINGS, NUMBER_WORDS, asks, numbers_counted, pattern
from .renderings import YEAR, evidence_of, words_said

# The most that a bottom line may have.
_SENTENCES = 3
_LONG = 35  # days of a briefing on a month
_SAID = re.compile(r"\b(\w[\w'\u2019-]+) (?:said|says|told|tells|added|adds|a dit|dit|a déclaré)\b")
_FIGURE = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?")
_OF_ALL = pattern("so_many_of_all", NUMBER_WORDS)
_CLAUSE = re.compile(r"[.;!?](?:\s|$)|,\s(?:and|but|while|whereas|et|mais|tandis que)\s")
_REACTS = pattern("reacts")
_MOST = 12  # clauses of a summary
_SURE = 3  # words by which two clauses fit the words of one another's actors better
_OF_ANOTHER = re.compile(r"\b(?:he|she|they|it|that|ils?|elles?|qu[e\u2019'])\b", re.IGNORECASE)
_SAYS_YES, _SAYS_NO = (
    re.compile(rf"\b(?:{MEANINGS['in_summaries'][it]})", re.IGNORECASE)
    for it in ("agrees", "refuses")
)
_YES, _NO = frozenset({"accepted", "says_met"}), frozenset({"rejected", "no_comment"})
_NUMBERS = re.compile(r"\d[\d.,]*\d|\d")
_FROM_TO = re.compile(r"\b(?:from|de)\s(\d[\d.,]*)\s(?:\w+\s){0,2}?(?:to|\u00e0)\s(\d[\d.,]*\d|\d)")


def check_briefings(records: Records) -> Iterator[Finding]:
    """Summaries with too many sentences."""
    for briefing_id, briefing in records.briefings.items():
        count = count_sentences(briefing.bottom_line)
        if count > _SENTENCES:
            message = f"this summary has {count} sentences; at most {_SENTENCES} are allowed"
            hint = "leave out what the sections of the briefing say"
            path = ("bottom_line",)
            yield Finding("long-bottom-line", "briefing", briefing_id, path, message, hint)


def check_days_of_briefings(desk: Desk) -> Iterator[Finding]:
    """Briefings of a wrong year, and those that rest on what was said after their last day."""
    for briefing_id, briefing in desk.briefings.items():
        since, until = briefing.since, briefing.until
        days = (until.first - since.first).days if since.first and until.first else 0
        years, rest = divmod(days, 365.25)
        if years and 2 <= rest <= _LONG:  # a review of whole years has nothing beyond them
            message = f"this briefing covers {days:,} days, from {since} to {until}"
            hint = "correct the year of `since` or `until`, or accept this"
            yield Finding("unlikely-date", "briefing", briefing_id, ("since",), message, hint)
        written = briefing.date or until
        if briefing.date and written.before(since):
            message = f"written {written}, before the days that it covers ({since} to {until})"
            hint = "correct `date`, or the days"
            yield Finding("unlikely-date", "briefing", briefing_id, ("date",), message, hint)
            written = until
        for field in ("evidence", "quotes"):
            for index, reference in enumerate(getattr(briefing, field)):
                quote = desk.quotes.get(reference)
                if quote and (until.before(quote.date) or written.before(quote.date)):
                    last = written if written.before(until) else until
                    message = f"'{reference}' was said {quote.date}, after this briefing ({last})"
                    hint = "name an earlier quote, or correct the day of the briefing"
                    path = (field, index)
                    yield Finding("unlikely-date", "briefing", briefing_id, path, message, hint)


def check_pinned(records: Records) -> Iterator[Finding]:
    """Quotes of a briefing that are named twice, or that are nobody's words to paste."""
    quotes = Quotes(records)
    for briefing_id, briefing in records.briefings.items():
        for index, reference in enumerate(briefing.quotes):
            path = ("quotes", index)
            if reference in briefing.quotes[:index]:
                message = f"'{reference}' is in this list twice"
                yield Finding("bad-value", "briefing", briefing_id, path, message, "remove one")
            elif (found := quotes.find(reference)) and found[1].form == "scare":
                message = "these are the writer's own quotation marks: nobody is quoted"
                hint = "name a quote that has a speaker"
                yield Finding("not-to-paste", "briefing", briefing_id, path, message, hint)


def _percent_of(some: str, all_: str) -> str:
    """``some`` of ``all_`` as a percentage; both may be words or figures."""
    one, two = (NUMBER_WORDS.get(it.casefold(), it) for it in (some, all_))
    return f"{100 * int(one if one.isdigit() else 1) / (int(two) or 1):.0f}"


def check_bottom_lines(desk: Desk) -> Iterator[Finding]:
    """Speakers, days and figures in the summary of a briefing that are not in its evidence."""
    for briefing_id, briefing in desk.briefings.items():
        evidence, line = evidence_of(desk, briefing), briefing.bottom_line
        if not evidence or len(evidence) < len(briefing.evidence):
            continue
        found = _exchanged(desk, line, evidence)
        told = (
            () if found else (*_of_clauses(desk, line, evidence), *_backwards(desk, line, evidence))
        )
        for message in told:
            hint, path = "correct it, or add the quote to `evidence`", ("bottom_line",)
            yield Finding("maybe-evidence", "briefing", briefing_id, path, message, hint)
        if found:
            message = f"the evidence says of '{found[1]}' what this says of '{found[0]}'"
            message = f"{message}, and the other way round"
            hint, path = "correct the names, or the evidence", ("bottom_line",)
            yield Finding("maybe-evidence", "briefing", briefing_id, path, message, hint)
        missing = [*_unheard(desk, line, evidence), *_other_days(desk, briefing, evidence)]
        days = {day.year for day in days_named(line, 1)}
        said = " ".join(chain.from_iterable(map(words_said, evidence)))
        figures = {*_FIGURE.findall(said), *(str(day.day) for day in days_named(line, 1))}
        figures |= {_percent_of(*it) for it in _OF_ALL.findall(said)}
        counts = [count.value for count, _ in numbers_counted([said])]
        figures |= {f"{it:.0f}" for it in counts if not isnan(it)}
        years = {*YEAR.findall(line), *map(str, days)}
        # Where a number is in words that we cannot work out, it may be any.
        unread = any(map(isnan, counts))
        missing += [it for it in _FIGURE.findall(line) if not unread and it not in figures | years]
        around = " ".join(filter(None, chain.from_iterable(map(_texts_on, evidence))))
        dates = (briefing.since, briefing.until, *(it.date for it in evidence))
        known = {*YEAR.findall(around), *(str(date.first.year) for date in dates if date.first)}
        missing += sorted({*YEAR.findall(line)} - known) if known else []
        for what in dict.fromkeys(missing):
            message = f"'{what}' is in none of the quotes that this is based on"
            hint = "add the quote to `evidence`, or correct it"
            path = ("bottom_line",)
            yield Finding("maybe-evidence", "briefing", briefing_id, path, message, hint)


def _unheard(desk: Desk, line: str, evidence: Sequence[QuoteEntry]) -> Iterator[str]:
    """People in ``line`` who are neither quoted nor named in the evidence."""
    heard = {name for quote in evidence for name in (*quote.speakers, quote.record.quoting)}
    last = {desk.actors[it].name.split()[-1] for it in heard if it and it in desk.actors}
    texts = (text for quote in evidence for text in _texts_on(quote))
    known = heard | desk.names.named_in(" ".join(filter(None, texts))).keys()
    known |= {name for quote in evidence for name in quote.record.to}
    said = {*_SAID.findall(line)}
    for name in desk.names.named_in(line):
        actor = desk.actors[name]
        own = actor.name.split()[-1]
        if actor.kind == "person" and own not in last and own in said:
            yield own
        elif actor.kind == "person" and actor.name in line and name not in known:
            yield actor.name


def _texts_on(quote: QuoteEntry) -> Iterator[str | None]:
    """All texts of the desk on a quote: its words, and our own."""
    record, article = quote.record, quote.article
    yield from words_said(quote)
    yield from (record.gist, record.context, record.note, quote.occasion.name)
    yield from (article.title, article.summary, article.source.headline)


def _clauses(
    desk: Desk, line: str, evidence: Sequence[QuoteEntry]
) -> Iterator[tuple[str, str, list[QuoteEntry]]]:
    """The clauses of a summary about one actor only, each with that actor's evidence."""
    # Each two clauses are compared; what is too long for a summary is reported as that.
    for clause in _CLAUSE.split(line)[:_MOST]:
        named = [*desk.names.named_in(clause)]
        named = [it for it in named if desk.actors[it].name in clause] or named
        before = clause.partition(desk.actors[named[0]].name.split()[-1])[0] if named else ""
        # "He said that Mia Brandt ..." is of somebody else.
        if (
            named
            and not _OF_ANOTHER.search(before)
            and all(desk.roles.share_words(named[0], it) for it in named)
        ):
            of = [
                it
                for it in evidence
                if any(desk.roles.share_words(n, s) for n in named for s in it.speakers)
            ]
            yield clause, named[0], of


def _of_clauses(desk: Desk, line: str, evidence: Sequence[QuoteEntry]) -> Iterator[str]:
    """Clauses about an actor that have another day, number or answer than the evidence."""
    for clause, name, of in _clauses(desk, line, evidence):
        actor, others = desk.actors[name].name, [it for it in evidence if it not in of]
        if not of:
            texts = "\n".join(filter(None, (it for quote in evidence for it in _texts_on(quote))))
            known = {*desk.names.named_in(texts), *(to for it in evidence for to in it.record.to)}
            begins = re.match(
                rf"\W*(?:the |le |la |l['\u2019])?{re.escape(actor)}\b", clause, re.IGNORECASE
            )
            # Of people `_unheard` says so.
            if begins and evidence and desk.actors[name].kind != "person" and name not in known:
                yield f"nothing in the evidence is by or about '{actor}'"
            continue
        acts = [act for it in of for act in desk.acts_by_quote.get(it.reference, ())]
        answers = {act.word for act in acts if act.kind == "answer"}
        for says, against in ((_SAYS_YES, _NO), (_SAYS_NO, _YES)):
            if (found := says.search(clause)) and answers and answers <= against:
                yield f"'{found[0]}' is said of '{actor}', but the answer is '{min(answers)}'"
        years = {it.date.first.year for it in of if it.date.first and it.date.precision == "day"}
        days = days_named(clause, min(years)) if len(years) == 1 else set()
        of_others = [it for it in others if it.date.first in days]
        if len(days) == 1 and of_others and not any(it.date.first in days for it in of):
            yield f"'{of_others[0].reference}', of {min(days)}, is not by '{actor}'"
        yield from _turned(clause, of)
        if not (may_say_not(clause) or _REACTS.search(clause)):
            yield from _of_others(clause, actor, of, others)


def _turned(clause: str, quotes: Sequence[QuoteEntry]) -> Iterator[str]:
    """Statements of a clause that the ``quotes`` behind it say the other way round."""
    texts = [text for text in _words(quotes) if text]
    sentences = [it for text in texts for it in _CLAUSE.split(text) if asks(clause) & asks(it)]
    found = [it for sentence in sentences for it in opposites_in(clause, sentence)]
    found = found or [it for text in texts for it in only_one_denies(clause, text)]
    for ours, theirs in found[:1]:
        yield f"the summary has '{ours}', but the evidence has '{theirs}'"


def _backwards(desk: Desk, line: str, evidence: Sequence[QuoteEntry]) -> Iterator[str]:
    """Clauses such as "from 5 to 3" with two numbers that the words have in the other order."""
    for clause in _CLAUSE.split(line)[:_MOST] if _FROM_TO.search(line) else ():
        named, near = desk.names.named_in(clause), desk.roles.share_words
        of = [it for it in evidence if any(near(n, s) for n in named for s in it.speakers)]
        numbers = [({*_NUMBERS.findall(" ".join(_words([it])))}, it.date) for it in of or evidence]
        for one, two in _FROM_TO.findall(clause):
            first, last = ([day for has, day in numbers if it in has] for it in (one, two))
            if first and last and all(it.before(other) for other in first for it in last):
                yield f"'from {one} to {two}', but {two} is of {last[0]} and {one} of {first[0]}"


def _of_others(
    clause: str, actor: str, own: Sequence[QuoteEntry], others: Sequence[QuoteEntry]
) -> Iterator[str]:
    """Numbers in a clause on an ``actor`` that only the quotes of ``others`` have."""
    mine, theirs = ([*numbers_counted(_words(quotes))] for quotes in (own, others))
    known = {(count.value, unit) for count, unit in theirs}
    for count, unit in numbers_counted([clause]) if theirs else ():
        said = any(count.renders(it) for it, _ in mine)
        if unit.strip() and not said and (count.value, unit) in known:
            yield f"'{count.shown}' ({unit}) is not in the words of '{actor}', but of others"


def _words(quotes: Sequence[QuoteEntry]) -> Iterator[str]:
    """The words of quotes, and our gists of them."""
    for quote in quotes:
        yield from (*words_said(quote), quote.record.gist or "")


def _exchanged(desk: Desk, line: str, evidence: Sequence[QuoteEntry]) -> tuple[str, str] | None:
    """Two actors with each other's evidence in ``line``."""
    told: list[tuple[str, frozenset[str], frozenset[str], frozenset[str]]] = []
    for clause, named, of in _clauses(desk, line, evidence):
        if _REACTS.search(clause):
            continue
        said = asks(" ".join(text for it in of for text in (*words_said(it), it.record.gist or "")))
        after = asks(clause.partition(desk.actors[named].name)[2].lstrip().partition(" ")[0])
        told.append((named, after, asks(clause), said))
    for at, (one, verb, words, said) in enumerate(told):
        for two, its_verb, its_words, its_said in told[:at]:
            only, its_only = said - its_said, its_said - said
            gains = [
                sum(1 + (it in does) for it in clause & theirs)
                - sum(1 + (it in does) for it in clause & mine)
                for clause, does, mine, theirs in (
                    (words, verb, only, its_only),
                    (its_words, its_verb, its_only, only),
                )
            ]
            if min(gains) > 0 and sum(gains) >= _SURE and said and its_said:
                return desk.actors[two].name, desk.actors[one].name
    return None


def _other_days(desk: Desk, briefing: Briefing, evidence: Sequence[QuoteEntry]) -> Iterator[str]:
    """Days that the bottom line names and that nothing in its evidence has."""
    day = briefing.until.first
    named = days_named(briefing.bottom_line, day.year) if day else set()
    known = {date(day.year, day.month, day.day)} if day else set()
    for quote in evidence if named else ():
        known |= days_named(quote.record.words, day.year) if day else set()
        acts = desk.acts_by_quote.get(quote.reference, ())
        dates = [quote.date, quote.article.source.published, *(act.date for act in acts)]
        known |= {it.first for it in dates if it.first and it.precision == "day"}
        if any(it.precision != "day" for it in dates[:1]):
            return
    for it in sorted(named - known):
        yield str(it)


_HAS = pattern("site_has", NUMBER_WORDS)
_ENGLISH: Mapping[str, str] = MEANINGS["kinds_in_english"]


def other_counts(text: str, desk: Desk) -> Iterator[ProseFault]:
    """Where ``text`` gives a wrong number of the site's records."""
    has = {kind: {len(desk.records(kind))} for kind in ("article", "demand", "claim", "actor")}
    has["quote"] = {len(desk.quotes), count_utterances(desk.quotes.values())}
    for found in _HAS.finditer(text):
        what = _ENGLISH.get(found[2].casefold(), found[2].casefold())
        number = NUMBER_WORDS.get(found[1].casefold()) or re.sub(r"\D", "", found[1])
        known = has[what.removesuffix("s")]
        if int(number) not in known:
            code = "other-number" if int(number) > max(known) else "maybe-number"
            message = f"this says {number} {found[2]}, but the desk has {max(known)}"
            yield ProseFault(found.start(1), code, message, "correct the number")
