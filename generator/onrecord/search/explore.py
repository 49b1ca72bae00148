"""The files that the page of all quotes fetches: what to filter by, and the quotes in blocks.

``explore/meta.json`` has the facets with their choices, and of each facet a column with one value
for each quote, newest first, about four bytes a quote; ``explore/quotes/<n>.txt`` has what is shown
of ``BLOCK`` of them, one line of JSON each below a first line with its digest, which the first file
has, too, so that no page mixes two builds. A script sets the texts on the card of the page. What is
withheld has no words here, as everywhere.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from itertools import chain, groupby, pairwise
from pathlib import Path
from typing import get_args

from onrecord.desk import VERDICTS, Desk, QuoteEntry, newest_quotes_first
from onrecord.records import Form, PartialDate, fixed
from onrecord.views.attribution import before_words, gloss, said, speaker_then, whole_correction
from onrecord.views.card_lines import card_name, card_notes, pasted_line, verdict_line
from onrecord.views.context import Context
from onrecord.views.lines import Catalogue, text_of
from onrecord.views.links import ActorLinks
from onrecord.views.quote_card import QuoteCard
from onrecord.views.quote_pages import FACETS, NOBODY, UNKNOWN

from . import browser_files

_EPOCH = 719_163  # days are counted from 1 January 1970, as a browser counts them


@fixed
class Facet:
    """A filter of quotes, and the value of each quote."""

    # Value (as in an address) and label of each, in the order in which they are shown.
    choices: tuple[tuple[str, str], ...]
    # The combinations of choices (their places) that occur, the most frequent first.
    sets: tuple[tuple[int, ...], ...]
    values: str  # the place in `sets` for each quote, or for each run of quotes
    runs: str  # how many more quotes each of the `values` is of; empty where each is for one

    @classmethod
    def of(cls, choices: Sequence[tuple[str, str]], column: Sequence[tuple[str, ...]]) -> "Facet":
        """The facet of ``choices``; ``column`` has the values of each quote."""
        places = {value: place for place, (value, _) in enumerate(choices)}
        combined = [tuple(sorted(places[value] for value in values)) for values in column]
        # The most frequent get the smallest numbers, and so the shortest.
        sets = tuple(choice_set for choice_set, _ in Counter(combined).most_common())
        numbers = {choice_set: number for number, choice_set in enumerate(sets)}
        rows, runs = _shorter([numbers[choice_set] for choice_set in combined])
        return cls(tuple(choices), sets, rows, runs)


@fixed
class Days:
    """The dates of the quotes, newest first."""

    latest: int  # the last day of the first quote's date; days are numbered from 1 January 1970
    steps: str  # how many days each run of quotes ends before the run above it
    spans: str  # how many more days than one the date of each run may mean
    runs: str  # how many more quotes than one have it
    dated: int  # how many quotes have a date at all; those without are last

    @classmethod
    def of(cls, dates: Iterable[PartialDate]) -> "Days":
        """The days of ``dates``."""
        lasts, spans, runs = [], [], []
        for date, group in groupby(date for date in dates if date.known):
            first, last = date.sort_key
            lasts.append(last - _EPOCH)
            spans.append(last - first)
            runs.append(len(list(group)) - 1)
        steps = [above - below for above, below in pairwise([*lasts[:1], *lasts])]
        latest = lasts[0] if lasts else 0
        return cls(
            latest,
            browser_files.pack(steps),
            browser_files.pack(spans),
            browser_files.pack(runs),
            sum(runs) + len(runs),
        )


def _shorter(numbers: Sequence[int]) -> tuple[str, str]:
    """``numbers`` one by one, or as runs if that is shorter."""
    groups = [(number, len(list(group))) for number, group in groupby(numbers)]
    plain = browser_files.pack(numbers)
    values = browser_files.pack(number for number, _ in groups)
    runs = browser_files.pack(length - 1 for _, length in groups)
    return (plain, "") if len(plain) <= len(values) + len(runs) else (values, runs)


Order = Callable[[set[str]], list[tuple[str, str]]]


def facets_of(desk: Desk, quotes: Sequence[QuoteEntry], say: Catalogue) -> dict[str, Facet]:
    """Each facet with its choices and with what each of ``quotes`` has of it."""
    ordered = _ordered(desk, say)
    columns = {name: list(map(values_of, quotes)) for name, values_of in FACETS.items()}
    return {
        name: Facet.of(ordered[name](set().union(*column)), column)
        for name, column in columns.items()
    }


def _ordered(desk: Desk, say: Catalogue) -> dict[str, Order]:
    """The order of each facet's values, with their labels."""
    people = ActorLinks(desk)

    def speaker(values: set[str]) -> list[tuple[str, str]]:
        named = sorted(values - {UNKNOWN, NOBODY}, key=people.sort_key)
        unnamed = {UNKNOWN: "card.unknown_speaker", NOBODY: "card.no_speaker.any"}
        return [
            *((value, people.link(value).text) for value in named),
            *((value, say(key)) for value, key in unnamed.items() if value in values),
        ]

    def known(labels: Mapping[str, str]) -> Order:
        return lambda values: [(key, label) for key, label in labels.items() if key in values]

    return {
        "speaker": speaker,
        "topic": known({id_: topic.name for id_, topic in desk.topics.items()}),
        "source": lambda values: [(value, value) for value in sorted(values, key=str.casefold)],
        "form": known({value: say(f"form.{value}") for value in get_args(Form)}),
        "verdict": known({value: say(f"verdict.{value}") for value in VERDICTS}),
    }


