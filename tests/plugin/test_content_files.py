"""What is published beside the records, what is not, and what is said of it."""

import os
import re
from collections.abc import Sequence

import pytest
from tests.tiny_site import TinySite

from onrecord.plugin.content_files import merge_markers
from onrecord.reading.yaml_text import YamlText

LEFT = {
    "articles/rally.yml~": "it looks like a copy of another file",
    "articles/rally.txt": "it looks like the text of a source",
    "actors/mia-brandt.bak": "files of its kind are not published from the folders of records",
    "notes.md.orig": "files of its kind are not published",
    "captures.lock.orig": "it looks like a copy of another file",
    ".well-known/captures.lock": "it looks like a copy of another file",
}
READ = {"files/map.svg", "files/stops.csv", "actors/mia-brandt.jpg", ".well-known/token", "t.tide"}


def faults(site: TinySite, code: str) -> dict[str, str]:
    """File and message of what `check` reports with ``code``."""
    said = site.onrecord("check").stdout
    return dict(re.findall(rf"^content/(.+?):\d+:1: \w+\[{code}\]: (.*)$", said, re.MULTILINE))


def put(site: TinySite, uris: Sequence[str], text: str = "We kept the gate shut\n") -> None:
    for uri in uris:
        site.write(f"content/{uri}", text)


def test_what_an_editor_or_a_merge_left_is_named_and_not_published(site: TinySite) -> None:
    put(site, [*LEFT, *READ, "captures/rally.txt", "captures/march.html"])
    put(site, [".notes/plan.svg"])
    (site.root / "content/articles/.#rally.yml").symlink_to("mia@pier.7:1")  # Emacs has it open
    site.edit(
        "site_config.yml", "docs_dir:", "exclude_docs: |\n  !.well-known\n  !*.tide\ndocs_dir:"
    )
    said = faults(site, "not-published")
    assert said.pop("captures") == (
        "nothing in this folder is published (2 files): it looks like the text of a source"
    )
    assert said == {uri: f"this file is not published: {why}" for uri, why in LEFT.items()}
    site.ended(1, "check", "--strict")
    site.done("build")
    kept = {name for name, data in site.built().items() if b"We kept the gate shut" in data}
    assert kept == READ


def test_a_link_to_a_record_is_a_copy_of_it_and_a_site_may_lower_the_warning(
    site: TinySite,
) -> None:
    put(site, ["files/map.svg", "articles/rally.txt"])
    for link, target in {
        "files/words.txt": "../articles/rally.yml",
        "files/source.html": "../articles/rally.txt",
        "files/plan.svg": "map.svg",
    }.items():
        (site.root / "content" / link).symlink_to(target)
    assert faults(site, "not-published").keys() == {
        *("articles/rally.txt", "files/source.html", "files/words.txt")
    }
    site.edit("site_config.yml", "coverage:", "levels: {not-published: notice}\n      coverage:")
    site.done("check", "--strict")


def test_the_insides_of_a_git_repository_are_one_fault(site: TinySite) -> None:
    put(site, ["plans/HEAD", "plans/config", "plans/objects/ab/12", "plans/refs/x", "other/config"])
    assert set(faults(site, "git-repository")) == {"plans/HEAD"}
    assert set(faults(site, "not-published")) == {"other/config"}


def test_many_files_of_a_folder_are_counted(site: TinySite) -> None:
    put(site, [f"objects/{number:02}/{number}" for number in range(30)])
    said = faults(site, "not-published")
    assert len(said) == 21
    assert said["objects"].startswith("10 more files here are not published")


MINE, BASE, THEIRS = "<<<<<<< HEAD", "||||||| 1f2e3d", ">>>>>>> pier"


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        (["Gate", MINE, "shut", "=======", "open", THEIRS], 2),
        (["Gate", BASE, "shut"], 2),
        (["Gate", "open", THEIRS, "and more"], 3),
        (["<<<<<<<", "x"], 1),
        (["Gate", "=======", "shut"], None),
        ([">>>>>> She wrote:", ">>>>>>> the gate is shut", ">>>>>> Thanks"], None),
        (["| a | b | c | d | e | f |", "|||||||", "| 1 | 2 | 3 | 4 | 5 | 6 |"], None),
        ([f"    {MINE}", f" {THEIRS}", "<<<<<<<<", "<<<<<<<x", "a <<<<<<< b"], None),
    ],
)
def test_a_merge_that_was_not_finished_shows_in_a_page(lines: list[str], line: int | None) -> None:
    found = list(merge_markers(YamlText("content/about.md", "\n".join(lines))))
    assert [(diagnostic.code, diagnostic.line) for diagnostic in found] == (
        [("merge-markers", line)] if line else []
    )


