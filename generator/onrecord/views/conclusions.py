"""Sentences that sum up a demand, by rule: who asked it of whom, and who answered what.

They count and name, and judge nothing. What others report is always said to be by their account.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from onrecord.desk import CONFLICTING, grouped
from onrecord.records import PartialDate

from .act_lines import according_to, by_account_of
from .acts import ActView, tellers_of
from .answers import PositionView
from .demand import DemandView
from .demands import DemandSummary
from .lines import Catalogue, Line, Span, capitalized, joined, plain_text
from .links import Link
from .pictures.life import LaneAnswers, LifeView

# So many sides have their answers counted in a picture's title one by one.
_COUNTED_SIDES = 3


def opened(line: Line) -> Line:
    """``line`` as a sentence begins, with a capital."""
    for number, span in enumerate(line):
        if plain_text((span,)):
            raised_span = replace(span, text=capitalized(span.text), parts=opened(span.parts))
            return (*line[:number], raised_span, *line[number + 1 :])
    return line


def sentences(lines: Iterable[Line]) -> Line:
    """``lines`` with a space between them, each with a capital."""
    made: Line = ()
    for line in filter(None, lines):
        made = (*made, *((Span(" "),) if made else ()), *opened(line))
    return made


def demand_line(view: DemandView, say: Catalogue) -> Line:
    """Who demanded it of whom, how often and when; then the answer of each."""
    answered = _answered([side.position for side in view.sides], say)
    return sentences((_asked(view, say), _changed(view, say), *answered))


def _changed(view: DemandView, say: Catalogue) -> Line:
    """That it was not the same each time it was made."""
    if not view.times_changed or not view.repeated:
        return ()
    when = say.dated_on(view.last_changed) if view.last_changed.known else ""
    key = "asked.changed_on" if when else "asked.changed"
    times = say("asked.times", count=view.times_changed)
    return say.phrase(key, count=view.times_changed, times=times, on_date=when)


def _asked(view: DemandView, say: Catalogue) -> Line:
    head, times, reported = view.head, view.head.times_stated, view.times_reported
    if not times:
        return say.phrase("demand.never_stated")
    by = [name for makers, _ in view.made_by for name in makers] or head.by
    when = asked_when(head.first, head.last or head.first, head.times_dated, say=say)
    # Of a range of dates only what is dated is counted.
    undated = head.times_undated if when else 0
    undated_reported = view.undated_reported if undated else 0
    dated = _some_reported(times - undated, reported - undated_reported, say)
    behind = _some_reported(undated, undated_reported, say)
    every: Line = ()
    each = _by_each(view, say)
    if reported == times:
        dated, behind, every = (), (), say.phrase("asked.all_reported")
    elif each:  # it says of whom others report it
        dated, behind = (), ()
    undated_times = say("asked.times", count=undated)
    beside = say.phrase("asked.undated", count=undated, times=undated_times) if undated else ()
    return say.phrase(
        f"asked.{'of' if head.whole_to else 'of_nobody'}",
        count=times,
        by=say.linked_within(by),
        to=say.linked_within(head.whole_to),
        times=say("asked.times", count=times - undated),
        when=when,
        reported=dated,
        undated=(*beside, *behind, *every),
        also=(*also_asked(head, say), *each),
    )


def _by_each(view: DemandView, say: Catalogue) -> Line:
    """How often each of several made it, where not each of them did every time."""
    shares = []
    for (names, count), reported in zip(view.made_by, view.made_by_reported, strict=True):
        times, by = say("asked.times", count=count), say.linked_within(names)
        # Where others report all of it, the sentence has said so.
        told = reported if view.times_reported < view.head.times_stated else 0
        told_line = _some_reported(count, told, say)
        shares.append((*say.phrase("asked.by", names=by, times=times), *told_line))
    return say.phrase("asked.each", shares=say.listed(shares)) if len(shares) > 1 else ()


def _some_reported(times: int, reported: int, say: Catalogue) -> Line:
    """How many of so many times are known from others alone."""
    if not reported:
        return ()
    key = "asked.reported" if reported == times else "asked.some_reported"
    return say.phrase(key, count=reported)


def also_asked(head: DemandSummary, say: Catalogue) -> Line:
    """Other addressees, and how often they were asked, if not each time."""
    line: Line = ()
    for names, count in head.also:
        times = say("asked.times", count=count)
        line += say.phrase("asked.also", times=times, names=say.linked_within(names))
    return line


def asked_when(first: PartialDate, last: PartialDate, times: int = 0, *, say: Catalogue) -> Line:
    """The first and last time, in a sentence; empty if unknown."""
    if not first.known or not last.known:
        return ()
    if not first.before(last):  # one of the two, a month or a year, has the other in it
        wider = min((first, last), key=lambda date: len(date.text))
        key = "asked.once_on" if times == 1 else "asked.on"
        return say.phrase(key, on_date=say.dated_on(wider))
    return say.phrase("asked.between", first=say.dated(first), last=say.dated(last))


def _answered(positions: Sequence[PositionView], say: Catalogue) -> Iterable[Line]:
    """A sentence for those whose state is the same and rests on the same."""
    groups: dict[object, list[PositionView]] = {}
    early = partial(_at_another_time, key="answered.early", say=say)
    late = partial(_at_another_time, key="answered.late", say=say)
    for position in positions:
        search = position.search.search if position.search and not position.deciding else None
        basis = (
            position.rank,
            position.tellers,
            position.published_by,
            search,
            position.nothing,
            position.unordered,
            position.own_before,
            position.lost,
            bool(position.late),
            position.conditional,
            _whose("", position.deciding) if position.deciding else "",
        )
        groups.setdefault((position.state, *basis), []).append(position)
    for group in groups.values():
        yield from (early(position, position.early) for position in group if position.own_before)
        yield _answer(group, len(group) == len(positions), say)
        yield from (_members(position, say) for position in group if position.members)
        if group[0].unordered:
            yield say.phrase("answered.unordered")
        yield from (early(position, position.early_beside) for position in group)
        yield from (late(position, position.late) for position in group)


def _members(position: PositionView, say: Catalogue) -> Line:
    """That single members of a group answered, and who."""
    given = position.members
    groups = grouped(
        ((act.told_by, act.members), link) for act in given for link in (act.speakers or act.by)
    )
    named = []
    for (tellers, members), links in groups.items():
        who = say.linked_within(list(dict.fromkeys(links)))
        if members:
            who = say.phrase("answer.spoken", who=say.linked_within(members), speaker=who)
        named.append(according_to(who, tellers, say) if tellers else who)
    every = joined(Span(say("list.semicolon")), named)
    return say.phrase("members.lead", count=len(given), who=every)


def _at_another_time(
    position: PositionView, answers: Sequence[ActView], *, key: str, say: Catalogue
) -> Line:
    """What it answered before the demand was first made, or after it was withdrawn or replaced."""
    if not answers:
        return ()
    who = say.linked_within([position.addressee])
    clauses = []
    for word, acts in grouped((act.word, act) for act in answers).items():
        how = _words_of(_whose(position.whose, acts), acts[0].rank, tellers_of(acts), say)
        clauses.append(say.phrase("answered.clause", did=_did(word, acts, say), how=how))
    return say.phrase(key, who=who, clauses=joined(Span(say("list.semicolon")), clauses))


def _answer(group: Sequence[PositionView], every: bool, say: Catalogue) -> Line:  # noqa: FBT001 - private
    first, links = group[0], [position.addressee for position in group]
    who = say.linked_within(links)
    if first.state == "not_assessed":
        if first.late:
            return ()
        if first.lost:
            return say.phrase("answered.lost", who=say.any_of(links))
        since = "since" if first.own_before else "assessed"
        return say.phrase(f"answered.not_{since}", who=say.any_of(links))
    search = first.search.search if first.search else None
    if search and not first.deciding:
        nothing = "in_time" if first.late else "since" if first.own_before else first.nothing
        who = say.any_of(links)
        return say.phrase(f"answered.none_{nothing}", who=who, **search.limits(say))
    if every and len(group) > 1:
        who = say.phrase("answered.both" if len(group) == 2 else "answered.all", count=len(group))
    if first.state == CONFLICTING and first.rank == "told":  # what others tell conflicts
        tellers = say.linked_within(first.tellers)
        return say.phrase("accounts.line", who=who, tellers=tellers)
    did = _did(first.state, first.deciding, say)
    return say.phrase("answered.line", who=who, did=did, how=_how(first, len(group), say))


def _did(word: str, acts: Iterable[ActView], say: Catalogue) -> str:
    """What was answered, and that it is on a condition."""
    did = say(f"did.{word}")
    return f"{did} {say('answer.conditional')}" if any(act.condition for act in acts) else did


def _how(position: PositionView, count: int, say: Catalogue) -> Line:
    whose = "several" if count > 1 else position.whose
    whose = _whose(whose, position.deciding, each=position.composed)
    if position.published_by and position.rank == "own":
        party = say.linked_within(position.published_by)
        return say.phrase(f"in_words.published.{whose}", party=party)
    return _words_of(whose, position.rank, position.tellers, say)


def _whose(whose: str, acts: Iterable[ActView], *, each: bool = False) -> str:
    """``whose`` words, if we have them of one of ``acts``, or of ``each``; else what we have."""
    if whose == "nameless":
        return whose
    found = {act.wording for act in acts}
    ways = ("unquoted", "paraphrased", "exact") if each else ("exact", "paraphrased", "unquoted")
    way = next(way for way in ways if way in found)
    return whose if way == "exact" else way


def _words_of(whose: str, rank: str | None, tellers: Sequence[Link], say: Catalogue) -> Line:
    """In whose words it was, or by whose account."""
    if rank == "told":
        return by_account_of(tellers, say)
    # Who is asked without a name answers for nobody else.
    through = rank == "unnamed" and whose != "nameless"
    return say.phrase(f"in_words.{'unnamed' if through else whose}")


def life_title(life: LifeView, say: Catalogue) -> str:
    """How often it was made, and each side's answers; without reports of others."""
    times = life.times_stated
    asked = say("life.asked", count=times, times=say("asked.times", count=times))
    sides = [side for side in life.answers if side.counts]
    answered = [_side(side, say) for side in sides]
    if len(sides) > _COUNTED_SIDES:
        total = sum(count for side in sides for _, _, count, _ in side.counts)
        answered = [say("life.answered", times=say("asked.times", count=total))]
    return " ".join([*([asked] if times else []), *answered])


def _side(side: LaneAnswers, say: Catalogue) -> str:
    whose, own = side.whose, side.whose == "nameless"
    counts = grouped(
        (word, _times(whose if own or how == "exact" else how, count, conditional, say))
        for word, how, count, conditional in side.counts
    )
    clauses = [
        say("life.did", did=say(f"did.{word}"), times=say.phrases(times))
        for word, times in counts.items()
    ]
    who, all_clauses = capitalized(side.name.within), say("list.semicolon").join(clauses)
    return say("life.side", who=who, clauses=all_clauses)


def _times(how: str, count: int, conditional: int, say: Catalogue) -> str:
    """How often it was answered so, and that ``conditional`` of these are on a condition."""
    times = say("asked.times", count=count)
    said = say("life.times_how", times=times, how=say(f"in_words.{how}"))
    if conditional == count:
        return f"{said} {say('answer.conditional')}"
    if conditional:
        said += say("life.some_conditional", times=say("asked.times", count=conditional))
    return said
