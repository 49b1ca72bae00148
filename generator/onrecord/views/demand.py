"""The page of one demand: its state with each addressee, how it was worded, and its life."""

from collections.abc import Iterable
from functools import partial

from onrecord.desk import Act, ActKind, DemandEntry, QuoteEntry, Relation
from onrecord.records import UNKNOWN, PartialDate, Written, demand_uri, fixed

from . import acts, wordings
from .acts import ActView, act_view, answers_once
from .answers import PositionView, StepView, clearest_answer, position_view, steps_of
from .context import Context, newest_first
from .demands import DemandSummary, Shares, demand_summary
from .links import Link, demand_link
from .listing import Part, split_by_date
from .pictures.life import LifeView, life_picture
from .quote_card import QuoteCard
from .wordings import WordingView

# So many statements are in sight; all others are behind a line that opens, or on pages by date.
_LATEST, _LATEST_OF_SPLIT = 10, 5
# With more statements, answers and quotes its page would be over 60 kB: chosen by looking.
DEMAND_LIMIT = 30

# The answers of so many sides each have a link at the head of the page.
_SIDES = 3

# What a demand's page shows with its states; split by date where it is very long.
DemandItem = Act | QuoteEntry


@fixed
class SideView:
    """The state of a demand with one addressee, and how that came about."""

    position: PositionView
    shown: tuple[ActView, ...]  #: those shown with their words: all if they differ, else the latest
    steps: tuple[StepView, ...]  #: when the state changed, oldest first, of very many the latest
    steps_count: int  #: how many there are in all
    others: tuple[ActView, ...]  #: its other answers, of any kind; empty if the page is split
    others_count: int  #: how many there are
    all_anchor: str | None  #: where the table of the picture has all answers; `None` if it has none
    all_count: int  #: how many these are
    all_told: bool  #: whether any of these is a report of an answer
    of_members: int  #: how many of these are by single members, for whom alone they count

    @property
    def first_step(self) -> int:
        """The number of the first of ``steps``."""
        return self.steps_count - len(self.steps) + 1

    @property
    def has_latest_steps(self) -> bool:
        """Whether ``steps`` are only the latest."""
        return self.first_step > 1

    @property
    def more(self) -> tuple[ActView, ...]:
        """The deciding ones that are not shown so, then the other answers."""
        position = self.position
        known = (*self.shown, *position.members, *(position.early if position.own_before else ()))
        return tuple(act for act in (*position.deciding, *self.others) if act not in known)

    @property
    def more_are(self) -> str:
        """Whether these are ``answers``, or ``reports`` of answers among them."""
        return "reports" if any(act.told_by for act in self.more) else "answers"


