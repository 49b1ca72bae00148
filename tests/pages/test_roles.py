"""Roles whose titles say for whom they are."""

from pathlib import Path
from typing import Any

import pytest
from markupsafe import escape
from tests.desk.desks import good_desk, harbour
from tests.pages.rendering import Site

from onrecord.desk.naming import place_of

ROLES = [
    ("Premier of Ontario", [("Premier of ", False), ("Ontario", True)]),
    (
        "PREMIER OF ONTARIO, acting",
        [("PREMIER OF ", False), ("ONTARIO", True), (", acting", False)],
    ),
    ("Ontario\u2019s envoy", [("Ontario", True), ("\u2019s envoy", False)]),
    ("Head of the Province", [("Head of ", False), ("the Province", True)]),
    ("Voice of Queen's Park", [("Voice of ", False), ("Queen's Park", True)]),
    ("Premier", []),
    ("Ontarian envoy", [("Ontarian", True), (" envoy", False)]),
    ("Ontarium envoy", []),
    ("Vice-Ontario", []),
    ("Envoy of Park", []),
]


@pytest.mark.parametrize(("title", "parts"), ROLES, ids=[title for title, _ in ROLES])
def test_a_title_that_names_its_body_is_shown_alone(
    tmp_path: Path, title: str, parts: list[tuple[str, bool]]
) -> None:
    body = {
        "name": "Ontario",
        "kind": "state",
        "in_sentence": "the Province",
        "names": [{"name": "Queen\u2019s Park", "kind": "metonym"}],
    }
    person = {"name": "Mia Brandt", "kind": "person", "roles": [{"title": title, "of": "ontario"}]}
    files = {"actors/ontario.yml": body, "actors/mia.yml": person}
    page = Site(good_desk(harbour(tmp_path, files))).page("actors/mia/")

    link = '<a href="../../actors/ontario/">'
    shown = "".join(f"{link}{escape(text)}</a>" if named else text for text, named in parts)
    if parts:
        assert f'<p class="standing"><span class="role">{shown}</span>' in page.html
        assert "(for" not in page.text
    else:
        assert f'<span class="role">{title}</span> (for {link}the Province</a>)' in page.html


def test_the_first_name_that_is_there_counts() -> None:
    assert place_of(["President\u2019s Office", "Office"], "President") is None
    assert place_of(["", "Iran"], "Iranian envoy to Iran") == slice(17, 21)
    assert place_of(["U.S."], "u.s. envoy") == slice(0, 3)
    assert place_of(["WHO"], "The one who leads") is None
    assert place_of(["WHO"], "Head of WHO") == slice(8, 11)


def test_a_name_that_runs_the_other_way_keeps_its_place_among_the_roles_of_several(
    tmp_path: Path,
) -> None:
    article = {
        "title": "Together",
        "source": {"publisher": "Harbour Gazette", "published": "2031-05-03"},
        "quotes": [{"id": "we", "text": "We ask.", "form": "direct", "speaker": ["amina", "mia"]}],
    }
    role = {"title": "Envoy", "of": "dock-union"}
    files: dict[str, dict[str, Any]] = {
        "articles/together.yml": article,
        "actors/amina.yml": {
            "name": "\u0623\u0645\u064a\u0646\u0629",
            "kind": "person",
            "roles": role,
        },
        "actors/mia.yml": {"name": "Mia", "kind": "person", "roles": role},
    }
    page = Site(good_desk(harbour(tmp_path, files))).page("quotes/together/we/")
    assert "(<bdi>\u0623\u0645\u064a\u0646\u0629</bdi>: Envoy, " in page.html
