"""`onrecord draft`: what it writes, what it leaves to a person, and what it never does."""

import contextlib
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.tiny_site import PLAIN, TinySite

from onrecord.captures.places import SourceText
from onrecord.captures.quote_comparison import compare_words
from onrecord.cli.main import main
from onrecord.drafting.article_yaml import article_yaml
from onrecord.drafting.draft import DraftOptions, article_id_of, draft_of, language_of
from onrecord.drafting.likeness import LikenessIndex
from onrecord.drafting.proposals import NewIds, id_of
from onrecord.drafting.source_text import Candidate, Findings, ReadFacts, ReadSource
from onrecord.reading import parse
from onrecord.reading.nodes import open_questions
from onrecord.reading.yaml_text import YamlText
from onrecord.records import Article, Records, load_records
from onrecord.records.record_from_nodes import make_record

TEXT = """Talks at the harbour

“We want ten per cent more pay,” Mia Brandt said on Friday. “Not a penny less.”

“We are considering it,” said Paul Ortiz, a spokesman for the Port Authority.

The so-called “night shift” begins at ten.
"""
ARTICLE = "content/articles/talks.yml"
CAPTURE = "captures/talks.txt"
PUBLISHED = "title: Talks\nsource: {publisher: Post, published: 2031-05-06}\n"


@pytest.fixture
def site(tmp_path: Path) -> TinySite:
    site = TinySite.at(tmp_path / "harbour")
    site.write("talks.txt", TEXT)
    return site


@pytest.fixture(scope="module")
def records() -> Records:
    return load_records(Path(__file__).parents[1] / "sites" / "harbour" / "content")


def test_a_press_release_says_so_and_a_page_in_another_language_than_its_frame() -> None:
    release = "Combined group\n\nFOR IMMEDIATE RELEASE\n\n“We stay,” Mia Brandt said.\n"
    typed_by = ReadFacts(authors=("Office",), guessed=frozenset({"authors"}))
    facts = draft_of(ReadSource(release, facts=typed_by), Records(), DraftOptions()).source.facts
    assert (facts.genre, facts.authors) == ("official_statement", ())
    assert "genre" in facts.guessed
    headed = ReadFacts(headline="Us", guessed=frozenset({"headline"}))
    mailed = ReadSource(release, "e-mail", headed)
    written = article_yaml(draft_of(mailed, Records(), DraftOptions()), "a.eml")
    assert "headline: Us  # ? from the head of the e-mail" in written
    assert "genre: official_statement  # ? it calls itself a press release" in written
    found = draft_of(ReadSource("The press release was late."), Records(), DraftOptions())
    assert found.source.facts.genre is None
    french = (
        "Elle a dit que le port est la porte de la ville, et que les quais sont pour tous. " * 5
    )
    for text, language in ((french, "fr"), ("ukuthi ngoba kodwa futhi lapho " * 20, None)):
        read = ReadSource(text, facts=ReadFacts(language="en"))
        assert draft_of(read, Records(), DraftOptions()).source.facts.language == language


def read(site: TinySite, path: str) -> str:
    return (site.root / path).read_text(encoding="utf-8")


def files(site: TinySite) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in site.root.rglob("*") if path.is_file()}