# The texts of a line in their order; the page's template names its places by them.
SLOTS = (
    "uri", "form", "state", "before", "gist", "words", "language", "direction", "gloss",
    "corrections", "speaker", "role", "when", "check", "verdict", "notes", "name", "copied",
)  # fmt: skip


def result_json(card: QuoteCard, say: Catalogue) -> str:
    """The texts of ``card`` in the order of ``SLOTS``, as one line of JSON."""
    texts = result_texts(card, say)
    return browser_files.compact_json([texts[name] or "" for name in SLOTS])


Pieces = list[tuple[str, str]]


def result_texts(card: QuoteCard, say: Catalogue) -> dict[str, str | Pieces | None]:
    """The texts of ``card`` by slot; none if there is nothing to say."""
    indirect = card.form == "indirect"
    speaker, role = _speaker(card, say)
    verdict, dot = verdict_line(card, say), say("list.dot")
    notes = dot.join(card_notes(card, say))
    occasion = card.occasion_short
    when = say.whole_date(card.when) + (say("card.occasion", occasion=occasion) if occasion else "")
    return {
        "uri": card.uri,
        "form": card.form,
        "state": card.state,
        "before": _before(card, say),
        "gist": card.gist if indirect else None,
        "words": None if indirect or card.withheld else said(card, say),
        "language": card.language,
        "direction": card.direction,
        "gloss": gloss(card, say),
        "corrections": " ".join(text_of(whole_correction(each, say)) for each in card.corrections),
        "speaker": speaker,
        "role": role,
        "when": when,
        "check": card.check.verdict if verdict else None,
        "verdict": verdict,
        "notes": f"{dot if verdict and notes else ''}{notes}",
        "name": card_name(card, say),
        "copied": pasted_line(card, say),
    }


def _speaker(card: QuoteCard, say: Catalogue) -> tuple[Pieces, str]:
    """The names linked to their pages, with separators; and what follows."""
    names, *more = speaker_then(card, say)
    return [(name.text, name.uri or "") for name in names.parts], text_of(tuple(more))


def _before(card: QuoteCard, say: Catalogue) -> str:
    reason = [say("card.reason", reason=card.reason)] if card.withheld and card.reason else []
    return " ".join([*before_words(card, say), *reason])


@fixed
class ExploreFiles:
    """The files that filters and the search fetch."""

    digests: browser_files.Digests = (1, [])  # of the blocks of cards
    files: Iterable[browser_files.File] = ()  # path below the site's root, and content


BLOCKS = "explore/quotes"  # the folder of the blocks of cards


def explore_files(
    context: Context, say: Catalogue, known: dict[str, str] | None = None
) -> ExploreFiles:
    """The facets and the cards of all quotes; of some the lines are ``known``, by reference.

    They are taken out of it, so that none is in memory twice.
    """
    desk, cards = context.desk, context.cards
    quotes = newest_quotes_first(desk.quotes.values())
    if not quotes:
        return ExploreFiles()
    lines = {} if known is None else known
    blocks = browser_files.blocks_of(
        lines.pop(quote.reference, "") or result_json(cards.card(quote), say) for quote in quotes
    )
    meta = _meta(desk, quotes, say)
    digests = browser_files.digests_of(blocks)
    facts = browser_files.compact_json({"digests": digests, **meta}).encode()
    numbered = browser_files.numbered_files(BLOCKS, blocks, digests)
    return ExploreFiles(digests, chain([("explore/meta.json", facts)], numbered))


def _meta(desk: Desk, quotes: Sequence[QuoteEntry], say: Catalogue) -> dict[str, object]:
    facets = facets_of(desk, quotes, say)
    return {
        "count": len(quotes),
        "block": browser_files.BLOCK,
        "slots": SLOTS,
        "facets": {name: asdict(facet) for name, facet in facets.items()},
        "days": asdict(Days.of(quote.date for quote in quotes)),
    }


def known_cards(site: Path, quotes: Iterable[QuoteEntry]) -> dict[str, str]:
    """The lines with the cards of ``quotes`` in the last ``site``, by reference."""
    references = [quote.reference for quote in newest_quotes_first(quotes)]
    numbers = range(-(-len(references) // browser_files.BLOCK))
    try:
        lines = [
            line
            for number in numbers
            for line in browser_files.lines_of(site, f"{BLOCKS}/{number}")
        ]
        return dict(zip(references, lines, strict=True))
    except (OSError, ValueError):
        return {}
