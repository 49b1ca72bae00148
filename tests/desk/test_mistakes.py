"""Slips of an editor that are valid YAML are reported, each once; what may be right is not."""

# ruff: noqa: E501 - lines of YAML as they are
from pathlib import Path

import pytest

from onrecord.desk.load import load_desk
from onrecord.desk.settings import Settings

from .test_repeats import CLAIM, DEMANDS, FILES, OTHER, QUOTES, RALLY, codes

SOURCE = "published: 2031-05-09}"
TITLE = "title: A rally at the harbour\n"
NO, TEN = "text: The port will not pay so much.", "text: We want ten per cent for each docker."
REST = RALLY[RALLY.index(DEMANDS) :]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        # Days and years.
        ("said: {date: 2031-05-04}", "said: {date: 2013-05-07}", "said-long-before"),
        ("said: {date: 2031-05-04}", "said: {date: 0231-05-07}", "unlikely-date"),
        ("said: {date: 2031-05-04}", "said: {date: 1831-09-07}", None),
        (SOURCE, "published: 2031-05-09, retrieved: 2301-05-09}", "unlikely-date"),
        (SOURCE, "published: 2031-05-09, retrieved: 2041-05-09}", None),
        (SOURCE, SOURCE.replace("}", ", url: https://post.example/2031/05/19/rally}"), "published-else"),
        (SOURCE, SOURCE.replace("}", ", url: https://post.example/2031/05/10/rally}"), None),
        (SOURCE, SOURCE.replace("}", ", url: https://post.example/rally-2031-09-05}"), "published-else"),
        (SOURCE, SOURCE.replace("}", ", url: https://post.example/rally-2031-05-03}"), None),
        (SOURCE, SOURCE.replace("}", ", url: https://post.example/2031/05/19/2031/05/09/rally}"), None),
        ("act: asserted, by: dock-union, quote: ten}", "act: asserted, by: dock-union, quote: ten, date: 2030-05-07}", "said-long-before"),
        ("quote: no}", "quote: no, date: 2031-05-02}", "act-before-first"),
        ("quote: no}", "quote: no, date: 2031-05-02, note: They knew of it.}", None),
        # What is there of another one.
        (SOURCE, SOURCE.replace("}", ", url: https://web.archive.org/web/2031/https://post.example/1}"), "wrong-address"),
        (SOURCE, SOURCE.replace("}", ", url: http://localhost:8000/1}"), "wrong-address"),
        (SOURCE, SOURCE.replace("}", ", url: http://intranet/1}"), "wrong-address"),
        (SOURCE, SOURCE.replace("}", ", url: https://post.example/1https://post.example/1}"), "wrong-address"),
        (SOURCE, SOURCE.replace("}", ", url: https://post.example/1?to=https://wire.example}"), None),
        (SOURCE, SOURCE.replace("}", ", url: https://post.example/1, archive_url: https://post.example/1}"), "wrong-address"),
        (SOURCE, SOURCE.replace("}", ", url: https://post.example/1, archive_url: https://web.archive.org/web/20310510000000/https://wire.example/1}"), "wrong-address"),
        (SOURCE, SOURCE.replace("}", ", url: https://post.example/1, archive_url: https://web.archive.org/web/20310401000000/http://www.post.example/1}"), "wrong-address"),
        (SOURCE, SOURCE.replace("}", ", url: https://post.example/1, archive_url: https://web.archive.org/web/20310510000000/http://www.post.example/1}"), None),
        (SOURCE, SOURCE.replace("}", ", via: Harbour Post}"), "names-itself"),
        # Who speaks.
        ("speaker: mia-brandt", "speaker: mia-brandt, speaking_as: Spokesman", "role-of-another"),
        ("speaker: mia-brandt", "speaker: mia-brandt, speaking_as: chair of the union", None),
        ("speaker: mia-brandt", "speaker: mia-brandt, speaking_as: Docker", None),
        ("speaker: mia-brandt", "speaker: mia-brandt, basis: anonymous", "anonymous-named"),
        (QUOTES, "speakers: {dock-union: {about: pay}}\n" + QUOTES, "speaker-unused"),
        # Words.
        (TITLE, "title: TODO\n", "placeholder"),
        (TITLE, "title: Todo lists at the harbour\n", None),
        (TITLE, TITLE + "summary: n/a\n", "placeholder"),
        (TEN, "text: TODO", "placeholder"),
        (TEN, "text: None.", None),
        (TITLE, "title: “A rally at the harbour”\n", "outer-marks"),
        (TITLE, "title: “A rally” at the “harbour”\n", None),
        (TITLE, TITLE + "summary: >-\n  They met.\n  added: 2031-05-12\n", "key-in-text"),
        (TITLE, TITLE + "summary: 'They met. They added (note: in May) a word.'\n", None),
        (TITLE, TITLE + "summary: The dockersâ€™ rally.\n", "text-garbled"),
        (TITLE, TITLE + "summary: The \u202eyllar\u202c.\n", "text-garbled"),
        (TITLE, TITLE + "summary: The rally of \u2067\u05d4\u05e0\u05de\u05dc\u2069.\n", None),
        (TEN, "text: We want <em>ten</em> per cent for each docker.", "code-in-text"),
        (TEN, "text: We want **ten** per cent for each docker.", "code-in-text"),
        (TEN, "text: We want ten per cent &amp; peace.", "code-in-text"),
        (TEN, "text: 'We want ten per cent.[1]'", "code-in-text"),
        (TEN, "text: 'We want [10] per cent; 4 < 5 & 5 > 4, R&D; all of it.'", None),
        (TEN, "text: 'Mia Brandt: We want ten per cent.'", "label-in-text"),
        (TEN, "text: 'Brandt: We want ten per cent.'", "label-in-text"),
        (TEN, "text: 'Reed: he will pay ten per cent.'", None),
        (TEN, "text: '“We want ten per cent,” said Mia Brandt.'", "label-in-text"),
        (TEN, "text: '“We want ten per cent”, Brandt told us on Monday.'", "label-in-text"),
        (TEN, "text: '“We want ten per cent,” she said.'", "label-in-text"),
        (TEN, "text: 'Mia Brandt said: “We want ten per cent.”'", "label-in-text"),
        (TEN, "text: 'We want ten per cent, Ms Brandt said.'", "label-in-text"),
        (TEN, "text: 'We asked Reed. “Ten,” he said. “Not more.”'", None),
        (TEN, "text: 'It was “ten” that she said, and we said “twelve”.'", None),
        (TEN, "text: 'We want ten per cent, as Reed said.'", None),
        (TEN, "text: 'We want ten per cent, Brandt said, for each docker.'", "label-in-text"),
        (TEN, "text: 'We want ten per cent \u2014 said Mia Brandt \u2014 for each docker.'", "label-in-text"),
        (TEN, "text: 'Nous voulons, a déclaré Mia Brandt, dix pour cent.'", "label-in-text"),
        (TEN, "text: 'We want ten per cent, Reed said, for each docker.'", None),
        (TEN, "text: '\u2014 We want ten per cent for each docker.'", "outer-marks"),
        (TEN, TEN + ", gist: “Asks for more.”", "outer-marks"),
        (TEN, TEN + ", gist: They want “ten per cent”.", None),
        (TEN, TEN + ", context: We want ten per cent for each docker!", "words-repeated"),
        (TITLE + "source: {", TITLE + "source: {headline: A Rally at the Harbour, ", "words-repeated"),
    ],
)  # fmt: skip
def test_a_slip_is_reported_once(tmp_path: Path, old: str, new: str, code: str | None) -> None:
    assert codes(tmp_path, old, new) == ([code] if code else [])


