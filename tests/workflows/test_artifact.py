"""An artifact is made by a stranger: what is not a site and a comment is refused as a whole."""

import hashlib
import re
import stat
import zipfile
from collections.abc import Callable, Mapping
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from tests.workflows.fake_github import REPOSITORY, FakeGitHub

MARKER = "<!-- onrecord:changes -->"
COMMENT = f"{MARKER}\n**Wording only**\n"
GOLDEN = Path(__file__).parent.parent / "review" / "golden"
HOSTS = ("github.com", "preview.example", "live.example", "harbour.example.org")
OURS = ("https://github.com/newsroom/desk/", "https://newsroom.github.io/desk/")
GOOD = {"comment.md": COMMENT, "site/index.html": "<p>The harbour</p>"}


def pack(path: Path, files: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


@pytest.fixture
def artifact(script: Any) -> Any:
    return script("artifact")


def test_a_site_and_a_comment_are_unpacked(artifact: Any, tmp_path: Path) -> None:
    more = {
        "site/actors/mia-brandt/index.html": "Mia",
        "site/Über uns/index.html": "us",
        "site/.well-known/security.txt": "Contact: mailto:desk@harbour.example",
        "site/.htaccess": "",
        "site/.onrecord.json": "{}",
    }
    artifact.unpack(pack(tmp_path / "good.zip", {**GOOD, **more}), tmp_path / "out")
    files = (path for path in tmp_path.rglob("out/**/*") if path.is_file())
    found = {path.relative_to(tmp_path / "out").as_posix() for path in files}
    assert found == {*GOOD, *more}
    assert artifact.read_comment(tmp_path / "out", OURS) == COMMENT


@pytest.mark.parametrize(
    "name",
    [
        "../outside.html",
        "site/../../outside.html",
        "/etc/passwd",
        "site//index.html",
        "site/./index.html",
        "site/.git/config",
        "site/.GIT/hooks/pre-commit",
        "site/.g\u200cit/config",
        "site/git~1/config",
        "site/.gitattributes",
        "site/.github/workflows/ours.yml",
        "site/.../index.html",
        "site\\..\\outside.html",
        "C:/outside.html",
        "site/a\n.html",
        "site/\u202elmth.exe",
        "site",
        "CNAME",
        "index.html",
        ".github/scripts/pages.py",
        "site/" + "a" * 400,
    ],
)
def test_a_name_that_no_site_has_is_refused(artifact: Any, tmp_path: Path, name: str) -> None:
    with pytest.raises(artifact.Refused):
        artifact.unpack(pack(tmp_path / "bad.zip", {**GOOD, name: "x"}), tmp_path / "out")
    assert not (tmp_path / "out").exists(), "it is refused before a byte is written"


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO])
def test_what_is_no_file_is_refused(artifact: Any, tmp_path: Path, kind: int) -> None:
    entry = zipfile.ZipInfo("site/link.html")
    entry.create_system = 3
    entry.external_attr = (kind | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    with pytest.raises(artifact.Refused, match="neither a file nor a folder"):
        artifact.unpack(tmp_path / "bad.zip", tmp_path / "out")


def twice(path: Path) -> None:
    pack(path, {**GOOD, "site/INDEX.html": "x"})


def a_file_as_a_folder(path: Path) -> None:
    pack(path, {**GOOD, "site/index.html/again.html": "x"})


def no_zip(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04 and nothing more")


def damaged(path: Path) -> None:
    pack(path, {**GOOD, "site/page.html": "The harbour is closed. " * 200})
    data = bytearray(path.read_bytes())
    data[-400:-330] = b"\xff" * 70
    path.write_bytes(data)


def a_name_with_an_end_inside(path: Path) -> None:
    pack(path, {**GOOD, "site/page!.html": "x"})
    path.write_bytes(path.read_bytes().replace(b"page!", b"page\0"))


def a_folder_with_an_end_inside(path: Path) -> None:
    pack(path, {**GOOD, "site/!page.html": "x"})
    path.write_bytes(path.read_bytes().replace(b"site/!", b"site/\0"))


@pytest.mark.parametrize(
    "make",
    [
        *(twice, a_file_as_a_folder, no_zip, damaged),
        *(a_name_with_an_end_inside, a_folder_with_an_end_inside),
    ],
)
def test_a_zip_file_that_makes_no_sense_is_refused(
    artifact: Any, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    make(tmp_path / "bad.zip")
    with pytest.raises(artifact.Refused):
        artifact.unpack(tmp_path / "bad.zip", tmp_path / "out")


def test_a_bomb_is_refused_whatever_its_header_says(
    artifact: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(artifact, "MOST_OF_A_FILE", 10_000)
    bomb = pack(tmp_path / "bomb.zip", {**GOOD, "site/bomb.html": bytes(20_000)})
    bomb.write_bytes(bomb.read_bytes().replace((20_000).to_bytes(4, "little"), b"\x10\0\0\0"))
    with pytest.raises(artifact.Refused):
        artifact.unpack(bomb, tmp_path / "out")
    honest = pack(tmp_path / "honest.zip", {**GOOD, "site/bomb.html": bytes(20_000)})
    with pytest.raises(artifact.Refused, match="larger than 10,000 bytes"):
        artifact.unpack(honest, tmp_path / "again")


def test_many_small_files_are_a_bomb_too(
    artifact: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = {f"site/{number}.html": "x" * 100 for number in range(20)}
    monkeypatch.setattr(artifact, "MOST_FILES", 10)
    with pytest.raises(artifact.Refused, match="more than 10 files"):
        artifact.unpack(pack(tmp_path / "b.zip", many), tmp_path / "again")


@pytest.mark.parametrize(
    "comment",
    [
        "",
        "Wording only\n",
        f"\n{MARKER}\n",
        f"{MARKER} and more\n",
        f"{MARKER}\n" + "x" * 70_000,
        b"\xff\xfe",
    ],
)
def test_a_comment_that_is_not_ours_is_refused(
    artifact: Any, tmp_path: Path, comment: str | bytes
) -> None:
    data = comment if isinstance(comment, bytes) else comment.encode()
    (tmp_path / "comment.md").write_bytes(data)
    with pytest.raises(artifact.Refused):
        artifact.read_comment(tmp_path, OURS)


@pytest.mark.parametrize("call", ["@mia", "&#64;mia", "&#x40;mia", "&commat;mia", "\\@mia"])
def test_a_comment_calls_nobody(artifact: Any, call: str) -> None:
    assert "@\u2060mia" in artifact.disarm(f"Thanks {call}!", OURS)


def test_a_link_to_us_leads_where_it_did(artifact: Any) -> None:
    text = "[`rally.yml:15`](https://github.com/newsroom/desk/blob/HEAD/content/rally.yml#L15)"
    assert artifact.disarm(text, OURS) == text
    calling = "[a](https://newsroom.github.io/desk/@mia/1)"
    assert artifact.disarm(calling, OURS) == "[a](https://newsroom.github.io/desk/%40mia/1)"


@pytest.mark.parametrize("sample", sorted(GOLDEN.glob("*.md")), ids=lambda path: path.stem)
def test_what_the_program_writes_stays_as_it_is(artifact: Any, sample: Path) -> None:
    ours = [f"https://{host}/" for host in HOSTS]
    text = sample.read_text(encoding="utf-8").removeprefix(f"{MARKER}\n")
    assert artifact.disarm(text, ours) == text


@pytest.mark.parametrize(
    "text",
    [
        "![](https://evil.example/pixel.png)",
        "!\\[](https://evil.example/pixel.png)",
        "[page](https://evil.example/)",
        "[page](<https://evil.example/>)",
        "[page]( https://evil.example/ 'title')",
        "[page](https://github.com/newsroom/desk/../../evil/desk/)",
        "[page](https://github.com/newsroom/desk/%2e%2E/%2e./evil/)",
        "[page](https://github.com/newsroom/desk.evil/)",
        "[page](//evil.example/)",
        "[page][1]\n\n[1]: https://evil.example/",
        "[1]\n\n[1]:\n  https://evil.example/",
        "<https://evil.example/>",
        "https://evil.example/ and www.evil.example",
        "https&#58;//evil.example/ and https:&sol;/evil.example and www&period;evil.example",
        "https:\\/\\/evil.example/ and www\\.evil.example",
        "mailto:mia@evil.example",
        '<img src="https://evil.example/pixel.png">',
        '<a href="https://evil.example/">page</a>',
        "<picture><source srcset=//evil.example/x></picture>",
        '<details open ontoggle="x">',
        '\\\\<img src="//evil.example/pixel.png">',
        "evil/desk#12 and GH-12",
        "```mermaid\ngraph TD; A-->B; click A href 'https://evil.example/'\n```",
        "~~~geojson\n{}\n~~~",
    ],
)
def test_a_comment_shows_no_picture_and_links_to_nobody_else(artifact: Any, text: str) -> None:
    """Rendered as GitHub's dialect of Markdown is, and searched for what a reader would load."""
    made = artifact.disarm(text, OURS)
    assert made.replace("\u2060", "").replace("@", "&commat;") == text.replace("@", "&commat;")
    html = MarkdownIt("commonmark").render(made)
    assert set(re.findall(r"</?([a-z]+)[ >]", html)) <= {"p", "code"}, html
    assert not re.search(r"://|www\.|#[0-9]|GH-[0-9]", unescape(html)), html


def test_a_formula_links_to_nobody(artifact: Any) -> None:
    text = r"$\href{//evil.example/}{x} \\href$ and $\includegraphics{x}$"
    made = artifact.disarm(text, OURS).replace("\u2060", "_")
    assert made == r"$\_href{//evil.example/}{x} \\href$ and $\_includegraphics{x}$"


def test_a_picture_of_our_own_is_no_picture_either(artifact: Any) -> None:
    """The branch of a stranger is among our addresses; a link to it says what it is."""
    text = "![x](https://github.com/newsroom/desk/raw/HEAD/pixel.png)"
    assert "<img" not in MarkdownIt("commonmark").render(artifact.disarm(text, OURS))


def test_a_list_of_files_that_fills_the_memory_is_never_read(
    artifact: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = pack(tmp_path / "many.zip", {f"site/{number}.html": "" for number in range(100)})
    monkeypatch.setattr(artifact, "LARGEST_LISTING", 1_000)
    monkeypatch.setattr(zipfile.ZipFile, "__init__", None)  # nobody may read the list
    with pytest.raises(artifact.Refused, match="list of files is too long"):
        artifact.unpack(many, tmp_path / "out")


def test_sizes_are_added_up_before_anything_is_unpacked(
    artifact: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = pack(tmp_path / "a.zip", {f"site/{n}.html": "x" * 1_000 for n in range(20)})
    monkeypatch.setattr(artifact, "MOST_BYTES", 5_000)  # packed it is smaller
    monkeypatch.setattr(zipfile.ZipFile, "open", None)  # nobody may unpack
    with pytest.raises(artifact.Refused, match="the site is larger than 5,000 bytes"):
        artifact.unpack(many, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_only_the_artifact_that_was_looked_up_is_taken(
    artifact: Any, github: FakeGitHub, tmp_path: Path
) -> None:
    pack(github.archive, dict(GOOD))
    digest = hashlib.sha256(github.archive.read_bytes()).hexdigest()
    artifact.fetch(REPOSITORY, "7", digest, tmp_path / "taken.zip")
    with pytest.raises(artifact.Refused, match="digest"):
        artifact.fetch(REPOSITORY, "7", "0" * 64, tmp_path / "taken.zip")
