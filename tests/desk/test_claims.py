"""What has become of a claim, and whether the one accused is heard."""

from pathlib import Path
from typing import Any

import pytest

from onrecord.desk.claims import ClaimStanding

from .desks import article, good_desk, harbour, load

CLAIM = {
    "text": "The authority hid a report on the cranes.",
    "by": "dock-union",
    "against": "port-authority",
    "kind": "accusation",
}

SUCCESSOR = {
    "name": "Kay Ford",
    "kind": "person",
    "roles": [{"title": "Secretary", "of": "dock-union", "from": "2031-05-03"}],
}


def _claim(folder: Path, *acts: tuple[str, str, str], **fields: Any) -> ClaimStanding:
    rows = [{"claim": "hid-report", "act": act, "by": by, "date": date} for act, by, date in acts]
    files: dict[str, Any] = {
        "claims/hid-report.yml": CLAIM | fields,
        "actors/brandt-next.yml": SUCCESSOR,
    }
    if rows:
        files["articles/news.yml"] = article(claims=rows)
    return good_desk(harbour(folder, files)).claims["hid-report"]


ASSERTED = ("asserted", "dock-union", "2031-05-01")


@pytest.mark.parametrize(
    ("acts", "standing", "heard"),
    [
        ([], "not_asserted", False),
        ([ASSERTED], "asserted", False),
        ([ASSERTED, ("corroborated", "harbour-police", "2031-05-02")], "corroborated", False),
        ([ASSERTED, ("disputed", "harbour-police", "2031-05-02")], "contested", False),
        ([ASSERTED, ("denied", "rivera", "2031-05-02")], "contested", True),
        ([ASSERTED, ("denied", "okafor", "2031-05-09")], "contested", False),
        (
            [
                ASSERTED,
                ("corroborated", "harbour-police", "2031-05-02"),
                ("denied", "port-authority", "2031-05-03"),
            ],
            "contested",
            True,
        ),
        # Whoever admits it later denies it no more; a later denial counts.
        (
            [
                ASSERTED,
                ("denied", "rivera", "2031-05-02"),
                ("corroborated", "port-authority", "2031-05-03"),
            ],
            "corroborated",
            True,
        ),
        (
            [
                ASSERTED,
                ("corroborated", "port-authority", "2031-05-02"),
                ("denied", "rivera", "2031-05-03"),
            ],
            "contested",
            True,
        ),
        ([ASSERTED, ("retracted", "dock-union", "2031-05-04")], "retracted", False),
        # Whoever makes it again later has not taken that back.
        (
            [
                ASSERTED,
                ("retracted", "dock-union", "2031-05-04"),
                ("asserted", "dock-union", "2031-05-06"),
            ],
            "asserted",
            False,
        ),
        # A body takes back what is said for it.
        (
            [("asserted", "brandt", "2031-05-01"), ("retracted", "dock-union", "2031-05-04")],
            "retracted",
            False,
        ),
        # Whoever follows in a post takes back what was said for the body, not what others said.
        (
            [("asserted", "brandt", "2031-05-01"), ("retracted", "brandt-next", "2031-05-04")],
            "retracted",
            False,
        ),
        (
            [
                ("asserted", "harbour-police", "2031-05-01"),
                ("retracted", "brandt-next", "2031-05-04"),
            ],
            "asserted",
            False,
        ),
        (
            [
                ASSERTED,
                ("asserted", "harbour-police", "2031-05-02"),
                ("retracted", "dock-union", "2031-05-04"),
            ],
            "asserted",
            False,
        ),
    ],
)
def test_standing(
    acts: list[tuple[str, str, str]], standing: str, heard: bool, tmp_path: Path
) -> None:
    claim = _claim(tmp_path, *acts)

    assert claim.standing == standing
    assert claim.hearings[0].heard == heard


def test_a_body_takes_back_what_was_said_for_it_before_it_says_it_again(tmp_path: Path) -> None:
    acts = [
        ("asserted", "brandt", "2031-05-01"),
        ("retracted", "dock-union", "2031-05-04"),
        ("asserted", "dock-union", "2031-05-06"),
    ]
    rows = [{"claim": "hid-report", "act": act, "by": by, "date": on} for act, by, on in acts]
    files = {"claims/hid-report.yml": CLAIM, "articles/news.yml": article(claims=rows)}
    found = {diagnostic.code for diagnostic in load(harbour(tmp_path, files)).diagnostics}
    assert "act-before-first" not in found


def test_a_search_for_a_reply_is_no_reply(tmp_path: Path) -> None:
    reply = {"by": "port-authority", "reply": "none_found", "searched_through": "2031-05-09"}
    hearing = _claim(tmp_path, ASSERTED, replies=[reply]).hearings[0]

    assert not hearing.heard
    assert hearing.searched is not None