@pytest.mark.parametrize(
    ("words", "more", "code"),
    [
        ("We want ten more for the dockers.", CLAIM.format("asserted", "dock-union", "other"), None),
        ("We want ten more for the dockers.", CLAIM.format("denied", "dock-union", "other"), "says-both"),
        ("We want ten more for the dockers.", CLAIM.format("denied", "dock-union, date: 2031-05-08, note: Later.", "other"), None),
        ("We want ten for 12 dockers, 30 in all.", "", None),
        ("We want ten for the dockers., to: tom-reed", "", None),
    ],
)  # fmt: skip
def test_versions_of_one_statement_say_the_same(
    tmp_path: Path, words: str, more: str, code: str | None
) -> None:
    other = OTHER.format("2031-05-03", f'"{words}"'.replace('., to: tom-reed"', '.", to: tom-reed'))
    assert codes(tmp_path, REST, other + REST + more) == ([code] if code else [])


@pytest.mark.parametrize(
    ("one", "two", "differ"),
    [
        ("text: We want 10 per cent.", "text: We want 12 per cent.", True),
        ("text: We want 10 per cent.", "text: We want 10 per cent for 12 men.", False),
        ("text: We want ten., to: tom-reed", "text: We want ten., to: port-authority", True),
        ("text: We want ten., to: tom-reed", "text: We want ten.", False),
        ("text: We want ten., original: {language: pt}", "text: We want ten., original: {language: pt-BR}", False),
        ("text: We want ten., original: {language: pt}", "text: We want ten., original: {language: da}", True),
    ],
)  # fmt: skip
def test_versions_with_other_numbers_addressees_or_languages(
    tmp_path: Path, one: str, two: str, differ: bool
) -> None:
    other = (
        f"  - {{id: other, speaker: mia-brandt, same_as: ten, said: {{date: 2031-05-03}}, {two}}}\n"
    )
    start = RALLY.index(TEN)
    found = codes(
        tmp_path,
        RALLY[start : RALLY.index(DEMANDS)],
        one + RALLY[start + len(TEN) : RALLY.index(DEMANDS)] + other,
    )
    assert found == (["versions-differ"] if differ else [])


