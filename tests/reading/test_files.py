"""Which files are found, as what, and which names and places are refused."""

import os
from pathlib import Path

import pytest

from onrecord.reading import discover
from onrecord.reading.texts import why_no_id
from onrecord.records.record_kinds import KINDS, PLACES


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content").mkdir()
    return Path("content")


def put(content: Path, *paths: str) -> None:
    for path in paths:
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text("name: x\n")


def test_every_kind_of_record_has_its_place(content: Path) -> None:
    put(content, *(str(kind.file("a")) for kind in KINDS.values()))
    found = discover(content, PLACES)
    assert not found.diagnostics
    assert {file.kind for file in found.files} == {kind.file_kind for kind in KINDS.values()}


def test_what_a_file_is_depends_on_its_place(content: Path) -> None:
    put(content, "topics.yml", "articles/b.yml", "articles/2031/may/a.yml", "actors/rivera.yml")
    put(content, "events.yml", "demands/pay.yml", "claims/hours.yml", "briefings/week.yml")
    put(content, "index.md", "pictures/pier.svg", ".git/config.yml", "actors/.draft.yml")
    found = discover(content, PLACES)
    assert [(file.kind, file.id) for file in found.files] == [
        ("actor", "rivera"),
        ("article", "a"),
        ("article", "b"),
        ("briefing", "week"),
        ("claim", "hours"),
        ("demand", "pay"),
        ("events", "events"),
        ("topics", "topics"),
    ]
    assert not found.diagnostics


def test_the_order_does_not_depend_on_the_disk(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(content, *(f"articles/{folder}/{folder}{name}.yml" for folder in "ab" for name in "123"))
    first = discover(content, PLACES).files
    scandir = os.scandir

    class Backwards:
        def __init__(self, path: str) -> None:
            self._entries = sorted(scandir(path), key=lambda entry: entry.name, reverse=True)

        def __enter__(self) -> list[os.DirEntry[str]]:
            return self._entries

        def __exit__(self, *_: object) -> None:
            return

    monkeypatch.setattr(os, "scandir", Backwards)
    assert discover(content, PLACES).files == first


def test_a_refused_file_is_known_so_that_naming_it_is_no_second_fault(content: Path) -> None:
    put(content, "actors/rivera.yaml", "actors/con.yml")
    found = discover(content, PLACES)
    assert not found.files
    assert found.known == {("actor", "rivera"), ("actor", "con")}


def test_one_id_may_stand_in_two_kinds(content: Path) -> None:
    put(content, "actors/strike.yml", "demands/strike.yml")
    assert not discover(content, PLACES).diagnostics


def test_links_that_stay_are_followed_to_files_only(content: Path) -> None:
    put(content, "actors/rivera.yml")
    (content / "actors" / "ana.yml").symlink_to("rivera.yml")
    (content / "more").symlink_to("actors")
    found = discover(content, PLACES)
    assert [file.id for file in found.files] == ["ana", "rivera"]
    assert [(diagnostic.code, diagnostic.file) for diagnostic in found.diagnostics] == [
        ("outside-content", "content/more")
    ]


def test_links_in_dot_folders_may_not_lead_out_either(content: Path) -> None:
    put(content, ".well-known/a.txt", ".git/x", "actors/rivera.yml")
    Path("secret").mkdir()
    for link, target in {
        ".well-known/b.txt": "../../secret/key.txt",
        ".well-known/c.txt": "a.txt",
        ".well-known/loop": ".",
        ".more": "../secret",
        ".git/hooks": "../../secret",
        "actors/.#rivera.yml": "ana@pier.12:3",
    }.items():
        (content / link).symlink_to(target)
    found = discover(content, PLACES)
    assert [file.id for file in found.files] == ["rivera"]
    assert sorted((diagnostic.code, diagnostic.file) for diagnostic in found.diagnostics) == [
        ("outside-content", "content/.more"),
        ("outside-content", "content/.well-known/b.txt"),
        ("outside-content", "content/.well-known/loop"),
    ]


def test_content_may_itself_be_a_link(content: Path) -> None:
    put(content, "actors/rivera.yml")
    Path("elsewhere").symlink_to("content")
    assert [file.id for file in discover(Path("elsewhere"), PLACES).files] == ["rivera"]


def test_a_link_in_a_circle_ends(content: Path) -> None:
    (content / "loop").symlink_to("loop")
    (content / "actors").mkdir()
    (content / "actors" / "self").symlink_to(".")
    assert {diagnostic.code for diagnostic in discover(content, PLACES).diagnostics} <= {
        "unreadable-file",
        "outside-content",
    }


def test_no_folder_is_a_diagnostic(content: Path) -> None:
    (fault,) = discover(content / "nowhere", PLACES).diagnostics
    assert (fault.code, fault.file) == ("unreadable-file", "content/nowhere")


def test_a_name_that_cannot_be_printed_is_escaped(content: Path) -> None:
    (content / "actors").mkdir()
    try:
        (content / "actors" / os.fsdecode(b"r\xe9\n.yml")).write_text("name: x\n")
    except OSError:
        pytest.skip("this disk takes only names in UTF-8")
    (fault,) = discover(content, PLACES).diagnostics
    assert fault.file == "content/actors/r\\udce9\\n.yml"
    fault.message.encode()


@pytest.mark.parametrize("text", ["rivera", "17", "a-1", "harbour-strike-2031", "console", "com10"])
def test_ids(text: str) -> None:
    assert why_no_id(text) is None


@pytest.mark.parametrize(
    "text",
    # Names that some systems cannot check out stand here and not among the golden cases.
    [
        *("con", "nul", "aux", "prn", "com1", "lpt9", "index", "page", "unknown", "2031"),
        *("2031-05", "2031-05-02", "", "A", "a_b", "a--b", "-a", "a-", "é", "../../x", "a/b"),
        *("a\n", "a" * 121),
    ],
)
def test_no_ids(text: str) -> None:
    assert why_no_id(text) is not None


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Ana Rivera", "such as 'ana-rivera'"),
        ("rivéra", "such as 'rivera'"),
        ("../../x", "such as 'x'"),
        ("CON", "such as 'harbour-strike-2031'"),
        ("Ω", "such as 'harbour-strike-2031'"),
    ],
)
def test_the_nearest_id_is_suggested(text: str, hint: str) -> None:
    assert (why_no_id(text) or ("", ""))[1] == hint