def test_it_shows_in_other_texts_and_templates_where_both_sides_are(site: TinySite) -> None:
    both = f"a\n{MINE}\nb\n=======\nc\n{THEIRS}\n"
    put(site, ["about.md", "files/stops.csv", "files/plan.svg", "files/tides.ics"], both)
    put(site, ["files/mail.txt"], f"{THEIRS}\n{MINE}\n")
    put(site, ["files/film.mp4"], f"\0{both}")
    site.write("templates/theme/css/more.css", both)
    run = site.ended(1, "check")
    files = re.findall(r"^(.*?):\d+:1: error\[merge-markers\]", run.stdout, re.MULTILINE)
    assert files == [
        *("content/about.md", "content/files/plan.svg", "content/files/stops.csv"),
        *("content/files/tides.ics", "templates/theme/css/more.css"),
    ]


def test_what_is_no_ordinary_file_is_not_opened(site: TinySite) -> None:
    site.edit("site_config.yml", "docs_dir:", "exclude_docs: '!.well-known'\ndocs_dir:")
    put(site, [".well-known/x.txt"])
    for name in ("map.svg", "notes.md", "captures.lock", ".well-known/pipe"):
        path = site.root / "content" / name
        path.unlink(missing_ok=True)
        os.mkfifo(path)
    site.write("templates/theme/main.html", '{% extends "base.html" %}')
    os.mkfifo(site.root / "templates/theme/more.html")
    assert set(faults(site, "unreadable-file")) == {"map.svg", "notes.md", ".well-known/pipe"}
    assert set(faults(site, "lock-broken")) == {"captures.lock"}


DOUBTFUL = """\
site_name: TODO
site_url: http://localhost:8000/
edit_uri: edit/main/docs/
docs_dir: content
site_dir: site
theme: {name: onrecord, lanugage: fr}
site_descripton: All of it.
plugins:
  - onrecord:
      Share-pictures: false
      repo_url: https://git.example.org/desk
      captures: capture
      templates: tempaltes
      quotation_limits: {speakers: 12:30}
      coverage:
      redirects: {a/: about/, a/: actors/}
extra_css: [style.css]
exclude_docs: abuot.md
nav:
  - How: about.md
  - How: actors/index.md
  - Paper: www.example.org
"""
SURE = """\
site_name: The harbour
site_url: https://example.org/desk
repo_url: https://git.example.org/desk
edit_uri: edit/main/content/
docs_dir: content
site_dir: site
theme: {name: onrecord, locale: en}
plugins:
  - onrecord: {captures: private, quotation_limits: {speakers: null}}
exclude_docs: |
  about.md
  *.draft.md
nav:
  - Home: index.md
  - Paper: https://www.example.org
  - 'The year 2031': actors/index.md
"""


def test_doubtful_settings_are_reported_with_their_place(site: TinySite) -> None:
    site.write("captures/rally.txt", "Ten per cent.")
    site.write("site_config.yml", DOUBTFUL)
    said = site.onrecord("check").stdout
    places = re.findall(r"site_config\.yml:(\d+):\d+: warning\[doubtful-setting\]", said)
    assert list(map(int, places)) == [1, 2, 3, 6, 7, 10, 11, 12, 13, 14, 15, 16, 17, 18, 21, 22]
    for near in ("captures", "site_description", "share_pictures"):
        assert f"did you mean '{near}'?" in said
    assert "write it at the beginning of a line" in said
    assert "YAML reads 12:30 as another number" in said
    for address in ("https://github.com/harbour/desk", "http://192.168.1.5/", "http://desk.local/"):
        site.write("site_config.yml", SURE.replace("https://example.org/desk", address))
        assert "site_config.yml:2:1: warning[doubtful-setting]" in site.onrecord("check").stdout
    site.write("site_config.yml", SURE)
    assert "doubtful-setting" not in site.onrecord("check").stdout