def test_a_text_becomes_a_draft_and_its_capture(site: TinySite) -> None:
    run = site.onrecord("draft", "talks.txt", "--party", "port-authority")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == (
        "Wrote content/articles/talks.yml, with its source in captures/talks.txt\n"
        "  2 quotes, 8 to decide, 1 unknown speaker\n"
        "  `onrecord annotate` makes the actors as you go. Or make them with the commands in its"
        " comments, then run:\n"
        "  onrecord draft --into talks --party port-authority talks.txt\n"
        "Next: onrecord annotate talks\n"
        "Then: onrecord check content/articles/talks.yml\n"
    )
    assert read(site, CAPTURE) == TEXT
    _, _, text = read(site, ARTICLE).partition("delete `draft`.\n")
    day = datetime.now(tz=UTC).date()
    assert (
        text
        == f"""\
title: Untitled draft  # ? write a neutral title, never the source's headline
source:
  publisher: unknown  # ? the file does not say who published it
  published: unknown  # ? the file does not say when it was published
  language: en  # ? guessed from the words
  party: port-authority
  # ? not in the file; add what you know: headline, url, authors
added: {day}
draft: true
# ? on which day was it said? Write `event` with its date, or `said` in `defaults` or a quote
defaults:
  basis: on_record  # ? on the record, by name? Else `document` for words in writing, or another
# Speakers whom the desk does not have; each command makes one:
# onrecord new actor "Paul Ortiz" --kind person
quotes:
  - id: want-ten-per-cent
    text:
      - We want ten per cent more pay
      - Not a penny less.
    speaker: mia-brandt
    form: direct
    # like the demand pay-rise: Raise the pay of dockers
  - id: considering-it
    text: We are considering it
    speaker: unknown  # ? the desk has no such actor: “Paul Ortiz”
    form: direct
# In quotation marks, but probably not speech:
# “night shift”: it seems to be a title
"""
    )


def test_check_lists_what_is_to_decide_and_verify_finds_the_words(site: TinySite) -> None:
    site.onrecord("draft", "talks.txt")
    check = site.onrecord("check", "--strict", ARTICLE)
    assert (check.returncode, check.stdout.count("notice[to-do]")) == (0, 8)
    assert "still to decide: the desk has no such actor: “Paul Ortiz”" in check.stdout
    verified = site.onrecord("verify", ARTICLE)
    assert "Compared 2 quotes: 2 exact" in verified.stdout


@pytest.mark.parametrize(
    ("tells", "lines"),
    [
        (True, "event: {name: Rally, date: 2031-05-05}"),
        (True, "event: rally"),
        (True, "defaults: {said: {date: 2031-05-05}}"),
        (True, "defaults: {said: {date: unknown}}"),
        (True, "defaults: {said: {event: rally}}"),
        (False, "event: {name: Rally}"),
        (False, "event: none"),
        (False, "defaults: {said: {place: Aldmoor}}"),
        (False, "note: On Monday."),
    ],
)
def test_the_day_of_the_words_is_asked_where_nothing_tells_it(
    site: TinySite, tells: bool, lines: str
) -> None:
    site.write(ARTICLE, f"{PUBLISHED}draft: true\n{lines}\n")
    for _ in range(2):
        site.onrecord("draft", "talks.txt", "--into", "talks")
        asked = read(site, ARTICLE).count("# ? on which day was it said?")
        assert asked == (not tells)


@pytest.mark.parametrize(
    ("asked", "lines"),
    [
        ("", "defaults: {basis: document}"),
        ("defaults:\n  basis: on_record  # ?", "note: A note."),
        ("defaults: {language: en, basis: on_record}  # ?", "defaults: {language: en}"),
        (
            "form: direct\n    basis: on_record  # ?",
            "quotes:\n  - {id: a, text: Ah., form: direct}",
        ),
    ],
)
def test_how_the_words_were_said_is_asked_where_nothing_tells_it(
    site: TinySite, asked: str, lines: str
) -> None:
    site.write(ARTICLE, f"{PUBLISHED}draft: true\n{lines}\n")
    site.done("draft", "talks.txt", "--into", "talks")
    text = read(site, ARTICLE)
    assert asked in text
    assert ("basis: on_record  # ?" in text.replace("}", "")) == bool(asked)
    site.done("draft", "talks.txt", "--into", "talks")
    assert text.count("basis:") == read(site, ARTICLE).count("basis:")


def test_nothing_is_overwritten(site: TinySite) -> None:
    site.onrecord("draft", "talks.txt")
    before = files(site)
    again = site.ended(2, "draft", "talks.txt")
    assert "'talks' is the id of content/articles/talks.yml" in again.stderr
    assert files(site) == before
    (site.root / ARTICLE).unlink()
    site.write("other.txt", "Another text.")
    other = site.onrecord("draft", "other.txt", "--id", "talks")
    assert "captures/talks.txt already has a different text" in other.stderr
    assert read(site, CAPTURE) == TEXT
    assert site.onrecord("draft", CAPTURE).returncode == 0  # its own text may be there
    (site.root / ARTICLE).rename(site.root / "content/articles/new.yml")
    site.write("content/articles/new.yml", f"formerly: talks\n{PUBLISHED}quotes: []\n")
    again = site.ended(2, "draft", "talks.txt")
    assert "or add to the article with --into new" in again.stderr


