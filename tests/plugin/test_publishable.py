"""Which files of the content may be published, by their paths alone."""

import pytest

from onrecord.plugin.publishable import Unpublished, why_not_published

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
        *("rally.md", "plans/rally.json"),
    ],
)
def test_what_readers_open_is_published(uri: str) -> None:
    assert why_not_published(uri, ARTICLES, let_in=False) is None


@pytest.mark.parametrize(
    ("why", "uris"),
    [
        (
            Unpublished.COPY,
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
        (Unpublished.RECORD, ["articles/rally.yml", "captures.lock", "x.YAML"]),
        (Unpublished.CAPTURE, ["captures/any.svg", "Captures/a/b.md"]),
        (
            Unpublished.VERSIONS,
            [".git/config", "plans/.git/HEAD", ".svn/wc.db", ".hg/store/data.csv"],
        ),
    ],
)
@pytest.mark.parametrize("let_in", [False, True])
def test_nothing_lets_these_in(why: Unpublished, uris: list[str], let_in: bool) -> None:
    assert {uri: why_not_published(uri, ARTICLES, let_in=let_in) for uri in uris} == dict.fromkeys(
        uris, why
    )


@pytest.mark.parametrize("uri", ["rally.txt", "plans/rally (2).text", "plans/captures/1.text"])
def test_a_text_with_the_name_of_an_article_is_that_of_its_source(uri: str) -> None:
    assert why_not_published(uri, ARTICLES, let_in=False) is Unpublished.CAPTURE


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
    assert why_not_published(f"plans/{name}", (), around=beside, let_in=False) is Unpublished.COPY
    assert why_not_published(f"plans/{name}", (), around=beside, let_in=True) is None
    assert why_not_published(f"other/{name}", (), around=beside, let_in=False) is None


@pytest.mark.parametrize(
    "name", ["map (1).svg", "map 2.svg", "about-us.md", "about2.md", "abouts.md", "map-12.svg"]
)
def test_what_only_resembles_a_copy_is_published(name: str) -> None:
    around = {"about.md", "map.svg", name.casefold()}
    assert why_not_published(name, (), around=around, let_in=False) is None


@pytest.mark.parametrize(
    ("uri", "why"),
    [
        ("about_LOCAL_4711.md", Unpublished.COPY),
        ("about.BASE.4711.md", Unpublished.COPY),
        ("about (conflicted copy 2031-05-11).md", Unpublished.COPY),
        ("plans/map (Mia's conflicted copy 2031-05-11).svg", Unpublished.COPY),
        ("about.sync-conflict-20310511-101010-ABCDEFG.md", Unpublished.COPY),
        ("about_conflict-20310511-101010.md", Unpublished.COPY),
        ("about (Case Conflict 1).md", Unpublished.COPY),
        ("about.bak.md", Unpublished.COPY),
        ("rally copy.txt", Unpublished.CAPTURE),
        ("rally (1).txt", Unpublished.CAPTURE),
        ("plans/captures/any.txt", Unpublished.CAPTURE),
        ("about.7z", Unpublished.KIND),
        ("plans/map_REMOTE_12.svg", Unpublished.COPY),
        ("articles/rally.txt", Unpublished.CAPTURE),
        ("texts/Rally.TXT", Unpublished.CAPTURE),
        ("articles/rally.bak", Unpublished.AMONG_RECORDS),
        ("articles/letter.pdf", Unpublished.AMONG_RECORDS),
        ("Actors/list.csv", Unpublished.AMONG_RECORDS),
        ("demands/x/index.html", Unpublished.AMONG_RECORDS),
        ("HEAD", Unpublished.KIND),
        ("objects/ab/cdef", Unpublished.KIND),
        ("plans/CNAME", Unpublished.KIND),
        ("about.md.orig", Unpublished.KIND),
        ("plan.svg.bak", Unpublished.KIND),
        ("script.py", Unpublished.KIND),
        (".svg", Unpublished.KIND),
        (".well-known/token", Unpublished.KIND),
    ],
)
def test_these_are_published_where_the_configuration_names_them(uri: str, why: Unpublished) -> None:
    assert why_not_published(uri, ARTICLES, let_in=False) is why
    assert why_not_published(uri, ARTICLES, let_in=True) is None
