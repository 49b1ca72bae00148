"""What one side answered to a demand: its position, in which order it is given, how it changed.

Own words come before unnamed sources, these before what others report; a side's own words of
earlier come before what only others report since. Every page and briefing takes that from here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.desk import NONE_FOUND, Act, Position, Rank, Relation
from onrecord.desk.positions import after_it, before_it, history
from onrecord.records import PartialDate, fixed

from .acts import ActView, SearchView, act_view, answers_once, tellers_of, without_repetition
from .context import Context
from .links import Link
from .quote_card import QuoteCard
from .wordings import longer_words

# Of an answer made of more than so many no words are shown; so many answers of members are named.
_WORDS_OF, _MEMBERS = 2, 4
_WORDINGS = ("unquoted", "paraphrased", "exact")


@fixed
class PositionView:
    """The state of one demand towards one addressee."""

    addressee: Link
    state: str  #: a response, `conflicting`, `mixed`, `none_found` or `not_assessed`
    date: PartialDate | None  #: the date of the answer that counts
    deciding: tuple[ActView, ...]  #: the answers that decide the status
    later_accounts: tuple[ActView, ...]  #: later answers of a lower rank, shown separately
    search: ActView | None  #: the search that found nothing, shown if no answer counts
    members: tuple[ActView, ...]  #: where no answer counts, those of its members, own words first
    early: tuple[ActView, ...]  #: its latest from before the demand, if none of their rank counts
    late: tuple[ActView, ...] = ()  #: where no answer counts, its latest after the demand ended
    nothing: str | None = None  #: how it is said that no answer was found; see `nothing_found`
    whose: str = "one"  #: how its own words are named; see `ActorLinks.whose`
    lost: bool = False  #: whether there is none left, as its words were withdrawn or not its own
    published_by: tuple[Link, ...] = ()  #: other parties whose outlets alone published what decides

    @property
    def rank(self) -> str | None:
        """The basis of the status: ``own``, ``unnamed`` or ``told``; ``None`` for no answer."""
        return self.deciding[0].rank if self.deciding else None

    @property
    def tellers(self) -> tuple[Link, ...]:
        """Who reports it, if the status is based only on reports: always show it."""
        return tellers_of(self.deciding)

    @property
    def unordered(self) -> bool:
        """Whether the status may be from before the demand was first made, or from after it."""
        return bool(self.deciding) and all(act.unordered for act in self.deciding)

    @property
    def composed(self) -> bool:
        """Whether the status follows from several answers and is none of them."""
        return self.state not in {act.word for act in self.deciding}

    @property
    def own_before(self) -> bool:
        """Whether its only own words are from before the demand: they come first."""
        return bool(self.early) and self.early[0].rank == "own" and self.rank in (None, "told")

    @property
    def noted(self) -> bool:
        """Whether a note on its page says more of an answer that decides, or of the search."""
        return any(act.note for act in self.deciding or (self.search,) if act)

    @property
    def conditional(self) -> bool:
        """Whether an answer that decides is given on a condition."""
        return any(act.condition for act in self.deciding)

    @property
    def early_beside(self) -> tuple[ActView, ...]:
        """Its earlier answers where they do not come first."""
        return () if self.own_before else self.early

    @property
    def latest_members(self) -> tuple[ActView, ...]:
        """The latest answers of single members: of very many a list names these."""
        return self.members[-_MEMBERS:]

    @property
    def deciding_lines(self) -> tuple[ActView, ...]:
        """The deciding answers, each kind once."""
        return without_repetition(self.deciding)

    @property
    def only_line(self) -> ActView | None:
        """The only line, if there is just one."""
        lines = self.deciding_lines
        return lines[0] if len(lines) == 1 else None

    @property
    def later_account_lines(self) -> tuple[ActView, ...]:
        """The later accounts, each kind once."""
        return without_repetition(self.later_accounts)


@fixed
class LatestAnswer:
    """The status of a demand with one side, or with several for which all of it is the same."""

    names: tuple[Link, ...]  #: who was asked
    position: PositionView  #: the status with the first of them
    uri: str | None  #: the words of the latest answer that counts; of those with a note, if any
    cards: tuple[QuoteCard, ...]  #: its words: of two answers both, of more none; never a report's
    reports: tuple[QuoteCard, ...]  #: where others report it: their words, of one or two answers
    search: SearchView | None  #: the search, if nothing was found

    @property
    def speakers(self) -> tuple[Link, ...]:
        """The speakers of these words, if they are not the side itself."""
        found = dict.fromkeys(name for card in self.cards for name in card.speakers)
        return tuple(name for name in found if name not in self.names)

    @property
    def noted(self) -> bool:
        """Whether its line, or that of a single member, says that there is a note."""
        return self.position.noted or any(act.note for act in self.position.latest_members)


@fixed
class StepView:
    """From this date on the position was this, because of these answers."""

    date: PartialDate
    state: str  #: the status from then on
    lines: tuple[ActView, ...]
    again: ActView | None = None  #: the latest answer after which the position was still the same
    times_again: int = 0  #: how many answers after the first left it the same

    @property
    def several_lines(self) -> bool:
        """Whether it is because of more than one answer."""
        return len(self.lines) > 1


def position_view(context: Context, position: Position) -> PositionView:
    """A position as a page shows it."""
    rank = position.deciding[0].rank if position.deciding else None
    nothing, search = nothing_found(position), position.none_found
    limits = {"own_words": nothing == "own", "joint": nothing == "joint"}
    return PositionView(
        addressee=context.people.link(position.addressee),
        state=position.state,
        date=position.date,
        deciding=answers_once(context, position.deciding),
        later_accounts=answers_once(context, position.later_accounts),
        search=act_view(context, search, **limits) if search else None,
        members=answers_once(context, of_members(position)),
        early=answers_once(context, before_it(position.answers, rank)),
        late=() if position.deciding else answers_once(context, after_it(position.answers)),
        nothing=nothing,
        whose=context.people.whose(position.addressee),
        lost=position.lost and not (position.answers or search),
        published_by=_published_by(context, position),
    )


def of_members(position: Position) -> list[Act]:
    """Answers of single members in time, if none other counts; the nearest of each."""
    if position.deciding:
        return []
    given = [act for act in position.answers if act.relation is Relation.MEMBER]
    timely = [act for act in given if not act.early and not act.late]
    nearest = {act.by: act.rank for act in sorted(timely, key=lambda act: -act.rank)}
    return [act for act in timely if act.rank == nearest[act.by]]


def nothing_found(position: Position) -> str | None:
    """How it is said that no answer was found; ``None`` where one counts or none was sought.

    ``found`` where there is none at all, ``own`` where others report one of earlier, ``joint``
    where single members of a group answered.
    """
    if position.state != NONE_FOUND:
        return None
    if of_members(position):
        return "joint"
    early = before_it(position.answers, None)
    return "own" if early and early[0].rank is not Rank.OWN else "found"


def _published_by(context: Context, position: Position) -> tuple[Link, ...]:
    """The parties whose own outlets published all deciding words."""
    roles, articles, parties = context.desk.roles, context.desk.articles, dict[str, None]()
    for act in position.deciding:
        party = articles[act.article_id].source.party if act.article_id else None
        speakers = (position.addressee, *act.by, *(act.quote.speakers if act.quote else ()))
        if party is None or any(roles.is_or_speaks_for(who, party, act.date) for who in speakers):
            return ()
        parties[party] = None
    return context.people.links(tuple(parties))


def latest_answers(positions: Iterable[PositionView]) -> tuple[LatestAnswer, ...]:
    """The latest answer of each side; sides that are the same in all of it together."""
    sides: dict[object, LatestAnswer] = {}
    for position in positions:
        deciding = position.deciding
        found = position.search.search if position.search and position.state == NONE_FOUND else None
        # Without what is missing: the position says that.
        search = replace(found, own_words=False, joint=False) if found else None
        # Of those with a note, since a line about them promises it.
        latest = clearest_answer([act for act in deciding if act.note] or deciding)
        uri = latest[0].uri if latest else None
        side = LatestAnswer((position.addressee,), position, uri, *_cards(position), search)
        says = (position.state, position.rank, position.tellers, position.date, side.uri)
        more = (
            (side.cards, side.reports),
            side.search,
            position.members,
            position.early,
            position.late,
            position.unordered,
            position.conditional,
            position.noted,
        )
        known = sides.setdefault((says, more), side)
        if known is not side:
            sides[says, more] = replace(known, names=(*known.names, position.addressee))
    return tuple(sides.values())


def clearest_answer(answers: Sequence[ActView], title: str = "") -> tuple[ActView, ...]:
    """The latest of ``answers``, if any.

    If several have that date, one in exact words is preferred, and then the one that shares most
    words with the ``title`` of the demand.
    """
    wanted = longer_words(title)

    def clarity(act: ActView) -> tuple[int, int]:
        shared = len(longer_words(act.card.content) & wanted) if act.card else 0
        return _WORDINGS.index(act.wording), shared

    latest = [act for act in reversed(answers) if act.date == answers[-1].date]
    return (max(latest, key=clarity),) if latest else ()


def _cards(position: PositionView) -> tuple[tuple[QuoteCard, ...], tuple[QuoteCard, ...]]:
    """The latest words for each answer, or of those who report it."""
    acts = position.deciding if position.composed else clearest_answer(position.deciding)
    told = position.rank == "told"
    if told:
        acts = tuple({act.word: act for act in position.deciding}.values())
    cards = tuple(dict.fromkeys(act.card for act in acts if act.card))
    shown = cards if len(acts) <= _WORDS_OF else ()
    return ((), shown) if told else (shown, ())


def steps_of(context: Context, position: Position) -> list[StepView]:
    """The changes of a position, oldest first; only the latest of equal answers."""
    found: list[StepView] = []
    before = None
    for step in history(position.demand_id, position.addressee, position.answers):
        deciding, now = answers_once(context, step.position.deciding), _state(step.position)
        if now == before:
            times = found[-1].times_again + 1
            found[-1] = replace(found[-1], again=deciding[-1], times_again=times)
        else:
            lines = without_repetition(deciding)
            found.append(StepView(step.date, step.position.state, lines))
        before = now
    return found


def _state(position: Position) -> tuple[object, ...]:
    """The state, the answers it is based on, and the only actors who report it."""
    deciding = position.deciding
    tellers = {teller for act in deciding for teller in act.told_by}
    return position.state, {act.word for act in deciding}, tellers