def test_where_the_article_cannot_be_written_the_capture_goes_too(
    site: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(site)
    for place in ("content/articles", "captures"):
        (site.root / place).mkdir(exist_ok=True)

        def refuse(file: Path, target: Path, at: str = place) -> None:
            if at in target.as_posix():
                raise PermissionError(13, "Permission denied", str(target))
            target.write_bytes(file.read_bytes())

        monkeypatch.setattr("onrecord.writing.changed_files._move", refuse)
        run = site.ended(2, "draft", "talks.txt")
        assert "cannot be written: permission denied" in run.stderr
        assert files(site) == before


def test_the_quotes_as_json_count_in_the_text(site: TinySite) -> None:
    before = files(site)
    run = site.onrecord("draft", "talks.txt", "--format", "json")
    quotes = json.loads(run.stdout)["quotes"]
    assert quotes[0] == {
        "start": 23,
        "end": 53,
        "text": "We want ten per cent more pay,",
        "form": "direct",
        "speaker": "mia-brandt",
        "mention": [55, 65],
        "name": "Mia Brandt",
        "rule": "after",
        "sure": True,
    }
    assert [quote["speaker"] for quote in quotes] == ["mia-brandt", "mia-brandt", None]
    assert all(TEXT[quote["start"] : quote["end"]] == quote["text"] for quote in quotes)
    assert [quote["sure"] for quote in quotes] == [True, True, False]
    assert files(site) == before


def test_standard_input_needs_an_id_where_it_has_no_headline(site: TinySite) -> None:
    with contextlib.chdir(site.root):
        runner = CliRunner(env=PLAIN)
        without = runner.invoke(main, ["draft", "-"], input=TEXT)
        named = runner.invoke(main, ["draft", "-", "--id", "talks"], input=TEXT.encode())
    assert "the article needs an id" in without.stderr
    assert named.exit_code == 0
    assert read(site, CAPTURE) == TEXT
    assert read(site, ARTICLE).startswith("# A draft by `onrecord draft` from standard input.")


def test_a_draft_on_standard_output_writes_nothing(site: TinySite) -> None:
    before = files(site)
    run = site.onrecord("draft", "talks.txt", "--stdout")
    assert "  - id: considering-it\n" in run.stdout
    assert files(site) == before


def test_quotes_are_added_to_a_draft_and_nothing_else_in_it_changes(site: TinySite) -> None:
    head = (
        "title: Ours  # a remark\nsource: {publisher: Post, published: 2031-05-03}\ndraft: true\n"
    )
    row = "quotes:\n    - id: less\n      text: Not a penny less.\n      form: direct\n"
    before = f"{head}{row}      speaker: mia-brandt\nnote: An end.\n".replace("\n", "\r\n")
    (site.root / ARTICLE).write_bytes(before.encode())
    site.done("draft", "talks.txt", "--into", "talks")
    text = (site.root / ARTICLE).read_bytes().decode()
    kept = text.split("\r\n")
    assert [line for line in before.split("\r\n") if line not in kept] == []
    assert "speaker: unknown  # ? the desk has no such actor: “Paul Ortiz”\r\n" in text
    assert '# onrecord new actor "Paul Ortiz" --kind person\r\n' in text
    assert text.count("\n") == text.count("\r\n")
    assert read(site, CAPTURE) == TEXT
    assert "error" not in site.onrecord("check", ARTICLE).stdout
    again = site.onrecord("draft", "talks.txt", "--into", "talks")
    assert "  0 quotes" in again.stdout
    assert (site.root / ARTICLE).read_bytes().decode().startswith(text)


def test_speakers_are_filled_in_once_the_desk_has_them(site: TinySite) -> None:
    site.write("talks.txt", f"{TEXT}\n“It is late,” Mr Ortiz said.\n\nHe added: “We wait here.”\n")
    site.onrecord("draft", "talks.txt")
    ask = "speaker: unknown  # ? the desk has no such actor: “Paul Ortiz”"
    before = read(site, ARTICLE).replace(ask, "speaker: unknown  # ? our own question", 1)
    site.write(ARTICLE, before)
    site.onrecord("new", "actor", "Paul Ortiz", "--kind", "person")
    run = site.onrecord("draft", "talks.txt", "--into", "talks")
    assert "  0 quotes, 9 to decide, 2 speakers filled in, 4 already there\n" in run.stdout
    expected = before.replace(ask, "speaker: paul-ortiz")
    expected = expected.replace(
        "speaker: unknown  # ? a pronoun", "speaker: paul-ortiz  # ? a pronoun"
    )
    expected = expected.replace("name was taken: “Paul Ortiz”", "name was taken")
    lines = [line for line in expected.splitlines() if "onrecord new" not in line]
    lines.remove("# Speakers whom the desk does not have; each command makes one:")
    assert read(site, ARTICLE).splitlines() == lines
    site.onrecord("draft", "talks.txt", "--into", "talks")
    assert read(site, ARTICLE).splitlines() == lines


def test_what_was_deleted_from_a_draft_stays_deleted(site: TinySite) -> None:
    site.onrecord("draft", "talks.txt")
    text = read(site, ARTICLE)
    start, end = text.index("  - id: considering"), text.index("# In quotation marks")
    kept = text[:start] + text[end:]
    site.write(ARTICLE, kept)
    run = site.onrecord("draft", "talks.txt", "--into", "talks")
    assert "Left out 1 quote that you have deleted from this draft." in run.stdout
    assert read(site, ARTICLE) == kept
    site.write(ARTICLE, kept.replace("# A draft by", "# By", 1))
    assert "deleted" not in site.onrecord("draft", "talks.txt", "--into", "talks").stdout
    assert "We are considering it" in read(site, ARTICLE)


def test_speakers_of_rows_in_brackets_are_filled_in(site: TinySite) -> None:
    row = "quotes: [{id: now, text: Now, form: partial, speaker: mia-brandt}]\n"
    head = "title: Talks\ndraft: true\nsource: {publisher: Post, published: 2031-05-06}\n"
    site.write(ARTICLE, head + row)
    site.onrecord("draft", "talks.txt", "--into", "talks")
    assert ": the desk has no such actor: “Paul Ortiz”" in read(site, ARTICLE)
    site.onrecord("new", "actor", "Paul Ortiz", "--kind", "person")
    run = site.onrecord("draft", "talks.txt", "--into", "talks")
    assert "1 speaker filled in" in run.stdout
    assert "paul-ortiz" in read(site, ARTICLE)
    assert "the desk has no such actor" not in read(site, ARTICLE)


def test_too_much_for_one_article_is_refused_before_anything_is_written(
    site: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(site)
    monkeypatch.setattr("onrecord.drafting.article_additions.MAX_BYTES", 300)
    run = site.onrecord("draft", "talks.txt")
    assert (run.returncode, files(site)) == (2, before)
    assert "an article has at most" in run.stderr
    monkeypatch.setattr("onrecord.drafting.draft.MAX_QUOTES", 1)
    run = site.onrecord("draft", "talks.txt")
    assert (run.returncode, files(site)) == (2, before)
    assert "the source has 2 quotes, and a draft has at most 1" in run.stderr


def test_an_id_is_made_in_as_many_steps_however_often_the_same_words_come() -> None:
    class Counted(str):
        __slots__ = ()
        compared = 0

        def __eq__(self, other: object) -> bool:
            Counted.compared += 1
            return str.__eq__(self, other)

        __hash__ = str.__hash__

    ids = NewIds(Counted(f"wait-now-{number}") for number in range(2, 1000))
    assert ids.of("Wait now") == "wait-now"
    assert ids.of("Wait now") == "wait-now-1000"
    before = Counted.compared
    assert ids.of("Wait now") == "wait-now-1001"
    assert Counted.compared - before < 5


def test_quotes_are_added_in_brackets_too(site: TinySite) -> None:
    row = "{id: a, text: A., form: direct, speaker: mia-brandt}"
    site.write(
        ARTICLE,
        f"title: T\nsource: {{publisher: P, published: 2031}}\ndraft: true\nquotes: [{row}]\n",
    )
    site.done("draft", "talks.txt", "--into", "talks")
    assert "# ? considering-it: the desk has no such actor: “Paul Ortiz”\n" in read(site, ARTICLE)
    assert "error" not in site.onrecord("check", ARTICLE).stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--into", "rally"), "content/articles/rally.yml is not a draft"),
        (("--into", "nothing"), "the article 'nothing' does not exist"),
        (("--id", "No Id"), "'No Id' is not an id"),
        (("--party", "mia-brant"), "there is no actor 'mia-brant'; hint: did you mean mia-brandt?"),
        (("-f", "none.yml"), "this is not a desk: there is no file none.yml"),
    ],
)
def test_what_cannot_be_done_says_why(
    site: TinySite, arguments: tuple[str, ...], message: str
) -> None:
    before = files(site)
    run = site.onrecord("draft", "talks.txt", *arguments)
    assert (run.returncode, run.stdout) == (2, "")
    assert message in run.stderr
    assert files(site) == before


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("none.txt", None, "none.txt does not exist"),
        ("https://example.org/a", None, "save the page in your browser, and give the file"),
        ("content", None, "content is not an ordinary file"),
        ("a.txt", b"", "a.txt is empty"),
        ("a.bin", b"\x00\x01", "a.bin is not a text"),
        ("???.txt", b"Words.", "the article needs an id; hint: give it one with --id"),
    ],
)
def test_a_file_that_cannot_be_read_leaves_nothing(
    site: TinySite, name: str, data: bytes | None, message: str
) -> None:
    if data is not None:
        (site.root / name).write_bytes(data)
    before = files(site)
    run = site.ended(2, "draft", name)
    assert message in run.stderr
    assert files(site) == before


