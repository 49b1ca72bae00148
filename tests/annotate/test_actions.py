"""What the page asks for is done whole, or refused before anything is written."""

from multiprocessing import active_children
from pathlib import Path
from typing import Any

import pytest

from onrecord.annotate import journal, new_records, page, typed_article
from onrecord.annotate.actions import PageActions
from onrecord.annotate.journal import FileVersion
from onrecord.annotate.new_records import unwrapped
from onrecord.annotate.page import PART, ShownSource
from onrecord.annotate.server import Conflict, RequestRefused
from onrecord.captures import places
from onrecord.captures.quote_comparison import compare_words
from onrecord.captures.typography import Folded
from onrecord.diagnostics import OnrecordError
from onrecord.drafting.article_additions import ArticleFiles
from onrecord.drafting.article_yaml import COMMAND, DAY, LEFT_OUT, UNKNOWN
from onrecord.drafting.draft import FindingProcess, draft_of, found_in
from onrecord.drafting.source import read_source
from onrecord.drafting.source_text import ReadSource
from onrecord.reading.yaml_text import decode_yaml

from .conftest import ARTICLE, SOURCE, DeskFolder

AT = SOURCE.index("Nobody")
QUOTE: dict[str, Any] = {
    "span": [AT + 1, AT + 20],  # the ship before it is two units of a browser
    "parts": [],
    "form": "direct",
    "speaker": None,
    "new_actor": {"name": "Zed Zee", "kind": "person"},
}


def add(desk: DeskFolder, **changed: Any) -> dict[str, Any]:
    actions = PageActions(desk.workspace())
    base = actions.open({"id": "strike"})["digest"]
    return actions.quote({"id": "strike", "base": base, "quote": {**QUOTE, **changed}})


def test_a_quote_comes_with_its_speaker(desk: DeskFolder) -> None:
    assert add(desk)["added"] == "nobody-asked"
    assert "text: Nobody has asked us\n" in desk.file.read_text()
    assert (desk.folder / "content/actors/zed-zee.yml").exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"quote_id": "another-week"},
        {"quote_id": "A b"},
        {"quote_id": "con"},
        {"form": "bogus"},
        {"form": "indirect", "gist": " "},
        {"links": [{"list": "title", "id": "pay-the-wages", "act": "stated"}]},
        {"links": [{"list": "demands", "id": "pay-the-wages", "act": "bogus"}]},
        {"links": [{"list": "demands", "id": "nobody-asked", "act": "stated"}]},
        {"new_actor": {"name": "Mia Brandt", "kind": "person"}},
        {"new_actor": {"name": "Zed\nZee: x", "kind": "ship"}},
        {"new_actor": {"name": "\u202eZed", "kind": "person"}},
        {"new_actor": None, "speaker": "zed-zee"},
        {"span": [0, 10_000]},
        {"span": ["0", 5]},
        {"parts": "all"},
    ],
)
def test_what_no_record_may_have_is_refused_and_nothing_is_written(
    desk: DeskFolder, changed: dict[str, Any]
) -> None:
    with pytest.raises((OnrecordError, RequestRefused)):
        add(desk, **changed)
    assert desk.file.read_text() == ARTICLE
    assert not (desk.folder / "content/actors/zed-zee.yml").exists()


def act(desk: DeskFolder, action: str, **sent: Any) -> dict[str, Any]:
    """What the page is sent for ``action`` on the article as it is now."""
    actions = PageActions(desk.workspace())
    base = actions.open({"id": "strike"})["digest"]
    done = actions.by_name()[action]({"id": "strike", "base": base, **sent})
    assert isinstance(done, dict)
    return done


