"""The walkout, with as many statements and answers as a test asks for."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tests.views.walkout import walkout

from onrecord.desk.desk import Desk

DEMAND = """
    title: Open the gate
    by: dock-union
    to: [{to}]
    topic: pay
    action: do
    strength: demand"""


def desk_of_acts(
    folder: Path,
    dates: Iterable[str],
    answers: Iterable[tuple[str, str, str]] = (),
    to: Sequence[str] = ("port-authority",),
    files: Mapping[str, str] | None = None,
) -> Desk:
    """The walkout with a demand `gate`.

    Args:
        folder: where it is written.
        dates: of its statements.
        answers: date, answerer and response of each.
        to: whom it is addressed to.
        files: others of the desk.
    """
    acts = [f"{{demand: gate, act: stated, by: dock-union, date: {date}}}" for date in dates]
    given = [
        f"{{demand: gate, by: {by}, response: {response}, date: {date}}}"
        for date, by, response in answers
    ]
    rows = f"demands: [{', '.join(acts)}]\n            " if acts else ""
    rows += f"responses: [{', '.join(given)}]" if given else ""
    written = {
        **(files or {}),
        "demands/gate.yml": DEMAND.format(to=", ".join(to)),
        "articles/gate.yml": f"""
            title: At the gate
            source: {{publisher: Harbour Gazette, published: 2031-05-20}}
            {rows}""",
    }
    for actor in to:
        if actor.startswith("terminal-"):
            written[f"actors/{actor}.yml"] = f"{{name: {actor.title()}, kind: organisation}}"
    return walkout(folder, written)