def test_a_text_without_quotes_and_a_desk_with_errors(site: TinySite) -> None:
    site.write("content/actors/mia-brandt.yml", "name: [\n")
    site.write("plain.txt", "The harbour was quiet, and of the ships that were in it none left.")
    run = site.done("draft", "plain.txt")
    assert "content/actors/mia-brandt.yml cannot be used because of errors" in run.stderr
    assert "no quotes were found: add them by hand" in run.stdout
    assert "quotes:" not in read(site, "content/articles/plain.yml")


def test_notices_are_printed_and_a_foreign_language_is_said(site: TinySite) -> None:
    (site.root / "a.txt").write_bytes(
        "„Wir bleiben draußen, und zwar alle“, sagte sie.".encode("cp1252")
    )
    run = site.onrecord("draft", "a.txt", "--language", "de", "--stdout")
    assert "a.txt is not in UTF-8; it was read as Windows-1252" in run.stderr
    assert "Onrecord does not know the words of 'de'" in run.stderr
    assert "language: de\n" in run.stdout


def drafted(text: str, records: Records, facts: ReadFacts | None = None) -> str:
    source = ReadSource(text, facts=facts or ReadFacts())
    return article_yaml(draft_of(source, records, DraftOptions()), "a.txt")


def test_what_the_file_says_goes_into_the_source(records: Records) -> None:
    facts = ReadFacts(
        publisher="Post: a paper # 1",
        published="2031-05-03",
        headline="“Out”: what the union says",
        url="https://example.org/a#b",
        authors=("Ada Quill", "Bo: Ray"),
        retrieved="2031-05-04",
        language="en",
        genre="news_report",
        guessed=frozenset({"headline"}),
    )
    assert """\
source:
  publisher: "Post: a paper # 1"
  published: 2031-05-03
  headline: "“Out”: what the union says"  # ? from the properties of the file
  url: https://example.org/a#b
  authors:
    - Ada Quill
    - "Bo: Ray"
  retrieved: 2031-05-04
  language: en
  genre: news_report  # ? from what the page calls itself
draft: true
""" in drafted(TEXT, records, facts)