def test_whose_answer_it_is_and_who_only_tells_it(desk: DeskFolder) -> None:
    answer = {"id": "pay-the-wages", "list": "responses", "act": "rejected", "by": ["port"]}
    claim = {"id": "nobody-asked", "list": "claims", "act": "asserted", "by": []}
    sent = {"speaker": "mia-brandt", "new_actor": None, "links": [answer, claim]}
    added = add(desk, **sent)
    text = desk.file.read_text()
    rows = (
        "    by: port\n    response: rejected\n    quote: nobody-asked\n    told_by: mia-brandt\n"
    )
    assert rows in text
    assert "    act: asserted\n    by: mia-brandt\n    quote: nobody-asked\n" in text
    again = act(desk, "quote_again", name=added["added"])
    dropped = [{"list": "responses", "number": again["rows"][0]["number"]}]
    own = {**QUOTE, **sent, "links": [], "dropped": dropped, "context": "At the gate."}
    act(desk, "decide", name="nobody-asked", quote=own)
    assert "responses" not in desk.file.read_text()
    assert "context: At the gate." in desk.file.read_text()
    before = desk.file.read_text()
    own |= {"links": [], "dropped": [], "span": [AT + 8, AT + 20], "form": "partial", "again": True}
    act(desk, "decide", name="nobody-asked", quote=own)
    other = before.replace("text: Nobody has asked us", "text: has asked us")
    assert desk.file.read_text() == other.replace("form: direct", "form: partial")
    act(desk, "decide", name="nobody-asked", quote={**own, "span": QUOTE["span"]})
    act(desk, "remove", name="nobody-asked")
    assert "nobody-asked" not in desk.file.read_text()
    proposed = act(desk, "proposals")["proposals"]
    assert "Nobody has asked us" not in {each["text"] for each in proposed}


def test_the_day_is_asked_for_until_something_tells_it(desk: DeskFolder) -> None:
    add(desk)
    assert desk.file.read_text().count(f"{DAY}\nquotes:") == 1
    event = act(
        desk, "make", kind="event", record={"name": "March", "date": "2031-05-03", "place": ""}
    )
    act(desk, "say", facts={"event": {"event": event["made"]}, "title": "A new title"})
    text = desk.file.read_text()
    assert DAY not in text
    assert f"event: {event['made']}\n" in text
    assert "title: A new title\n" in text
    with pytest.raises(OnrecordError):
        act(desk, "say", facts={"published": "in May"})
    assert desk.file.read_text() == text


def test_a_pasted_article_has_its_quotes_below_all_else(desk: DeskFolder) -> None:
    actions = PageActions(desk.workspace())
    made = actions.begin({"page": "", "text": SOURCE, "new_id": "pasted"})
    base = actions.open(made)["digest"]
    row = {"id": "pay-the-wages", "list": "demands", "act": "stated", "by": []}
    sent = {**QUOTE, "new_actor": None, "speaker": "port", "links": [row]}
    file = actions.quote({**made, "base": base, "quote": sent})["yaml"]
    keys = [line.partition(":")[0] for line in file.splitlines() if line[:1] not in (" ", "")]
    day = DAY.partition(":")[0]
    assert keys[3:] == ["title", "source", "added", "draft", day, "defaults", "quotes", "demands"]


def test_a_text_copied_from_a_browser_has_its_paragraphs(desk: DeskFolder) -> None:
    line = "We will stay out until the wages of the winter are paid"
    rest = "and not a day less than that, she told us."
    page = f"<pre>Notice of the union\n\n{line}\n{rest}\n\nEnd.</pre>"
    made = PageActions(desk.workspace()).begin({"page": page, "text": "", "new_id": "notice"})
    read = (desk.folder / f"captures/{made['id']}.txt").read_text().split("\n\n")
    assert read[:2] == ["Notice of the union", f"{line} {rest}"]


