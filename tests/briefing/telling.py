"""What a briefing says, told shortly, so that a case can be written as data."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from onrecord.briefing.sections.briefing_view import BriefingView
from onrecord.briefing.sections.changed_in_period import ActLists, PositionChange
from onrecord.views.acts import ActView
from onrecord.views.answers import PositionView


def _act(act: ActView) -> str:
    per = f", per {act.told_by[0].text}" if act.kind == "answer" and act.told_by else ""
    return f"{act.word} by {act.by[0].text}{per}, {act.date}"


def _acts(acts: ActLists) -> list[str]:
    told = [_act(act) for _, rows in acts.lists for act in rows.items]
    more = sum(rows.more for _, rows in acts.lists)
    return [*told, *([f"and {more} more"] if more else [])]


def _then(then: PositionView | None) -> str:
    return f"{then.state}{' (told)' if then.rank == 'told' else ''}" if then else "nothing"


def _changed(change: PositionChange) -> str:
    of = f"{change.demand.text} / {change.addressee.text}"
    before = _then(change.before)
    if change.earlier and not change.before:
        before = "nothing that counts"
    return " -> ".join([f"{of}: {before}", *map(_then, (*change.between, change.after))])


TELLING: Mapping[str, Callable[[BriefingView], object]] = MappingProxyType(
    {
        "empty": lambda view: view.empty,
        "outside": lambda view: view.head.outside,
        "beyond": lambda view: view.head.beyond,
        "perhaps": lambda view: view.head.perhaps,
        "counted": lambda view: {
            "answers": dict(view.head.counts).get("answers", 0),
            "told": dict(view.head.counts).get("told", 0),
        },
        "made": lambda view: [[*shown] for shown in view.head.counts],
        "said": lambda view: _acts(view.changes.said),
        "earlier": lambda view: _acts(view.changes.earlier),
        "undated": lambda view: _acts(view.changes.undated),
        "without_added": lambda view: view.changes.sources_without_added,
        "changed": lambda view: [*map(_changed, view.changes.positions.items)],
        "positions": lambda view: [
            f"{row.demand.text} / {row.addressee.text}: {row.position.state}"
            for row in view.positions.items
        ],
        "ended": lambda view: [
            f"{row.withdrawn} by {', '.join(link.text for link in row.withdrawn_by)}"
            for row in view.positions.items
            if row.withdrawn
        ],
        "quotes": lambda view: [f"{card.words[0]} ({card.check.verdict})" for card in view.quotes],
        "pinned": lambda view: view.pinned,
        "claims": lambda view: [
            f"{row.row.line.by[0].text}: {row.row.line.text}{' No reply.' if row.no_reply else ''}"
            for row in view.claims.items
        ],
        "standing": lambda view: [row.row.standing for row in view.claims.items],
        "asserted": lambda view: [
            str(act.date) for row in view.claims.items for act in row.asserted
        ],
        "unknown": lambda view: {
            unknown.kind: f"{unknown.count} of {unknown.of}" for unknown in view.unknowns
        },
        "deadlines": lambda view: [
            f"{row.demand.text}: {row.deadline}, {'passed' if row.passed else 'to come'}"
            for row in view.deadlines.items
        ],
        "sources": lambda view: [source.publisher for source in view.sources.items],
        "corrections": lambda view: [
            f"{row.card.reference} {row.correction.date}{', shown' if row.shown else ''}"
            for row in view.corrections.rows.items
        ],
        "corrections_since": lambda view: view.corrections.since.text,
        "stale": lambda view: [
            f"{answer.kind} {answer.word}{f' {answer.date}' if answer.date else ''}"
            for answer in (view.bottom_line.stale if view.bottom_line else ())
        ],
        "bottom_line": lambda view: bool(view.bottom_line),
    }
)