def test_reported_speech_waits_for_its_gist(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "Brandt said that the dockers would wait."
    start = len(TEXT)
    found = Candidate(start, start + len(said), "indirect", "mia-brandt", quoting="dock-union")
    kept = f"{said} The end."
    for candidate in (found, replace(found, sure=True), replace(found, reason="“she” is unsure")):
        findings = Findings((candidate,))
        monkeypatch.setattr("onrecord.drafting.draft.find_quotes", lambda *_, f=findings: f)
        doubt = (
            ""
            if candidate.sure
            else f"  # ? {candidate.reason or '“mia-brandt” may be somebody else'}"
        )
        assert f"""\
    text: {said}
    speaker: mia-brandt{doubt}
    form: indirect  # ? add the `gist`: what was said, in your own words
    quoting: dock-union
""" in drafted(TEXT + kept, records)


def test_a_hint_says_who_only_tells_it(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    said = "The pay of the dockers must rise by ten per cent."
    found = Candidate(0, len(said), "direct", "mia-brandt", quoting="dock-union")
    monkeypatch.setattr("onrecord.drafting.draft.find_quotes", lambda *_: Findings((found,)))
    hint = "# an answer or claim in it has `by: dock-union` and `told_by: mia-brandt`\n"
    assert hint in drafted(said, records)


TURNS = "".join(
    f"MS. BRANDT: We spoke of the weather and the tide in May {day}. It rained.\n\nQ: Why?\n\n"
    for day in range(15)
)
LONG = f"{TURNS}MS. BRANDT: The pay of the dockers must rise by ten per cent. That is all.\n"


def test_of_a_long_transcript_sentences_are_marked_and_none_is_written(records: Records) -> None:
    text = drafted(LONG, records)
    assert "\nquotes:" not in text
    assert "# This is a transcript of 31 turns: Ms. Brandt 16, Q 15." in text
    item = """\
#   - id: pay-dockers-rise-ten
#     text: The pay of the dockers must rise by ten per cent.
#     speaker: mia-brandt
#     form: direct
#     # asked: Why?
#     # like the demand pay-rise: Raise the pay of dockers
"""
    assert item in text.replace("  # ? the label of the turn gives only a role or a surname", "")
    assert open_questions(YamlText("a.yml", item)) == []


def test_a_transcript_that_no_demand_is_like_says_what_to_do(site: TinySite) -> None:
    turns = "MS. HOLM: The weather was fine. It rained at noon, I think.\n\nQ: Why?\n\n" * 13
    site.write("gaggle.txt", f"Briefing by Rita Holm\n\n{turns}")
    run = site.onrecord("draft", "gaggle.txt")
    assert "  a transcript of 26 turns: Rita Holm 13, Q 13\n" in run.stdout
    assert "write a demand or claim first,\n  then draft again with --into" in run.stdout
    text = read(site, "content/articles/gaggle.yml")
    assert "  headline: Briefing by Rita Holm  # ? the first line of the text\n" in text
    assert "  genre: official_transcript  # ? speakers take turns, as in a transcript\n" in text
    assert '# onrecord new actor "Rita Holm" --kind person\n' in text
    assert "No quotes were found" not in text
    assert "Write a demand or claim first" in text
    demand = read(site, "content/demands/pay-rise.yml")
    title = "title: The weather was fine and it rained at noon"
    site.write("content/demands/noon.yml", re.sub(r"title: .*", title, demand))
    site.onrecord("draft", "gaggle.txt", "--into", "gaggle")
    text = read(site, "content/articles/gaggle.yml")
    assert "like the demand noon" in text
    assert "No sentence in it" not in text
    assert "Write a demand or claim first" not in text


def test_long_comments_are_wrapped(records: Records) -> None:
    text = drafted(INTERVIEW.replace("raise the pay?", f"raise {'the pay ' * 30}?"), records)
    (asked,) = re.findall(r"    # asked: Will.*\n    #   .*the", text)
    assert max(map(len, asked.splitlines())) <= 100


INTERVIEW = """“We will not be rushed”: the director speaks

Otto Beck: Will you raise the pay?

Rita Holm: We will not be rushed. I have read the letter.

Otto Beck: So that is a no?

Rita Holm: It is a “not yet” for the dockers.

Otto Beck: Thank you.
"""


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        (INTERVIEW, ()),
        (INTERVIEW.replace("?", "."), ("Otto Beck",)),
        (INTERVIEW.replace("Otto Beck:", "Q:").replace("Rita Holm:", "A:"), ()),
    ],
)
def test_who_asks_in_an_interview_is_not_quoted(
    records: Records, text: str, authors: tuple[str, ...]
) -> None:
    source = ReadSource(text, facts=ReadFacts(authors=authors))
    proposals = draft_of(source, records, DraftOptions()).proposals
    said = [" ".join(quote.text) for quote in proposals.quotes]
    assert said == [
        "We will not be rushed. I have read the letter.",
        "It is a “not yet” for the dockers.",
    ]
    assert {name.name for name in proposals.unknown_names} <= {"Rita Holm"}
    assert all(quote.asked for quote in proposals.quotes)