@fixed
class DemandView:
    """A demand's own page."""

    written: Written
    head: DemandSummary
    life: LifeView | None  #: the picture of its history; `None` if there is too little to draw
    part: Part[DemandItem]  #: links to its finer pages, if it is split
    sides: tuple[SideView, ...]
    first: ActView | None  #: the first statement
    first_own: ActView | None  #: the first in the owner's own words, if that is another
    last: ActView | None  #: the latest statement
    times_reported: int  #: how many of the times it was made are only reported by others
    undated_reported: int  #: how many of these at an unknown time
    times_changed: int  #: how many of the times it was made its owners changed it
    last_changed: PartialDate  #: when they last did
    made_by: Shares  #: who made it how often, unless all its owners did each time
    made_by_reported: tuple[int, ...]  #: of each of these, how often only as reported by others
    asked: ActView | None  #: the statement that opens the page: nearest to the title, else latest
    withdrawn: ActView | None
    latest_statements: tuple[ActView, ...]  #: newest first; none beside wordings if it is split
    earlier_statements: tuple[ActView, ...]  #: the others; empty if the page is split
    wordings: tuple[WordingView, ...]  #: in its owners' words, oldest first; empty if under two
    wordings_count: int  #: how many there are in all
    without_key_words: tuple[QuoteCard, ...]  #: quotes left out, since only key words are shown
    outsiders: tuple[ActView, ...]  #: empty if the page is split
    supersedes: Link | None
    part_of: Link | None
    parts: tuple[Link, ...]
    outcome_evidence: tuple[QuoteCard, ...]  #: the quotes that its outcome is based on
    quotes: tuple[QuoteCard, ...]  #: empty if the page is split
    sources: tuple[Link, ...]  #: the articles it is based on

    @property
    def repeated(self) -> bool:
        """Whether it was made more than once."""
        return self.head.times_stated > 1

    @property
    def noted(self) -> bool:
        """Whether what others report of a later answer says that there is a note."""
        accounts = (act for each in self.sides for act in each.position.later_account_lines)
        return any(act.note for act in accounts)

    @property
    def answers_named(self) -> bool:
        """Whether the links to its sections have one to the answer of each side."""
        return len(self.sides) <= _SIDES

    @property
    def only_asked(self) -> bool:
        """Whether ``asked``, which has its words above, is all that there is of statements."""
        return bool(self.asked and self.asked.card and self.latest_statements == (self.asked,))

    @property
    def lists_statements(self) -> bool:
        """Whether there is a list of statements."""
        return bool(self.latest_statements) and not self.only_asked

    @property
    def has_parts(self) -> bool:
        """Whether there is more to lead to than what each side answered."""
        pictures = self.life or self.wordings or self.changed or self.part.finer
        return bool(pictures or self.lists_statements or self.outsiders or self.sources)

    @property
    def has_latest_wordings(self) -> bool:
        """Whether ``wordings`` are only the latest."""
        return 1 < len(self.wordings) < self.wordings_count

    @property
    def asked_exactly(self) -> bool:
        """Whether ``asked`` is in exact words of those who make the demand."""
        if self.asked is None or self.asked.card is None or self.asked.word == "reported":
            return False
        return self.asked.card.exact and not self.asked.card.quoting

    @property
    def asked_in_line(self) -> bool:
        """Whether a line above the words of ``asked`` says what their card and the page do not."""
        act = self.asked
        more = act and self.only_asked and (act.to or act.word != "stated")
        return bool(more) or not self.asked_exactly

    @property
    def asked_last(self) -> bool:
        """Whether ``asked`` is the latest of several statements."""
        return self.repeated and self.asked == self.last

    @property
    def asked_by_key_words(self) -> bool:
        """Whether its key words are why ``asked`` was chosen."""
        return bool(self.asked_exactly and self.repeated and self.asked and self.asked.phrase)

    @property
    def some_without_key_words(self) -> bool:
        """Whether a wording has no key words noted, so that it is a part of its quote."""
        return not all(wording.key_words for wording in self.wordings)

    @property
    def latest_quotes(self) -> tuple[QuoteCard, ...]:
        """The first of the related quotes."""
        return self.quotes[:_LATEST]

    @property
    def more_quotes(self) -> tuple[QuoteCard, ...]:
        """All others."""
        return self.quotes[_LATEST:]

    @property
    def statements_anchor(self) -> str:
        """The place of all statements on this page."""
        return "life-rows-1" if self.part.finer and self.life else "life"

    @property
    def changed(self) -> tuple[SideView, ...]:
        """The positions that changed."""
        return tuple(side for side in self.sides if side.steps)


@fixed
class DemandPartView:
    """One date's share of a demand that is split."""

    head: DemandSummary
    part: Part[DemandItem]
    statements: tuple[ActView, ...]
    answers: tuple[ActView, ...]  #: the answers of that date
    quotes: tuple[QuoteCard, ...]  #: quotes of that date that concern it
    sources: tuple[Link, ...]


def demand_parts(
    context: Context, entry: DemandEntry, limit: int = DEMAND_LIMIT
) -> list[Part[DemandItem]]:
    """The pages of a demand, its own first."""
    answers = (act for to in entry.addressees for act in _undecisive(entry, to))
    # The related quotes that are not shown with a statement or an answer.
    related = acts.other_quotes(entry.acts, context.indexes.on_demand.get(entry.id, ()))
    items: list[DemandItem] = [*entry.statements, *answers, *entry.others, *related]
    items.sort(key=lambda item: item.sort_key)
    return split_by_date(demand_uri(entry.id), items, lambda item: item.date, limit)


