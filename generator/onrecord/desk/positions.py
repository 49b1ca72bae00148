"""The position of one addressee on a demand: derived from the answers, never typed by hand.

The rules (``docs/reference/model.md`` has examples):

1. Own words on the record decide; else the addressee's own unnamed words; else what is told.
2. Within that rank the latest decides. A known date goes before an unknown one.
3. Two different answers of which neither is before the other conflict, unless one speaker gave
   both on one occasion: then they are one mixed answer.
4. A member's or an outsider's answer, an answer before the demand was first stated and an answer
   after its end are shown and do not decide.
5. "None found" holds only where no answer decides.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from onrecord.records import PartialDate, fixed

from .acts import NONE_FOUND, Act, Rank, Relation

NOT_ASSESSED = "not_assessed"
CONFLICTING = "conflicting"
MIXED = "mixed"


@fixed
class Position:
    """The state of one demand towards one addressee."""

    demand_id: str
    addressee: str
    state: str  #: a response, `conflicting`, `mixed`, `none_found` or `not_assessed`
    #: the answers that decide the status; two or more if conflicting or mixed
    deciding: tuple[Act, ...] = ()
    #: later answers of a lower rank, such as a later report after an own answer
    later_accounts: tuple[Act, ...] = ()
    #: every answer towards this addressee, oldest first, unknown dates last
    answers: tuple[Act, ...] = ()
    none_found: Act | None = None  #: the latest search that found nothing, if there was one
    stale: Act | None = None  #: an answer that the search should have found, if there is one
    lost: bool = False  #: whether words recorded as its answer were withdrawn, or not its own

    @property
    def told(self) -> bool:
        """Whether the state rests on what somebody else tells."""
        return bool(self.deciding) and self.deciding[0].rank is Rank.TOLD

    @property
    def answered(self) -> bool:
        """Whether any answer decides."""
        return bool(self.deciding)

    @property
    def date(self) -> PartialDate | None:
        """The date of the latest deciding answer."""
        return max((answer.date for answer in self.deciding), key=_known_last, default=None)


@fixed
class Step:
    """From this date on, the position was this."""

    date: PartialDate
    position: Position


def position(demand_id: str, addressee: str, answers: Iterable[Act]) -> Position:
    """Derive the position of ``addressee`` on ``demand_id`` from all answers towards it.

    ``answers`` may be in any order, and ``none_found`` among them.
    """
    every = sorted(answers, key=lambda answer: answer.sort_key)
    given = [item for item in every if item.word != NONE_FOUND]
    searches = [item for item in every if item.word == NONE_FOUND]
    none_found = max(searches, key=_searched_last, default=None)
    able = [answer for answer in given if decides(answer)]
    deciding = _deciding(able)
    return Position(
        demand_id=demand_id,
        addressee=addressee,
        state=_state(deciding, none_found),
        deciding=deciding,
        later_accounts=_later_accounts(deciding, able),
        answers=tuple(given),
        none_found=none_found,
        stale=_stale(none_found, able),
    )


def before_it(answers: Iterable[Act], rank: Rank | None) -> tuple[Act, ...]:
    """The latest of an addressee's answers that are from before the demand was first stated.

    Of the highest rank that has any, and only if that is higher than ``rank``, if given.
    """
    able = [act for act in answers if act.relation is Relation.OWN and act.early and not act.late]
    found = _deciding([act for act in able if act.date.known])
    return found if found and (rank is None or found[0].rank < rank) else ()


def after_it(answers: Iterable[Act]) -> tuple[Act, ...]:
    """The latest of an addressee's answers that are from after the demand ended."""
    return _deciding([act for act in answers if act.relation is Relation.OWN and act.late])


def history(demand_id: str, addressee: str, answers: Iterable[Act]) -> tuple[Step, ...]:
    """How the position changed, one step for each date at which it did; oldest first.

    Answers of unknown date take part only in the last step, where they are all there is.
    """
    given = [item for item in answers if item.word != NONE_FOUND and item.date.known]
    steps: list[Step] = []
    moments = sorted({answer.date for answer in given if decides(answer)}, key=_known_last)
    for moment in moments:
        known = [answer for answer in given if _known_last(answer.date) <= _known_last(moment)]
        then = position(demand_id, addressee, known)
        if not steps or steps[-1].position.deciding != then.deciding:
            steps.append(Step(moment, then))
    return tuple(steps)


def decides(answer: Act) -> bool:
    """Whether an answer may decide at all (rule 4)."""
    return answer.relation is Relation.OWN and not answer.early and not answer.late


def _deciding(able: Sequence[Act]) -> tuple[Act, ...]:
    for rank in Rank:
        ranked = [answer for answer in able if answer.rank is rank]
        if ranked:
            return _latest(ranked)
    return ()


def _latest(ranked: Sequence[Act]) -> tuple[Act, ...]:
    """Those that are not entirely before another one; dated ones only, if any is dated."""
    newest = max((answer.date.first for answer in ranked if answer.date.first), default=None)
    if newest is None:
        return tuple(ranked)
    return tuple(answer for answer in ranked if answer.date.last and answer.date.last >= newest)


def _state(deciding: Sequence[Act], none_found: Act | None) -> str:
    if not deciding:
        return NONE_FOUND if none_found else NOT_ASSESSED
    if len({answer.word for answer in deciding}) == 1:
        return deciding[0].word
    sources = {(answer.speakers, answer.told_by, _occasion(answer)) for answer in deciding}
    return MIXED if len(sources) == 1 else CONFLICTING


def _occasion(answer: Act) -> tuple[str, PartialDate | None]:
    """Where it was given or told, to see whether two rows are one answer.

    Where no event is named, those of one article are one occasion only if they have one date.
    """
    occasion = answer.quote.occasion if answer.quote else None
    if occasion and (occasion.event or occasion.name):
        return occasion.key, None
    return occasion.key if occasion else answer.article_id, answer.date


def _later_accounts(deciding: Sequence[Act], able: Sequence[Act]) -> tuple[Act, ...]:
    if not deciding:
        return ()
    lower = (answer for answer in able if answer.rank > deciding[0].rank)
    return tuple(
        answer for answer in lower if all(own.date.before(answer.date) for own in deciding)
    )


def _stale(none_found: Act | None, able: Sequence[Act]) -> Act | None:
    search = none_found.search if none_found else None
    searched = search.searched_through if search else None
    if searched is None or searched.last is None:
        return None
    through = searched.last
    return next((act for act in able if act.date.last and act.date.last <= through), None)


def _known_last(when: PartialDate) -> date:
    return when.last or date.min


def _searched_last(answer: Act) -> date:
    searched = answer.search.searched_through if answer.search else None
    return (searched.last if searched else None) or date.min