@settings(max_examples=40)
@given(
    st.lists(
        st.sampled_from(
            [
                *("“", "”", '"', "'", "«", "»", " said Mia Brandt", " Brandt said: ", "\n\n", "\n"),
                *(
                    "___",
                    " - ",
                    "# ? ",
                    "#",
                    ": ",
                    "Mia Brandt:",
                    "Q:",
                    "the pay",
                    "of ten",
                    "...",
                    "[",
                ),
                *("]", "{", "|", "\t", "\\", "\u200b", "\u00ad", "é", "e\u0301", "漢字", "&", "!x"),
                *("%", "@", ",", ".", "\u202e", "\U0001f600", "We will not go", "She said", "---"),
            ]
        ),
        max_size=40,
    ).map("".join)
)
def test_whatever_the_text_the_draft_is_read_and_its_quotes_are_in_the_text(
    records: Records, text: str
) -> None:
    made = draft_of(ReadSource(text), records, DraftOptions())
    yaml = YamlText("a.yml", article_yaml(made, text))
    root, faults = parse(yaml)
    assert not faults
    assert root
    article, wrong = make_record(Article, root, yaml)
    assert not wrong
    assert article
    assert len(article.quotes) == len(made.proposals.quotes)
    for quote in article.quotes:
        assert compare_words(quote.text, SourceText(text)).verdict.startswith("exact")


