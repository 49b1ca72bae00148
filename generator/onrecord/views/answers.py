"""Where a demand stands, in the facts that a cell, a row or a page says it with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.desk.desk import Desk
from onrecord.desk.entries import Answer
from onrecord.desk.positions import Position
from onrecord.records import UNKNOWN, PartialDate, ResponseFields

from .names import Link, People, article_uri, quote_uri
from .quote_card import QuoteCard, QuoteCards


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One answer.

    Attributes:
        response: the kind of answer.
        by: whose answer it is.
        speaker: in whose words, where that is somebody else speaking for it.
        told_by: who tells of it, where it is told; "according to …" must always stand beside it.
        rank: ``own``, ``unnamed`` or ``told``.
        relation: ``own``, ``member`` or ``outsider``.
        uri: the quote it rests on, else the article it was found in; ``None`` for neither.
        card: the words it rests on.
        early, late: before the demand was first stated, after it ended: labelled, not deciding.
    """

    response: str
    by: Link
    addressee: Link
    speaker: Link | None
    told_by: Link | None
    rank: str
    relation: str
    date: PartialDate
    uri: str | None
    article: Link | None
    card: QuoteCard | None
    condition: str | None
    note: str | None
    early: bool
    late: bool


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """The same answer, however often it was given or told that day, in one line.

    Attributes:
        answer: the first of them.
        uris: where each can be read, without repetition.
    """

    answer: AnswerView
    uris: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    """A search that found no answer: through when, in what, and when was asked for one.

    ``searched_in`` and ``asked_on`` are ``None`` where the desk did not say otherwise than "the
    sources of this desk" and "never"; both are always shown.
    """

    searched_through: PartialDate
    searched_in: str | None
    asked_on: PartialDate | None
    note: str | None


@dataclass(frozen=True, slots=True)
class PositionView:
    """The state of one demand towards one addressee.

    Attributes:
        state: a response, ``conflicting``, ``mixed``, ``none_found`` or ``not_assessed``.
        deciding: the answers that make the state.
        beside: later answers of a lower rank, set apart in the same cell.
        earlier: all other answers of its own or those who speak for it, told ones too.
        members: answers by its members: shown, never deciding.
        search: the search that found nothing, shown where no answer decides.
    """

    demand: Link
    addressee: Link
    state: str
    told: bool
    date: PartialDate | None
    deciding: tuple[AnswerView, ...]
    beside: tuple[AnswerView, ...]
    earlier: tuple[AnswerView, ...]
    members: tuple[AnswerView, ...]
    search: SearchView | None

    @property
    def composed(self) -> bool:
        """Whether the state is none of the answers but what they come to together."""
        return self.state not in {one.response for one in self.deciding}

    @property
    def deciding_lines(self) -> tuple[AnswerLine, ...]:
        """The deciding answers, each kind once."""
        return answer_lines(self.deciding)

    @property
    def beside_lines(self) -> tuple[AnswerLine, ...]:
        """What stands beside them, each kind once."""
        return answer_lines(self.beside)


def answer_lines(answers: Iterable[AnswerView]) -> tuple[AnswerLine, ...]:
    """One line for all of ``answers`` that say the same: the answer, whose, who tells, when."""
    groups: dict[tuple[object, ...], list[AnswerView]] = {}
    for one in answers:
        labels = (one.rank, one.relation, one.early, one.late)
        same = (one.response, one.by, one.speaker, one.told_by, one.date, *labels)
        groups.setdefault(same, []).append(one)
    return tuple(
        AnswerLine(group[0], tuple(dict.fromkeys(one.uri for one in group if one.uri)))
        for group in groups.values()
    )


class AnswerViews:
    """Makes answers and positions for the pages."""

    def __init__(self, desk: Desk, people: People, cards: QuoteCards) -> None:
        self._desk = desk
        self._people = people
        self._cards = cards

    def position(self, position: Position, demand: Link) -> PositionView:
        """A position as a page shows it."""
        chosen = {id(one) for one in (*position.deciding, *position.beside)}
        rest = [one for one in position.answers if id(one) not in chosen]
        members = [one for one in rest if one.relation.value == "member"]
        earlier = [one for one in rest if one.relation.value != "member"]
        return PositionView(
            demand=demand,
            addressee=self._people.link(position.addressee),
            state=position.state,
            told=position.told,
            date=position.date,
            deciding=tuple(map(self.answer, position.deciding)),
            beside=tuple(map(self.answer, position.beside)),
            earlier=tuple(map(self.answer, earlier)),
            members=tuple(map(self.answer, members)),
            search=self.search(position.none_found) if position.none_found else None,
        )

    def answer(self, answer: Answer) -> AnswerView:
        """One answer as a page shows it."""
        link = self._people.link
        article_id = answer.article_id
        article = self._desk.articles.get(article_id) if article_id else None
        article_link = (
            Link(article.title, article_uri(article_id)) if article and article_id else None
        )
        uri = article_link.uri if article_link else None
        return AnswerView(
            response=answer.response,
            by=link(answer.by),
            addressee=link(answer.addressee),
            speaker=link(answer.speaker) if answer.speaker != answer.by else None,
            told_by=link(answer.told_by) if answer.told_by else None,
            rank=answer.rank.name.lower(),
            relation=answer.relation.value,
            date=answer.date,
            uri=quote_uri(answer.quote.reference) if answer.quote else uri,
            article=article_link,
            card=self._cards.card(answer.quote) if answer.quote else None,
            condition=answer.record.condition,
            note=answer.record.note,
            early=answer.early,
            late=answer.late,
        )

    def search(self, answer: Answer) -> SearchView:
        """A search that found nothing."""
        return self.search_of(answer.record)

    @staticmethod
    def search_of(record: ResponseFields) -> SearchView:
        """The row of a search that found nothing."""
        return SearchView(
            record.searched_through or UNKNOWN, record.searched_in, record.asked_on, record.note
        )
