"""The facets of a desk's quotes, with the choices in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import get_args

from onrecord.desk.desk import Desk
from onrecord.desk.entries import QuoteEntry
from onrecord.desk.verdicts import VERDICTS
from onrecord.records.vocabulary import Form
from onrecord.views.names import People
from onrecord.views.quotes import FACETS, NOBODY, UNKNOWN
from onrecord.views.saying import Say

from .columns import Facet

Order = Callable[[set[str]], list[tuple[str, str]]]


def facets_of(desk: Desk, quotes: Sequence[QuoteEntry], say: Say) -> dict[str, Facet]:
    """Each facet with its choices and with what each of ``quotes`` has of it."""
    choices = _Choices(desk, say)
    ordered: dict[str, Order] = {
        "speaker": choices.speaker,
        "topic": choices.topic,
        "source": choices.source,
        "form": choices.form,
        "verdict": choices.verdict,
    }
    columns = {name: list(map(values_of, quotes)) for name, values_of in FACETS.items()}
    return {
        name: Facet.of(ordered[name](set().union(*column)), column)
        for name, column in columns.items()
    }


class _Choices:
    """Puts the values of each facet into their order, with their labels."""

    def __init__(self, desk: Desk, say: Say) -> None:
        self._desk = desk
        self._say = say
        self._people = People(desk)

    def speaker(self, values: set[str]) -> list[tuple[str, str]]:
        """By name; those whom nobody names last."""
        named = sorted(values - {UNKNOWN, NOBODY}, key=self._people.sort_key)
        unnamed = {UNKNOWN: "card.unknown_speaker", NOBODY: "card.no_speaker.any"}
        return [
            *((one, self._people.link(one).text) for one in named),
            *((one, self._say(key)) for one, key in unnamed.items() if one in values),
        ]

    def topic(self, values: set[str]) -> list[tuple[str, str]]:
        """In the order in which the desk lists its topics."""
        topics = self._desk.topics
        return [(one, topic.name) for one, topic in topics.items() if one in values]

    def source(self, values: set[str]) -> list[tuple[str, str]]:
        """By name."""
        return [(one, one) for one in sorted(values, key=str.casefold)]

    def form(self, values: set[str]) -> list[tuple[str, str]]:
        """In the order of the vocabulary."""
        return [(one, self._say(f"form.{one}")) for one in get_args(Form) if one in values]

    def verdict(self, values: set[str]) -> list[tuple[str, str]]:
        """From the best to the worst."""
        return [(one, self._say(f"verdict.{one}")) for one in VERDICTS if one in values]