@pytest.mark.parametrize(
    ("words", "id_"),
    [
        ("We’ll not go back to the gate tomorrow", "not-go-back-gate"),
        ("Élan vital à l’œuvre", "elan-vital-oeuvre"),
        ("漢字", "quote"),
        ("2031", "quote-2031"),
        ("the of and", "the-of-and"),
        ("Never", "never-3"),
        ("Thank you.", "thank-you"),
        ("I’m leaving", "leaving"),
        ("I don’t know", "i-know"),
        ("It’s late for us", "late-for"),
    ],
)
def test_ids_are_made_of_words(words: str, id_: str) -> None:
    assert id_of(words, {"never", "never-2"}) == id_


def test_an_article_gets_its_id_from_its_headline_or_its_file() -> None:
    source = ReadSource("x", facts=ReadFacts(headline="Dockers stay out – Harbour Post"))
    assert article_id_of(source, "page") == "dockers-stay-out"
    assert article_id_of(ReadSource("x"), "My page (1)") == "my-page-1"
    assert article_id_of(ReadSource("x"), "index") is None
    long = ReadSource("x", facts=ReadFacts(headline="word " * 40))
    assert article_id_of(long, "") == "-".join(["word"] * 5)


def test_a_language_is_guessed_only_where_there_is_no_doubt() -> None:
    assert (
        language_of("The union said that it was for the pay of all who work in the port.") == "en"
    )
    assert (
        language_of("Le syndicat a dit qu’il est pour la paie de tous ceux qui sont au port.")
        == "fr"
    )
    assert language_of("Wir bleiben draußen.") is None


def test_demands_are_proposed_in_order_of_likeness(records: Records) -> None:
    index = LikenessIndex.of(records)
    assert [alike.id for alike in index.nearest("Raise our pay, for all dockers!")] == ["pay-rise"]
    assert index.nearest("The weather was fine.") == ()
