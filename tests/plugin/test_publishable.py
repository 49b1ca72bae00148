"""Which files of the content may be published, by their paths alone."""

from __future__ import annotations

import pytest

from onrecord.plugin.publishable import Kept, kept_back

ARTICLES = {"rally"}


@pytest.mark.parametrize(
    "uri",
    [
        *("index.md", "about.markdown", "Plan.SVG", "files/rally.pdf", "files/stops.csv"),
        *("articles/notes.md", "actors/mia-brandt.jpg", "demands/march.webm", "articles/a/b.png"),
        *("CNAME", "_headers", "LICENSE", "web.config", "ads.txt", "google12.html"),
        *("rates_base_2022.csv", "local_1.svg", "letter.tar.gz", "site.webmanifest", "more.txt"),
        *("captures.md", "lock.svg", "old (1).png", "articles.csv", "yml.svg"),
        *("plans/captures/1.svg", "hard copy.pdf", "conflict-2014.md", "old.conflict.md"),
    ],
)
def test_what_readers_open_is_published(uri: str) -> None:
    assert kept_back(uri, ARTICLES, let_in=False) is None


@pytest.mark.parametrize(
    ("why", "uris"),
    [
        (
            Kept.COPY,
            [
                *("articles/rally.yml~", "articles/rally.yml.orig", "articles/#rally.yml#"),
                *("articles/rally.yml.1", "articles/rally.yml.~1~", "articles/rally.yml.save"),
                *("articles/.rally.yml.swp", "articles/.#rally.yml", "x/rally.yml.txt", "t.YML.md"),
                *("rally.yaml.html", "rally.yml___jb_tmp___", "rally.yml.gz", ".hidden/rally.yml"),
                *("captures.lock.orig", "captures.lock~", "captures.lock.txt", "old/captures.lock"),
                *("captures (1).lock", "captures 2.lock.txt", "captures-old.lock.md"),
                *("Captures.LOCK.json", ".onrecord-x1", "about.md~", "#about.md#", "~$plan.docx"),
            ],
        ),
        (Kept.RECORD, ["articles/rally.yml", "captures.lock", "x.YAML"]),
        (Kept.CAPTURE, ["captures/any.svg", "Captures/a/b.md"]),
        (Kept.VERSIONS, [".git/config", "plans/.git/HEAD", ".svn/wc.db", ".hg/store/data.csv"]),
    ],
)
@pytest.mark.parametrize("let_in", [False, True])
def test_nothing_lets_these_in(why: Kept, uris: list[str], let_in: bool) -> None:
    assert {uri: kept_back(uri, ARTICLES, let_in=let_in) for uri in uris} == dict.fromkeys(
        uris, why
    )


@pytest.mark.parametrize(
    "name",
    [
        *(
            "about copy.md",
            "about copy 2.md",
            "about (copy).md",
            "about - Copy.md",
            "About-copy.md",
        ),
        *("about - Copy (2).md", "Copy of about.md", "about - Kopie.md", "Kopie von about.md"),
        *(
            "about (1).md",
            "about(1).md",
            "about 2.md",
            "about.old.md",
            "about-old.md",
            "about_tmp.md",
        ),
        *("about-DESKTOP-4F2A9C.md", "rally (1).csv", "rally - Copy.docx", "map copy.svg"),
    ],
)
def test_a_copy_is_told_by_what_lies_beside_it(name: str) -> None:
    beside = {"plans/about.md", "plans/rally.yml", "plans/map.svg"}
    assert kept_back(f"plans/{name}", (), around=beside, let_in=False) is Kept.COPY
    assert kept_back(f"plans/{name}", (), around=beside, let_in=True) is None
    assert kept_back(f"other/{name}", (), around=beside, let_in=False) is None


@pytest.mark.parametrize(
    "name", ["map (1).svg", "map 2.svg", "about-us.md", "about2.md", "abouts.md", "map-12.svg"]
)
def test_what_only_resembles_a_copy_is_published(name: str) -> None:
    around = {"about.md", "map.svg", name.casefold()}
    assert kept_back(name, (), around=around, let_in=False) is None


@pytest.mark.parametrize(
    ("uri", "why"),
    [
        ("about_LOCAL_4711.md", Kept.COPY),
        ("about.BASE.4711.md", Kept.COPY),
        ("about (conflicted copy 2031-05-11).md", Kept.COPY),
        ("plans/map (Mia's conflicted copy 2031-05-11).svg", Kept.COPY),
        ("about.sync-conflict-20310511-101010-ABCDEFG.md", Kept.COPY),
        ("about_conflict-20310511-101010.md", Kept.COPY),
        ("about (Case Conflict 1).md", Kept.COPY),
        ("about.bak.md", Kept.COPY),
        ("rally copy.txt", Kept.CAPTURE),
        ("rally (1).txt", Kept.CAPTURE),
        ("plans/captures/any.txt", Kept.CAPTURE),
        ("about.7z", Kept.KIND),
        ("plans/map_REMOTE_12.svg", Kept.COPY),
        ("articles/rally.txt", Kept.CAPTURE),
        ("texts/Rally.TXT", Kept.CAPTURE),
        ("articles/rally.bak", Kept.AMONG_RECORDS),
        ("articles/letter.pdf", Kept.AMONG_RECORDS),
        ("Actors/list.csv", Kept.AMONG_RECORDS),
        ("demands/x/index.html", Kept.AMONG_RECORDS),
        ("HEAD", Kept.KIND),
        ("objects/ab/cdef", Kept.KIND),
        ("plans/CNAME", Kept.KIND),
        ("about.md.orig", Kept.KIND),
        ("plan.svg.bak", Kept.KIND),
        ("script.py", Kept.KIND),
        (".svg", Kept.KIND),
        (".well-known/token", Kept.KIND),
    ],
)
def test_these_are_published_where_the_configuration_names_them(uri: str, why: Kept) -> None:
    assert kept_back(uri, ARTICLES, let_in=False) is why
    assert kept_back(uri, ARTICLES, let_in=True) is None
