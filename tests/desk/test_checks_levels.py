"""How much a problem weighs: codes, notes, the site's levels, and the exit code that follows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from onrecord.desk.load import Loaded, load_desk
from onrecord.desk.settings import Settings
from onrecord.diagnostics import CODES, Severity, Tally

from .desks import article, harbour

ERROR, WARNING, NOTICE = Severity.ERROR, Severity.WARNING, Severity.NOTICE

STATED = {"demand": "pay-rise", "act": "stated", "by": "dock-union", "date": "2031-05-01"}
# The police are not asked for a pay rise: a warning.
OUTSIDER = {
    "demand": "pay-rise",
    "by": "harbour-police",
    "response": "no_comment",
    "date": "2031-05-02",
}
# The writer's own marks have no speaker: an error.
SCARE = {"id": "one", "text": "generous", "form": "scare", "speaker": "rivera"}


def _load(folder: Path, levels: dict[str, Severity] | None = None, **rows: Any) -> Loaded:
    content = harbour(folder, {"articles/news.yml": article(demands=[STATED], **rows)})
    return load_desk(Settings(content, levels=levels or {}))


def _severities(loaded: Loaded) -> dict[str, Severity]:
    return {one.code: one.severity for one in loaded.diagnostics}


def test_the_harbour_desk_itself_has_no_problem(tmp_path: Path) -> None:
    assert _load(tmp_path).diagnostics == ()


@pytest.mark.parametrize(
    ("level", "note", "severity", "exits"),
    [
        (None, None, WARNING, (0, 1)),
        (None, "They were asked by the press.", NOTICE, (0, 0)),
        (NOTICE, None, NOTICE, (0, 0)),
        (NOTICE, "They were asked by the press.", NOTICE, (0, 0)),
        (WARNING, None, WARNING, (0, 1)),
        (WARNING, "They were asked by the press.", NOTICE, (0, 0)),
        (ERROR, None, ERROR, (1, 1)),
        # What the site has raised, one row's note does not lower.
        (ERROR, "They were asked by the press.", ERROR, (1, 1)),
    ],
)
def test_what_a_warning_weighs(
    level: Severity | None,
    note: str | None,
    severity: Severity,
    exits: tuple[int, int],
    tmp_path: Path,
) -> None:
    levels = {"outsider-response": level} if level else {}
    row = OUTSIDER | ({"note": note} if note else {})
    loaded = _load(tmp_path, levels, responses=[row])
    tally = Tally.of(loaded.diagnostics)

    assert _severities(loaded) == {"outsider-response": severity}
    assert (tally.exit_code(strict=False), tally.exit_code(strict=True)) == exits
    assert (loaded.desk is None) == (severity is ERROR)


@pytest.mark.parametrize("level", [NOTICE, WARNING])
def test_an_error_stays_one(level: Severity, tmp_path: Path) -> None:
    quote = SCARE | {"note": "A note does not help."}
    loaded = _load(tmp_path, {"scare-with-speaker": level}, quotes=[quote])

    assert _severities(loaded) == {"scare-with-speaker": ERROR}
    assert loaded.desk is None


def test_a_level_is_for_its_own_code_only(tmp_path: Path) -> None:
    later = OUTSIDER | {"by": "port-authority", "date": "2032-02-02"}
    loaded = _load(tmp_path, {"said-after-published": NOTICE}, responses=[later, OUTSIDER])

    assert _severities(loaded) == {"said-after-published": NOTICE, "outsider-response": WARNING}


def test_a_note_is_for_its_own_row_only(tmp_path: Path) -> None:
    noted = OUTSIDER | {"note": "They were asked by the press."}
    loaded = _load(tmp_path, responses=[noted, OUTSIDER])

    assert [one.severity for one in loaded.diagnostics] == [NOTICE, WARNING]


def test_the_tally_counts_each_severity_apart(tmp_path: Path) -> None:
    noted = OUTSIDER | {"note": "They were asked by the press."}
    loaded = _load(tmp_path, responses=[noted, OUTSIDER], quotes=[SCARE])

    assert Tally.of(loaded.diagnostics) == Tally(errors=1, warnings=1, notices=1)


def test_what_is_wrong_with_the_content_never_begins_as_a_notice() -> None:
    of_the_site = {"no-site-url", "no-share-picture"}
    notices = {code for code, severity in CODES.items() if severity is Severity.NOTICE}
    assert notices == of_the_site