WIRE = "title: {}\nsource: {{publisher: {}, published: 2031-05-09, url: {}}}\n"
HERE = "https://post.example/"


@pytest.mark.parametrize(
    ("title", "publisher", "url", "code"),
    [
        ("A rally at the harbour", "Harbour Post", HERE + "2", None),
        ("A rally at the harbour", "Coast Wire", "https://wire.example/2", None),
        ("The gate", "Harbour Post", "http://www.post.example/1/", "copied"),
        ("The gate", "Harbour Post", HERE + "1?page=2", None),
        ("The gate", "Coast Wire", HERE + "2", None),
    ],
)
def test_what_an_article_has_of_another(
    tmp_path: Path, title: str, publisher: str, url: str, code: str | None
) -> None:
    other = tmp_path / "content/articles/zz-other.yml"
    other.parent.mkdir(parents=True)
    other.write_text(WIRE.format(title, publisher, url))
    own = SOURCE, SOURCE.replace("}", f", url: {HERE}1}}")
    assert codes(tmp_path, *own) == ([code] if code else [])


def test_an_address_of_another_publisher(tmp_path: Path) -> None:
    folder = tmp_path / "content/articles"
    folder.mkdir(parents=True)
    for name, publisher, url in (
        ("wire", "Coast Wire", "https://wire.example/1"),
        ("wrong", "Coast Wire", HERE + "2"),
        ("post", "Harbour Post", HERE + "3"),
    ):
        (folder / f"{name}.yml").write_text(WIRE.format(name, publisher, url))
    own = SOURCE, SOURCE.replace("}", f", url: {HERE}1}}")
    assert codes(tmp_path, *own) == ["wrong-address"]
    (folder / "shared.yml").write_text(WIRE.format("shared", "Harbour Post", "https://b.example/1"))
    assert codes(tmp_path, *own) == []  # a publisher of two hosts, one of which others use