def test_a_reply_in_the_claims_own_file_is_heard(tmp_path: Path) -> None:
    reply = {"by": "port-authority", "reply": "no_comment", "date": "2031-05-02"}

    assert _claim(tmp_path, ASSERTED, replies=[reply]).hearings[0].heard


def test_conflicts_are_seen_from_both_sides(tmp_path: Path) -> None:
    files = {
        "claims/hid-report.yml": CLAIM,
        "claims/no-report.yml": CLAIM | {"conflicts_with": "hid-report"},
    }
    desk = good_desk(harbour(tmp_path, files))

    assert desk.claims["hid-report"].conflicts == ("no-report",)
    assert desk.claims["no-report"].conflicts == ("hid-report",)


def _told(folder: Path, *rows: dict[str, Any], replies: Any = ()) -> ClaimStanding:
    """The claim as the union makes it, with these rows, in an article where two people speak."""
    quotes = [
        {"id": "hers", "text": "They deny it.", "speaker": "brandt", "form": "direct"},
        {"id": "his", "text": "We deny it.", "speaker": "rivera", "form": "direct"},
    ]
    made = {"claim": "hid-report", "act": "asserted", "by": "dock-union", "date": "2031-05-01"}
    claims = [made, *({"claim": "hid-report", "act": "denied"} | row for row in rows)]
    event = {"name": "A rally", "date": "2031-05-05"}
    file = CLAIM | ({"replies": list(replies)} if replies else {})
    news = article(event=event, quotes=quotes, claims=claims)
    content = harbour(folder, {"claims/hid-report.yml": file, "articles/news.yml": news})
    return good_desk(content).claims["hid-report"]


TOLD = {"by": "port-authority", "told_by": "brandt"}
OWN = {"by": "port-authority"}
FOUND_NONE = {"by": "port-authority", "reply": "none_found", "searched_through": "2031-05-09"}


@pytest.mark.parametrize(
    ("rows", "replies", "standing", "tellers"),
    [
        ([TOLD], [], "contested", ("brandt",)),
        # Words of hers tell of it, whether or not the row says so.
        ([OWN | {"quote": "hers"}], [], "contested", ("brandt",)),
        # Who speaks for the authority tells nothing of it: these are its own words.
        ([OWN | {"quote": "his"}], [], "contested", ()),
        ([OWN | {"told_by": "rivera"}], [], "contested", ()),
        # Beside own words a tale does not count, and a second one does not make it sure.
        ([TOLD, OWN | {"quote": "his"}], [], "contested", ()),
        (
            [TOLD, OWN | {"told_by": "harbour-police"}],
            [],
            "contested",
            ("brandt", "harbour-police"),
        ),
        ([TOLD, OWN | {"act": "corroborated"}], [], "corroborated", ()),
        ([TOLD], [{"by": "port-authority", "reply": "no_comment"}], "asserted", ()),
        # Nor does somebody else's account take a claim back.
        ([{"act": "retracted", "by": "dock-union", "told_by": "rivera"}], [], "asserted", ()),
        # A reply in the claim's file is one as well.
        ([], [TOLD | {"reply": "denied"}], "contested", ("brandt",)),
        ([], [OWN | {"reply": "denied"}], "contested", ()),
        ([], [FOUND_NONE], "asserted", ()),
    ],
)
def test_what_is_told_counts_where_no_own_words_are_on_record(
    rows: list[dict[str, Any]],
    replies: list[dict[str, Any]],
    standing: str,
    tellers: tuple[str, ...],
    tmp_path: Path,
) -> None:
    claim = _told(tmp_path, *rows, replies=replies)

    assert (claim.standing, claim.tellers) == (standing, tellers)


def test_a_told_denial_is_a_reply_and_does_not_make_the_accused_heard(tmp_path: Path) -> None:
    hearing = _told(tmp_path, TOLD, replies=[FOUND_NONE]).hearings[0]

    assert [denial.told_by for denial in hearing.denials] == [("brandt",)]
    assert (hearing.heard, hearing.told, hearing.open) == (False, True, False)
    assert hearing.searched is not None


def test_what_is_told_is_dated_by_its_own_date_alone(tmp_path: Path) -> None:
    own = OWN | {"quote": "his"}
    told = OWN | {"quote": "hers", "told_by": "brandt"}
    dated = told | {"date": "2031-05-03"}

    denied = _told(tmp_path, own, told, dated).by_act("denied")

    assert [(denial.told_by, denial.date.text) for denial in denied] == [
        (("brandt",), "2031-05-03"),
        ((), "2031-05-05"),
        (("brandt",), "unknown"),
    ]


def test_of_two_who_deny_the_one_who_speaks_is_no_teller_of_itself(tmp_path: Path) -> None:
    together = {"by": ["rivera", "harbour-police"], "quote": "his"}

    denied = _told(tmp_path, together).by_act("denied")

    assert [(denial.by, denial.told_by) for denial in denied] == [
        (("rivera",), ()),
        (("harbour-police",), ("rivera",)),
    ]
