"""How much a problem weighs: by its code, by what its row accepts and by the site's levels."""

from pathlib import Path
from typing import Any

import pytest

from onrecord.desk.load import LoadedDesk, load_desk
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


def _load(folder: Path, levels: dict[str, Severity] | None = None, **rows: Any) -> LoadedDesk:
    content = harbour(folder, {"articles/news.yml": article(demands=[STATED], **rows)})
    return load_desk(Settings(content, levels=levels or {}))


def _severities(loaded: LoadedDesk) -> dict[str, Severity]:
    return {diagnostic.code: diagnostic.severity for diagnostic in loaded.diagnostics}


def test_the_harbour_desk_itself_has_no_problem(tmp_path: Path) -> None:
    assert _load(tmp_path).diagnostics == ()


@pytest.mark.parametrize(
    ("level", "accept", "severity", "exits"),
    [
        (None, [], WARNING, (0, 1)),
        (None, ["outsider-response"], NOTICE, (0, 0)),
        (NOTICE, [], NOTICE, (0, 0)),
        (NOTICE, ["outsider-response"], NOTICE, (0, 0)),
        (WARNING, [], WARNING, (0, 1)),
        (WARNING, ["outsider-response"], NOTICE, (0, 0)),
        (ERROR, [], ERROR, (1, 1)),
        # What the site has raised, one row does not lower.
        (ERROR, ["outsider-response"], ERROR, (1, 1)),
    ],
)
def test_what_a_warning_weighs(
    level: Severity | None,
    accept: list[str],
    severity: Severity,
    exits: tuple[int, int],
    tmp_path: Path,
) -> None:
    levels = {"outsider-response": level} if level else {}
    row = OUTSIDER | ({"accept": accept} if accept else {})
    loaded = _load(tmp_path, levels, responses=[row])
    tally = Tally.of(loaded.diagnostics)

    assert _severities(loaded) == {"outsider-response": severity}
    assert (tally.exit_code(strict=False), tally.exit_code(strict=True)) == exits
    assert (loaded.desk is None) == (severity is ERROR)


def test_a_note_accepts_nothing_and_the_hint_says_what_does(tmp_path: Path) -> None:
    note = {"note": "They were asked by the press."}
    bare, noted, both = (
        _load(tmp_path / name, responses=[OUTSIDER | more]).diagnostics[0]
        for name, more in (("a", {}), ("b", note), ("c", note | {"accept": "outsider-response"}))
    )

    assert [bare.severity, noted.severity, both.severity] == [WARNING, WARNING, NOTICE]
    assert "accept" not in bare.hint
    assert "a note does not accept a warning: add `accept: [outsider-response]`" in noted.hint
    assert both.hint == "accepted here: `accept: [outsider-response]`"


@pytest.mark.parametrize(
    ("accept", "reported"),
    [
        ([], {"outsider-response": WARNING}),
        (["outsider-response"], {"outsider-response": NOTICE}),
        # Another code accepts nothing, and is itself no longer needed.
        (["outsider-act"], {"outsider-response": WARNING, "accept-unused": WARNING}),
        (
            ["outsider-act", "outsider-response"],
            {"outsider-response": NOTICE, "accept-unused": WARNING},
        ),
        # Without a lock nobody can say that a quote is close.
        (["outsider-response", "quote-close"], {"outsider-response": NOTICE}),
        (["outsider-respnse"], {"bad-value": ERROR}),
        (["unknown-actor"], {"bad-value": ERROR}),
        (["accept-unused"], {"bad-value": ERROR}),
        # What was edited is compared again: accepted, every later edit would pass.
        (["quote-stale"], {"bad-value": ERROR}),
    ],
)
def test_a_row_accepts_what_it_names(
    accept: list[str], reported: dict[str, Severity], tmp_path: Path
) -> None:
    row = OUTSIDER | ({"accept": accept} if accept else {})

    assert _severities(_load(tmp_path, responses=[row])) == reported


def test_nothing_is_said_of_acceptances_beside_an_error(tmp_path: Path) -> None:
    """What is wrong may be why the warning is missing."""
    row = OUTSIDER | {"by": "nobody-known", "accept": ["outsider-response"]}

    assert _severities(_load(tmp_path, responses=[row])) == {"unknown-actor": ERROR}


def test_a_record_does_not_accept_for_its_rows(tmp_path: Path) -> None:
    loaded = _load(tmp_path, responses=[OUTSIDER], accept=["outsider-response"])
    unused = next(
        diagnostic for diagnostic in loaded.diagnostics if diagnostic.code == "accept-unused"
    )

    assert _severities(loaded) == {"outsider-response": WARNING, "accept-unused": WARNING}
    assert unused.hint == "it is reported elsewhere in this record: accept it on that row"


def test_no_hint_tells_to_accept_what_cannot_be_accepted(tmp_path: Path) -> None:
    row = {"by": "port-authority", "date": "2031-05-03", "note": "By telephone."}
    (unused,) = _load(
        tmp_path, responses=[OUTSIDER | row | {"accept": ["outsider-act"]}]
    ).diagnostics

    assert (unused.code, unused.hint) == (
        "accept-unused",
        "remove it, or it will hide a future warning",
    )


@pytest.mark.parametrize("level", [NOTICE, WARNING])
def test_an_error_stays_one(level: Severity, tmp_path: Path) -> None:
    loaded = _load(tmp_path, {"scare-with-speaker": level}, quotes=[SCARE])

    assert _severities(loaded) == {"scare-with-speaker": ERROR}
    assert loaded.desk is None


def test_a_level_is_for_its_own_code_only(tmp_path: Path) -> None:
    later = OUTSIDER | {"by": "port-authority", "date": "2032-02-02"}
    loaded = _load(tmp_path, {"said-after-published": NOTICE}, responses=[later, OUTSIDER])

    assert _severities(loaded) == {"said-after-published": NOTICE, "outsider-response": WARNING}


def test_a_row_accepts_for_itself_only(tmp_path: Path) -> None:
    accepted = OUTSIDER | {"accept": "outsider-response"}
    loaded = _load(tmp_path, responses=[accepted, OUTSIDER | {"date": "2031-05-06"}])

    assert [diagnostic.severity for diagnostic in loaded.diagnostics] == [NOTICE, WARNING]


def test_the_tally_counts_each_severity_apart(tmp_path: Path) -> None:
    accepted = OUTSIDER | {"accept": ["outsider-response"]}
    loaded = _load(
        tmp_path, responses=[accepted, OUTSIDER | {"date": "2031-05-06"}], quotes=[SCARE]
    )

    assert Tally.of(loaded.diagnostics) == Tally(errors=1, warnings=1, notices=1)


def test_what_is_wrong_with_the_content_never_begins_as_a_notice() -> None:
    of_the_site = {"no-site-url", "no-share-picture"}
    of_a_sheet, of_an_article = {"sheet-read"}, {"draft", "to-do"}
    # What may be right, and often is.
    only_likely = {"maybe-original", "maybe-month", "maybe-other-act", "maybe-same"}
    only_likely |= {"some-withheld", "maybe-number", "maybe-genre", "maybe-evidence", "other-day"}
    only_likely |= {
        "maybe-outlet",
        "maybe-addressee",
        "maybe-holder",
        "maybe-translation",
        "maybe-sense",
        "maybe-context",
    }
    notices = {code for code, severity in CODES.items() if severity is Severity.NOTICE}
    assert notices == of_the_site | of_a_sheet | of_an_article | only_likely