@pytest.mark.parametrize(
    ("file", "text", "code"),
    [
        ("topics.yml", "pay: {name: Pay}\nwages: {name: pay}\n", "copied"),
        ("topics.yml", "pay: {name: Pay}\nferry: {name: The ferry}\nferries: {name: The ferries}\n", "maybe-same"),
        ("topics.yml", "pay: {name: Pay}\nfare: {name: Fare}\nfarm: {name: Farms}\n", None),
        ("actors/mia-brand.yml", "name: Mia Brand\nkind: person\n", "maybe-same"),
        ("actors/mia-brand.yml", "name: Mia Brand\nkind: person\nroles: {title: Clerk, of: port-authority}\n", None),
        ("actors/mia-brandner.yml", "name: Mia Brandner\nkind: person\n", None),
        ("events.yml", "rally: {name: Rally, date: 2031-05-01}\nmeeting: {name: Rally, date: 2031-05-01}\n", "copied"),
        ("events.yml", "rally: {name: Rally, date: 2031-05-01}\nmeeting: {name: Rally, date: 2031-05-02}\n", None),
        ("claims/owes.yml", "text: the port owes ten per cent\nby: dock-union\nkind: opinion\naccept: claim-never-asserted\n", "copied"),
        ("claims/zz-owes.yml", "text: The port owes ten per cent.\nby: tom-reed\nkind: opinion\naccept: claim-never-asserted\n", None),
        ("demands/raise.yml", "title: Raise the pay\nby: dock-union\nto: tom-reed\ntopic: pay\naction: do\nstrength: demand\naccept: demand-never-stated\n", "copied"),
        ("demands/pay-rise.yml", "title: Raise the pay\nby: dock-union\nto: port-authority\ntopic: pay\naction: do\nstrength: demand\ndeadline: 2031-04-30\n", "act-before-first"),
        ("demands/pay-rise.yml", "title: Raise the pay\nby: dock-union\nto: port-authority\ntopic: pay\naction: do\nstrength: demand\ndeadline: 2031-06-30\n", None),
        ("briefings/week.yml", "since: 2013-05-02\nuntil: 2031-05-09\nbottom_line: They met.\n", "unlikely-date"),
        ("briefings/week.yml", "since: 2021-05-09\nuntil: 2031-05-09\nbottom_line: They met.\n", None),
        ("briefings/week.yml", "since: 2031-04-25\nuntil: 2031-05-02\nbottom_line: They met.\nevidence: rally#ten\n", "unlikely-date"),
        ("actors/mia-brandt.yml", "name: Mia Brandt\nkind: person\nwikidata: Q7\nroles: [{title: Chair, of: dock-union, from: 0203}]\n", "unlikely-date"),
    ],
)  # fmt: skip
def test_a_slip_in_another_file(tmp_path: Path, file: str, text: str, code: str | None) -> None:
    path = tmp_path / "content" / file
    path.parent.mkdir(parents=True)
    if file in FILES:
        found = codes(tmp_path, FILES[file], text, name=file)
    else:
        path.write_text(text)
        found = codes(tmp_path, "none", "")
    assert [each for each in found if not each.endswith(("never-asserted", "never-stated"))] == (
        [code] if code else []
    )


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("“{ten}” said Mia Brandt. “{no}” said Tom Reed.", []),
        ("“{ten}” said Tom Reed. “{no}” said Mia Brandt.", ["other-speaker", "other-speaker"]),
        ("“{ten}” said Reed. “{no}” he said.", ["other-speaker"]),
        ("“{ten}” said a spokesman for Tom Reed. “{no}” said Tom Reed.", []),
        ("“{ten}” said the chair of the Dock Union. “{no}” a man said.", []),
        ("Tom Reed spoke. “{no}” he said. “{ten}” said the spokesman.", ["other-speaker"]),
        ("Tom Reed said: “{no}” {ten} Mia Brandt said “no”, and “yes”.", ["words-unmarked"]),
        ("MIA BRANDT: {ten} And so on.\n\nTOM REED: {no} Thank you.", []),
        ("TOM REED: {ten} And so on.\n\nMIA BRANDT: {no} Thank you.", ["other-speaker", "other-speaker"]),
        ("TOM REED: {no} And so on.\n\nQ: {ten} Is it so?\n\nMIA BRANDT: It is.", ["other-speaker"]),
        ("TOM REED: {no} Mia Brandt, of the union (by telephone): {ten} And so on.\n\nTOM REED: Yes.", []),
    ],
)  # fmt: skip
def test_who_speaks_in_the_source(tmp_path: Path, source: str, found: list[str]) -> None:
    ten, no = (text.removeprefix("text: ") for text in (TEN, NO))
    own = SOURCE, SOURCE.replace("}", ", language: en, genre: news_report}")
    said = codes(tmp_path, *own, source.format(ten=ten, no=no))
    assert [code for code in said if code != "sentence-cut"] == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("“{one}” said Mia Brandt, “{two}”", []),
        ("“{one}” Brandt said. “{two}” she said.", []),
        ("“{one}” said Tom Reed, “{two}”", ["other-speaker"]),
        ("“{one}” said Mia Brandt. “{two}” said Tom Reed.", ["other-speaker"]),
        ("“{one}” said the spokesman of the Port Authority, “{two}”", ["other-speaker"]),
        ("Tom Reed came in. “{one}” he said. “{two}”", ["other-speaker"]),
        ("“{one}” said a spokesman for Tom Reed, “{two}”", []),
        ("TOM REED: {one}\n\nQ: Yes?\n\nTOM REED: {two}", ["other-speaker"]),
    ],
)
def test_each_part_of_a_quote_has_the_same_speaker(
    tmp_path: Path, source: str, found: list[str]
) -> None:
    one, two = "We want ten per cent,", "and we want it for each docker."
    parts = TEN, f"text: ['{one}', '{two}'], language: en"
    said = codes(tmp_path, *parts, source.format(one=one, two=two))
    assert [code for code in said if code == "other-speaker"] == found