def demand_view(context: Context, entry: DemandEntry, part: Part[DemandItem]) -> DemandView:
    """A demand's own page."""
    desk, record, split = context.desk, entry.record, bool(part.finer)
    link, view_of = partial(demand_link, desk), partial(act_view, context)
    newest = newest_first(reversed(acts.versions_once(entry.statements)))
    latest = _LATEST_OF_SPLIT if split else _LATEST
    worded = wordings.wordings(context, entry)
    life = life_picture(context, entry, demand_parts(context, entry) if split else (part,))
    made_by = entry.made_by(desk.roles).items()
    evidence = record.outcome.evidence if record.outcome else ()
    again = (act for act in entry.statements if act.utterance != entry.statements[0].utterance)
    changed = [act for act in again if act.word == "modified" and act.own]

    def statement(act: Act | None) -> ActView | None:
        return view_of(act) if act else None

    return DemandView(
        written=Written(record),
        head=demand_summary(context, entry),
        life=life,
        part=part,
        sides=tuple(_side(context, entry, to, life, part) for to in entry.addressees),
        first=statement(entry.first),
        first_own=statement(entry.first_own) if entry.first_own is not entry.first else None,
        last=statement(entry.last),
        times_reported=len(entry.only_reported),
        undated_reported=len(entry.only_reported & entry.undated),
        times_changed=len({act.utterance for act in changed}),
        last_changed=changed[-1].date if changed else UNKNOWN,
        made_by=tuple((context.people.links((by,)), len(said)) for by, said in made_by),
        made_by_reported=tuple(len(said & entry.only_reported) for _, said in made_by),
        asked=statement(wordings.clearest_statement(entry)),
        withdrawn=statement(entry.withdrawn),
        latest_statements=() if split and worded and life else tuple(map(view_of, newest[:latest])),
        earlier_statements=() if split else tuple(map(view_of, newest[latest:])),
        wordings=wordings.latest_wordings(worded, DEMAND_LIMIT),
        wordings_count=len(worded),
        without_key_words=wordings.left_out(context, entry, worded),
        outsiders=() if split else acts.act_views(context, entry.others),
        supersedes=link(record.supersedes) if record.supersedes else None,
        part_of=link(record.part_of) if record.part_of else None,
        parts=tuple(map(link, entry.parts)),
        outcome_evidence=context.cards.of_items(map(desk.quotes.get, evidence)),
        quotes=context.cards.of_items(part.items),
        sources=() if split else acts.article_links(desk, entry.acts),
    )


def demand_part_view(
    context: Context, entry: DemandEntry, part: Part[DemandItem]
) -> DemandPartView:
    """A finer page of a demand that is split."""
    return DemandPartView(
        head=demand_summary(context, entry),
        part=part,
        statements=_of_kind(context, part.items, "statement"),
        answers=_of_kind(context, part.items, "answer"),
        quotes=context.cards.of_items(part.items),
        sources=acts.article_links(context.desk, part.items),
    )


def _side(
    context: Context, entry: DemandEntry, to: str, life: LifeView | None, part: Part[DemandItem]
) -> SideView:
    position = entry.positions[to]
    members = [act for act in position.answers if act.relation is Relation.MEMBER]
    steps = steps_of(context, position)
    others = answers_once(context, _undecisive(entry, to))
    view = position_view(context, position)
    clearest = clearest_answer(view.deciding, entry.record.title)
    anchor, count = life.answers_of(context.people.link(to)) if life else (None, 0)
    return SideView(
        position=view,
        shown=view.deciding if view.composed else clearest,
        steps=tuple(steps[-DEMAND_LIMIT:] if len(steps) > 1 else ()),
        steps_count=len(steps),
        others=() if part.finer else others,
        others_count=len(others),
        all_anchor=anchor,
        all_count=count,
        all_told=any(act.told_by for act in position.answers),
        of_members=len(answers_once(context, members)),
    )


def _of_kind(context: Context, items: Iterable[DemandItem], kind: ActKind) -> tuple[ActView, ...]:
    of_kind = (item for item in items if isinstance(item, Act) and item.kind == kind)
    return tuple(act_view(context, act) for act in of_kind)


def _undecisive(entry: DemandEntry, addressee: str) -> list[Act]:
    """Answers by an addressee that are shown neither as its state nor with it."""
    position = entry.positions[addressee]
    shown = {id(answer) for answer in (*position.deciding, *position.later_accounts)}
    return [answer for answer in position.answers if id(answer) not in shown]
