"""What a demand's life is made of: each statement, answer and search, as a picture draws it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from onrecord.desk.acts import Act
from onrecord.desk.demands import DemandEntry
from onrecord.records import UNKNOWN, PartialDate
from onrecord.views.acts import ActView, act_view
from onrecord.views.context import Context


@dataclass(frozen=True, slots=True)
class Look:
    """How a fact is drawn: the same look says the same.

    Attributes:
        kind: ``act`` for what is demanded, ``response`` for what is answered.
        word: an act or a response.
        rank: ``own``, ``unnamed`` or ``told``.
        aside: whether it is shown and does not decide.
    """

    kind: Literal["act", "response"]
    word: str
    rank: str
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement, answer or search and how it is drawn."""

    act: ActView

    @property
    def look(self) -> Look:
        """How it is drawn."""
        act = self.act
        if act.search:
            return Look("response", act.word, "own")
        kind: Literal["act", "response"] = "act" if act.kind == "statement" else "response"
        return Look(kind, act.word, act.rank, bool(act.labels))

    @property
    def date(self) -> PartialDate:
        """When it was; of a search the day it was searched through."""
        search = self.act.search
        return search.searched_through if search else self.act.date or UNKNOWN

    @property
    def uri(self) -> str | None:
        """The quote, else the article; a search leads nowhere."""
        return None if self.act.search else self.act.uri


def statement_facts(context: Context, entry: DemandEntry) -> list[Fact]:
    """Each statement, oldest first, unknown dates last."""
    return _facts(context, entry.statements)


def answer_facts(context: Context, entry: DemandEntry, addressee: str) -> list[Fact]:
    """Each answer of one addressee, its members and those who tell of it; then the search.

    A search that an answer shows to have missed something is left out.
    """
    position = entry.positions[addressee]
    search = position.none_found if not position.stale else None
    return _facts(context, (*position.answers, *([search] if search else [])))


def outsider_facts(context: Context, entry: DemandEntry) -> list[Fact]:
    """Each answer by somebody who was not asked."""
    return _facts(context, entry.others)


def _facts(context: Context, acts: Iterable[Act]) -> list[Fact]:
    return [Fact(act_view(context, act)) for act in acts]