@pytest.mark.parametrize(
    "source", ["“{ten}” said Mia Brandt.", "MIA BRANDT: {ten}\n\nTOM REED: No."]
)
def test_the_lock_knows_who_speaks_when_the_source_is_gone(tmp_path: Path, source: str) -> None:
    own = SOURCE, SOURCE.replace("}", ", language: en, genre: other}")
    codes(tmp_path, *own, source.format(ten=TEN.removeprefix("text: ")))
    (tmp_path / "rally.txt").unlink()
    rally, content = tmp_path / "content/articles/rally.yml", Settings(tmp_path / "content")
    assert "other-speaker" not in [it.code for it in load_desk(content).diagnostics]
    rally.write_text(rally.read_text().replace("speaker: mia-brandt", "speaker: tom-reed"))
    assert "other-speaker" in [it.code for it in load_desk(content).diagnostics]
    # Words that were compared as those of another article.
    rally.rename(rally.with_name("march.yml"))
    assert "quote-stale" in [it.code for it in load_desk(content).diagnostics]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("“{ten}” said Mia Brandt.\n\n“{no}” said Tom Reed.", ["other-speaker"]),
        ("“{ten}” said Mia Brandt, beside Tom Reed.\n\n“{no}” said Tom Reed.", []),
        ("“{ten}” the two said. “{no}” said Tom Reed.", []),
        ("MIA BRANDT: {ten} And so on.\n\nTOM REED: {no} Thank you.", ["other-speaker"]),
        ("MIA BRANDT: Tom Reed and I say: {ten} And so on.\n\nTOM REED: {no} Thank you.", []),
    ],
)
def test_one_of_several_speakers(tmp_path: Path, source: str, found: list[str]) -> None:
    ten, no = (text.removeprefix("text: ") for text in (TEN, NO))
    both = f"{TEN}, speaker: mia-brandt", f"{TEN}, language: en, speaker: [mia-brandt, tom-reed]"
    said = codes(tmp_path, *both, source.format(ten=ten, no=no))
    assert [code for code in said if code != "sentence-cut"] == found


@pytest.mark.parametrize(
    ("more", "source", "found"),
    [
        (", genre: news_report}", "“{ten}” said Mia Brandt. “{no}” said Tom Reed.", []),
        (", genre: official_transcript}", "MIA BRANDT: {ten}\n\nTOM REED: {no}", []),
        (
            ", genre: official_transcript}",
            "“{ten}” said Brandt. “{no}” said Reed.",
            ["words-marked"],
        ),
    ],
)
def test_a_transcript_has_no_marks(
    tmp_path: Path, more: str, source: str, found: list[str]
) -> None:
    ten, no = (text.removeprefix("text: ") for text in (TEN, NO))
    said = codes(tmp_path, SOURCE, SOURCE.replace("}", more), source.format(ten=ten, no=no))
    assert [code for code in said if code != "sentence-cut"] == found