def test_a_long_page_is_begun_with_at_once_and_kept_whole(
    desk: DeskFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafted: list[int] = []

    def drafting(source: ReadSource, *others: Any, **more: Any) -> Any:
        drafted.append(len(source.text))
        return draft_of(source, *others, **more)

    monkeypatch.setattr(new_records, "draft_of", drafting)
    monkeypatch.setattr(new_records, "PART", 2_000)
    page = "<h1>Talks</h1>" + "<p>“We stay,” Mia Brandt said.</p>" * 300
    made = PageActions(desk.workspace()).begin({"page": page, "text": "", "new_id": ""})
    assert drafted == [2_000]
    capture = desk.folder / f"captures/{made['id']}.txt"
    assert capture.read_text().count("We stay") == 300


def test_what_is_said_again_of_an_article_changes_no_line(desk: DeskFolder) -> None:
    told = (
        "title: The strike goes on\nsource:\n  publisher: Gazette\n  published: 2031-05-04\n"
        "  authors:\n    - Mia Brandt\n"
    )
    stale = f"{UNKNOWN}\n{COMMAND}Ana --kind person\n"
    asked_of_authors = "  authors:  # ? from the properties of the file\n"
    drafted = told.replace("  authors:\n", asked_of_authors)
    remarks = (
        f"{LEFT_OUT}\n# “night”: a term\n# This is a transcript of 2 turns: Ana 2,\n#   Otto 1.\n"
    )
    asked = "  genre: news_report  # ? from what the page calls itself\ndraft: true\n"
    day = "defaults:\n  said:\n    date: 2031-05-03\n"
    desk.file.write_text(drafted + asked + day + stale + "quotes: []\n" + remarks + "# Mine.\n")
    facts = {"authors": ["Mia Brandt"], "genre": "news_report", "published": "2031-05-04"}
    act(desk, "say", facts={**facts, "finished": True})
    assert desk.file.read_text() == f"{told}  genre: news_report\n{day}quotes: []\n# Mine.\n"


def test_a_weekday_is_the_last_one_before_the_day_of_publication(desk: DeskFolder) -> None:
    desk.workspace()
    assert act(desk, "open")["dates"] == ["2031-04-28"]  # "on Monday", published on a Sunday


def test_a_demand_is_made_with_its_topic_and_a_role_given(desk: DeskFolder) -> None:
    demand = {
        "title": "Mend the crane",
        "by": ["dock-union"],
        "to": ["port"],
        "topic": "Cranes",
        "action": "do",
        "strength": "demand",
    }
    assert act(desk, "make", kind="demand", record=demand)["made"] == "mend-crane"
    assert "topic: cranes\n" in (desk.folder / "content/demands/mend-crane.yml").read_text()
    assert "cranes:\n  name: Cranes\n" in (desk.folder / "content/topics.yml").read_text()
    act(desk, "make", kind="role", record={"actor": "mia-brandt", "title": "Chair", "of": "port"})
    assert "title: Chair, of: port" in (desk.folder / "content/actors/mia-brandt.yml").read_text()
    for wrong in ({"to": ["nobody"]}, {"action": "bogus"}, {"title": " "}):
        with pytest.raises(OnrecordError):
            act(desk, "make", kind="demand", record={**demand, **wrong})


def test_turns_of_a_transcript_are_proposed_and_a_large_source_in_parts(desk: DeskFolder) -> None:
    turns = "\n\n".join(f"MIA BRANDT: We want {n} more cranes.\n\nQ: Why {n}?" for n in range(20))
    capture = desk.folder / "captures/strike.txt"
    capture.write_text(turns)
    found = act(desk, "proposals")["proposals"]
    assert {each["speaker"] for each in found} == {"mia-brandt"}
    assert len(found) == 20
    capture.write_text(f"{'Nothing was said. ' * 20}\n\n" * 700 + SOURCE)
    first = act(desk, "proposals")
    assert (first["proposals"], first["next"]) == ([], 1)
    [one, *_] = act(desk, "proposals", part=2)["proposals"]
    assert capture.read_text()[slice(*one["span"])].startswith("We will stay out")


def typing(before: str, behind: str, put: str) -> tuple[str, dict[str, Any]]:
    """A text with ``put`` in it, and what the page sends of it, counted as a browser counts."""
    at = before.index(behind) + len(behind)
    place = len(before[:at].encode("utf-16-le")) // 2
    return before[:at] + put + before[at:], {"start": place, "end": place, "yaml": put}


def test_of_many_quotes_only_the_one_that_is_typed_is_read_and_compared(
    desk: DeskFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "".join(
        f"  - id: q{number}\n    text: We 🚢 stay\n    speaker: port\n    form: direct\n"
        for number in range(300)
    )
    row = "claims:\n  - {claim: nobody-asked, act: asserted, quote: q7, by: port}\n"
    text = f"{ARTICLE}{rows}{row}"
    desk.file.write_text(text)
    actions = PageActions(desk.workspace())
    opened = actions.open({"id": "strike"})
    version, shown = opened["version"], opened["quotes"]
    answer, sent = opened, dict[str, Any]()
    read: list[int] = []
    compared: list[tuple[str, ...]] = []

    def reading(path: Path, data: bytes) -> Any:
        read.append(len(b"".join(data.splitlines())))
        return decode_yaml(path, data)

    def comparing(words: tuple[str, ...], *others: Any, **more: Any) -> Any:
        compared.append(words)
        return compare_words(words, *others, **more)

    monkeypatch.setattr(typed_article, "decode_yaml", reading)
    monkeypatch.setattr(typed_article, "_SHORT", 0)
    monkeypatch.setattr(page, "compare_words", comparing)
    for behind, put in (
        ("- id: q150\n    text: We 🚢 stay", " on"),
        ("- id: q3\n    text: We 🚢 stay\n    speaker: port\n    form: direct\n", "  - id: new\n"),
        ("  - id: new\n", "    text: Stop\n"),
        ("genre: news_report, language: en}\n", "note: Ours\n"),
        ("by: port}\n", "summary: Ours\n"),
        ("- id: q150\n    text: We 🚢 stay on", ": no"),  # this is no YAML
    ):
        read.clear()
        compared.clear()
        text, sent = typing(text, behind, put)
        answer = actions.compare({"id": "strike", "version": version, **sent})
        version = answer["version"]
        shown[answer["first"] : answer["first"] + answer["gone"]] = answer["quotes"]
        assert sum(read) < 1_000, put
        assert len(compared) <= 1, put
        if put == "summary: Ours\n":
            whole = desk.workspace().compare("strike", text)
            assert (answer["problems"], shown) == (whole["problems"], whole["quotes"])
    assert "second ': '" in answer["problems"][-1]["message"]
    assert len(shown) == 302
    assert actions.compare({"id": "strike", "version": 1, **sent}) == {"again": True}


def test_of_a_long_source_only_the_part_is_searched_that_has_nearly_these_words(
    desk: DeskFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    capture = desk.folder / "captures/strike.txt"
    capture.write_text(f"{'Nothing — was said. ' * 500}\n\n{SOURCE}")
    actions = PageActions(desk.workspace())
    opened = actions.open({"id": "strike"})
    searched: list[int] = []

    def searching(ours: str, text: str, start: int, end: int, least: float) -> Any:
        searched.append(end - start)
        return likest(ours, text, start, end, least)

    likest = places._likest_letters
    monkeypatch.setattr(places, "_likest_letters", searching)
    for week, verdict in (("weak", "close"), ("year", "close"), ("week", "exact")):
        yaml = opened["yaml"].replace("another week", f"another {week}")
        [quote] = actions.compare({"id": "strike", "yaml": yaml})["quotes"]
        assert (quote["verdict"], bool(quote["differences"])) == (verdict, verdict == "close")
    assert len(searched) == 2
    assert max(searched) < 200
    elsewhere = opened["yaml"].replace(
        "The strike goes on for another week", "Nobody has asked you"
    )
    assert actions.compare({"id": "strike", "yaml": elsewhere})["quotes"][0]["verdict"] == "close"


def test_words_are_not_taken_from_a_source_that_the_page_does_not_show(desk: DeskFolder) -> None:
    actions = PageActions(desk.workspace())
    opened = actions.open({"id": "strike"})
    sent = {"id": "strike", "base": opened["digest"], "has": opened["source_digest"]}
    (desk.folder / "captures/strike.txt").write_text(f"Corrected.\n\n{SOURCE}")
    for ask in (actions.look, actions.quote):
        with pytest.raises(Conflict) as found:
            ask({**sent, "span": QUOTE["span"], "quote": QUOTE})
        assert "Corrected." in str(found.value.now)
    assert desk.file.read_text() == ARTICLE


def test_an_edit_in_the_same_tick_of_the_clock_is_seen(
    desk: DeskFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor, capture = desk.folder / "content/actors/port.yml", desk.folder / "captures/strike.txt"
    monkeypatch.setattr(journal, "state_of", lambda _: None)  # whatever is in a file
    actions = PageActions(desk.workspace())
    opened = actions.open({"id": "strike"})
    actor.write_text(actor.read_text().replace("Aldmoor", "Bldmoor"))
    capture.write_text(SOURCE.replace("Aldmoor", "Bldmoor"))
    assert "Port of Bldmoor" in {each["name"] for each in actions.desk({})["actors"]}
    assert actions.source({"id": "strike"})["digest"] != opened["source_digest"]
    version = FileVersion.of(actor)
    monkeypatch.setattr(journal, "state_of", lambda _: (1, 2))
    assert version.digest
    assert version.now() == FileVersion(actor, (1, 2), "")  # it need not be read any more


def test_the_verdict_on_selected_words_does_not_wait_for_who_speaks(
    desk: DeskFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []

    def finding(source: ReadSource, *others: Any) -> Any:
        looked.append(source.text)
        return found_in(source, *others)

    actions = PageActions(desk.workspace(), finding)
    asked = {"id": "strike", "span": [AT + 1, AT + 20]}
    at_once = actions.look({**asked, "at_once": True})
    assert (at_once["verdict"], at_once["later"], at_once["speaker_name"]) == ("exact", True, "")
    assert (at_once["form"], looked) == ("direct", [])
    assert actions.look(asked)["speaker_name"] == "Ana Rivera"
    assert actions.look({**asked, "at_once": True})["speaker_name"] == "Ana Rivera"
    actions.proposals({"id": "strike"})
    assert len(looked) == 1
    folded: list[int] = []

    def folding(text: str) -> Folded:
        folded.append(len(text))
        return Folded(text)

    monkeypatch.setattr(places, "Folded", folding)
    typed = ARTICLE.replace("for another week ", "for another year ")
    assert actions.compare({"id": "strike", "yaml": typed})["quotes"][0]["verdict"] == "close"
    assert max(folded) < 100, "the source is ready before anything is typed"


def test_quotes_are_found_in_another_process_and_here_once_it_has_ended() -> None:
    source, before = ReadSource(SOURCE), set(active_children())
    process = FindingProcess()
    [other] = set(active_children()) - before
    assert process.found_in(source, {}, None) == found_in(source, {}, None)
    other.kill()
    other.join()
    assert process.found_in(source, {}, None) == found_in(source, {}, None)


def test_a_text_of_one_line_is_looked_through_in_parts_too() -> None:
    text = "We stay out. " * 40_000
    parts = ShownSource(text).parts
    assert max(end - start for start, end in parts) <= 2 * PART
    assert "".join(text[start:end] for start, end in parts) == text
    assert {text[start:end][:3] for start, end in parts} == {"We "}


def test_what_was_saved_is_not_brought_back_and_the_form_is(desk: DeskFolder) -> None:
    workspace = desk.workspace()
    base = workspace.open("strike")["digest"]
    workspace.save("strike", base, "title: mine\n")
    workspace.keep("strike", "title: mine\n", base, form={"speaker": "Mia"})
    assert workspace.kept("strike") == {"form": {"speaker": "Mia"}}
    desk.file.write_text(ARTICLE)
    desk.workspace().journal.keep("strike", yaml="title: mine\n")
    assert "yaml" not in desk.workspace().kept("strike")


WRAPPED = "We will stay out until all of the wages are paid,\nand not a day less, she said."


@pytest.mark.parametrize(
    ("pasted", "read"),
    [
        (WRAPPED, WRAPPED.replace("\n", " ")),
        (f"MIA BRANDT: {WRAPPED}", f"MIA BRANDT: {WRAPPED}".replace("\n", " ")),
        (f"{WRAPPED}\nQ: {WRAPPED}", f"{WRAPPED}\nQ: {WRAPPED}"),
        (f"{WRAPPED}\n\u00a0  \nYes.", WRAPPED.replace("\n", " ") + "\n\u00a0  \nYes."),
        ("Port\nof Aldmoor", "Port\nof Aldmoor"),
    ],
)
def test_lines_that_are_only_wrapped_are_joined(pasted: str, read: str) -> None:
    assert unwrapped(f"Headline\n\n{pasted}\n\nEnd") == f"Headline\n\n{read}\n\nEnd"


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("Nobody has asked us", "direct"),
        ("asked us", "partial"),
        ("The strike goes", "indirect"),
        # The writer's sentence, with quoted words in it.
        ("The harbour master 🚢 has an “out of reach” boat.", "indirect"),
        (
            "“We will stay out until the wages are paid,” Mia Brandt, its secretary, told us.",
            "indirect",
        ),
    ],
)
def test_of_a_cut_sentence_direct_is_not_proposed(desk: DeskFolder, words: str, form: str) -> None:
    at = SOURCE.index(words)
    at += at > SOURCE.index("🚢")  # two units of a browser
    found = PageActions(desk.workspace()).look({"id": "strike", "span": [at, at + len(words)]})
    assert found["form"] == form


def test_initials_that_the_source_explains_are_an_alias(desk: DeskFolder) -> None:
    source = SOURCE.replace("Mia Brandt, its", "Mia Brandt, the Dockers and Wharf Union (DWU),")
    (desk.folder / "captures/strike.txt").write_text(source, "utf-8")
    for name in ("DWU", "Port Police"):
        act(desk, "make", kind="actor", record={"name": name, "kind": "organisation"})
    named = (desk.folder / "content/actors/dockers-and-wharf-union.yml").read_text()
    assert named.startswith("name: Dockers and Wharf Union\nkind: organisation\nnames:\n")
    assert "name: DWU" in named
    assert "names" not in (desk.folder / "content/actors/port-police.yml").read_text()


def test_the_page_says_what_is_wrong_with_the_demands_that_an_article_names(
    desk: DeskFolder,
) -> None:
    link = {"list": "responses", "id": "pay-the-wages", "act": "rejected", "by": ["port"]}
    add(desk, links=[link])
    problems = PageActions(desk.workspace()).problems({"id": "strike"})
    [found] = [each for each in problems if "of" in each]
    assert found["of"].endswith("demands/pay-the-wages.yml")
    assert found["message"] == "no article says that this demand was made"


def test_a_publisher_of_the_name_of_an_actor_is_that_party(desk: DeskFolder) -> None:
    act(desk, "say", facts={"publisher": "Dock Union"})
    assert "party" not in desk.file.read_text()  # it may be a newspaper's report
    act(desk, "say", facts={"publisher": "Dock Union", "genre": "official_statement"})
    assert "party: dock-union" in desk.file.read_text()
    desk.file.write_text(desk.file.read_text().replace("party: dock-union", "party: port"))
    act(desk, "say", facts={"publisher": "Dock Union", "title": "The strike"})
    assert "party: port" in desk.file.read_text()


def test_words_of_a_recording_have_their_time_in_it(desk: DeskFolder) -> None:
    capture = desk.folder / "captures/strike.txt"
    capture.unlink()
    cues = (
        "WEBVTT\n\n00:02.0 --> 00:03.0\nIt is late.\n\n00:04.0 --> 00:05.0\nNobody has asked us\n"
    )
    source = read_source(cues.encode(), "cues")
    with ArticleFiles(desk.folder / "content", capture.parent, "strike").captured(source):
        pass
    start = source.text.index("Nobody")
    add(desk, span=[start, start + len("Nobody has asked us")])
    assert 'time: "0:04"' in desk.file.read_text()
    capture.write_text(f"Before: {source.text}", "utf-8")  # the times are of another text now
    add(desk, span=[8, 19], new_actor=None, speaker="port")
    assert desk.file.read_text().count("time:") == 1


@pytest.mark.parametrize(
    ("name", "kind"), [("Ana Rivera", "person"), ("Gazette", "organisation"), ("Zed Zee", "")]
)
def test_the_kind_of_a_new_actor_is_guessed(desk: DeskFolder, name: str, kind: str) -> None:
    assert act(desk, "kind", name=name) == {"kind": kind}


def test_what_was_asked_of_a_speaker_who_is_there_by_now_is_asked_no_more(desk: DeskFolder) -> None:
    quote = "  - {id: asked, text: Nobody has asked us, speaker: unknown, form: direct}"
    question = "  # ? it is late; the desk has no such actor: “Ana Rivera”\n"
    desk.file.write_text(f"{ARTICLE}{quote}{question}", "utf-8")

    def asked() -> tuple[str, bool]:
        found = PageActions(desk.workspace()).proposals({"id": "strike"})["proposals"]
        [proposal] = [each for each in found if each["quote"]]
        return proposal["reason"], proposal["sure"]

    assert asked()[0].endswith("“Ana Rivera”")
    act(desk, "make", kind="actor", record={"name": "Ana Rivera", "kind": "person"})
    assert asked() == ("it is late", False)
    desk.file.write_text(f"{ARTICLE}{quote}{question.replace('it is late; ', '')}", "utf-8")
    assert asked() == ("", True)


@pytest.mark.parametrize(
    ("language", "role", "title", "of"),
    [
        ("fr", "la directrice de la Gazette", "Directrice", "Gazette"),  # who publishes it
        ("fr", "directrice de l'Union", "Directrice de l'Union", ""),
        ("en", "director of the Dock Union", "Director", "Dock Union"),
        ("de", "director of the Dock Union", "Director", "Dock Union"),  # whose words nobody has
    ],
)
def test_for_whom_a_role_is_may_be_an_actor_or_the_publisher(
    desk: DeskFolder, language: str, role: str, title: str, of: str
) -> None:
    desk.file.write_text(ARTICLE.replace("language: en", f"language: {language}"), "utf-8")
    source = f"“Nobody has asked us,” said Ana Rivera, {role}."
    (desk.folder / "captures/strike.txt").write_text(source, "utf-8")
    found = act(desk, "look", span=[1, 20])["role"]
    assert (found["title"], found["of"]) == (title, of)


def test_how_and_where_it_was_said_is_proposed_where_the_sentence_says_so(desk: DeskFolder) -> None:
    text = "Not now. “We wait,” one of its leaflets says.\n“They lie,” he said after the talks.\n"
    (desk.folder / "captures/strike.txt").write_text(text)
    actions = PageActions(desk.workspace())
    for words, *told in (("We wait", "leaflets", ""), ("They lie", "", "after the talks")):
        start = text.index(words)
        found = actions.look({"id": "strike", "span": [start, start + len(words)], "at_once": True})
        assert [found["written"], found["elsewhere"]] == told


def test_what_nothing_tells_is_decided_once_somebody_says_so(desk: DeskFolder) -> None:
    actions = PageActions(desk.workspace())
    made = actions.begin({"page": "", "text": SOURCE, "new_id": "pasted"})
    file = desk.folder / "content/articles/pasted.yml"
    facts: dict[str, str] = {"publisher": "", "published": "2031-05-04"}
    decided: dict[str, str] = {"publisher": "unknown", "basis": "document"}
    for said in ({}, decided):
        opened = actions.open(made)
        assert (opened["facts"]["publisher"], opened["facts"]["basis"]) == ("", "")
        actions.say({**made, "base": opened["digest"], "facts": {**facts, **said}})
        assert ("publisher: unknown  # ?" in file.read_text()) == (not said)
    assert actions.open(made)["facts"]["publisher"] == "unknown"
    assert "defaults:\n  basis: document\n" in file.read_text()
