"""`--with COMMAND`: nothing that the program invents can enter, and its failure loses nothing."""

import json
import shlex
import time
from pathlib import Path

import pytest
from tests.tiny_site import TinySite

from onrecord.drafting.program import MAX_OUTPUT, ProgramAnswer, ask_program
from onrecord.records import Records, load_records

TEXT = """“We want more,” Mia Brandt said. “Not a penny less.”

The dockers will wait until Monday, and the ferry won't sail.
"""
GOOD = {"text": "The dockers will wait until Monday", "speaker": "mia-brandt", "form": "indirect"}


@pytest.fixture(scope="module")
def records() -> Records:
    return load_records(Path(__file__).parents[1] / "sites" / "harbour" / "content")


def printing(*lines: object) -> str:
    """A program that prints ``lines``: texts as they are, all else as JSON."""
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    return shlex.join(["printf", "%s\\n", *texts])


def ask(records: Records, command: str, seconds: float = 20) -> ProgramAnswer:
    return ask_program(command, TEXT, records, "en", seconds)


def test_what_is_in_the_text_is_taken_with_its_place(records: Records) -> None:
    start = TEXT.index("Not a penny")
    by_place = {"start": start, "end": start + 17, "speaker": None, "form": "direct"}
    linked = {**GOOD, "demand": "pay-rise"}
    answer = ask(records, printing(linked, "", by_place))
    assert not answer.failure
    assert not answer.refused
    placed, said = answer.candidates
    assert (TEXT[placed.start : placed.end], placed.speaker) == ("Not a penny less.", None)
    assert (TEXT[said.start : said.end], said.speaker) == (GOOD["text"], "mia-brandt")
    assert (said.sure, said.reason) == (False, "proposed by printf")
    assert answer.links == {
        (placed.start, placed.end): (),
        (said.start, said.end): (("demand", "pay-rise"),),
    }


def test_other_typography_is_taken_as_the_source_has_it(records: Records) -> None:
    given = {**GOOD, "text": "the ferry won’t  sail"}
    (candidate,) = ask(records, printing(given)).candidates
    assert TEXT[candidate.start : candidate.end] == "the ferry won't sail"


INVENTED = [
    ({**GOOD, "text": "We will burn the port"}, "the source does not have the words"),
    ({**GOOD, "text": "The dockers will wait [for ever]"}, "the source does not have the words"),
    ({**GOOD, "text": "The dockers … until Monday"}, "the source does not have the words"),
    ({**GOOD, "text": "The dockers will wait until"[:-3]}, "the source does not have the words"),
    ({**GOOD, "text": "..."}, "'text' has no words"),
    ({**GOOD, "text": ["The dockers"]}, "'text' has no words"),
    ({**GOOD, "start": 0, "end": 9}, "are not at 'start' to 'end'"),
    ({**GOOD, "speaker": "mia-brant"}, "there is no actor 'mia-brant'"),
    ({**GOOD, "speaker": 7}, "there is no actor '7'"),
    ({**GOOD, "form": "scare"}, "'form' must be one of direct, partial, indirect"),
    ({**GOOD, "form": None}, "'form' must be one of"),
    ({**GOOD, "demand": "pay-cut"}, "there is no demand 'pay-cut'"),
    ({**GOOD, "claim": ["pay-rise"]}, "there is no claim"),
    ({**GOOD, "gist": "They wait."}, "'gist' is not a key of a proposal"),
    ({"start": 2, "end": 8, "form": "direct"}, "is within a word"),
    ({"start": 0, "end": 10**9, "form": "direct"}, "must be places in the text"),
    ({"start": True, "end": 9, "form": "direct"}, "must be places in the text"),
    ({"start": 9, "end": 3, "form": "direct"}, "must be places in the text"),
    ({"start": 52, "end": 54, "form": "direct"}, "there are no words"),
    ({"form": "direct"}, "must be places in the text"),
    ("[1]", "it is not an object of JSON"),
    ("quotes:", "it is not JSON"),
    ("[" * 5000, "it is not JSON"),
    ('{"form": "direct", "form": "partial"}', "it is not JSON"),
]


def test_what_is_invented_is_refused_by_name(records: Records) -> None:
    answer = ask(records, printing(GOOD, *(line for line, _ in INVENTED)))
    assert len(answer.candidates) == 1
    assert [refused.line for refused in answer.refused] == [*range(2, len(INVENTED) + 2)]
    for refused, (line, why) in zip(answer.refused, INVENTED, strict=True):
        assert why in refused.why, line


def test_the_same_words_are_taken_once(records: Records) -> None:
    answer = ask(records, printing(GOOD, GOOD))
    assert (len(answer.candidates), answer.refused[0].why) == (1, "these words are given twice")


@pytest.mark.parametrize(
    ("command", "failure"),
    [
        ("false", "it ended with exit code 1"),
        ("sh -c 'echo oh dear >&2; exit 3'", "it ended with exit code 3: oh dear"),
        ("no-such-program --x", "there is no program 'no-such-program'"),
        ("/etc/passwd", "'/etc/passwd' cannot be run: permission denied"),
        ("'open", "the command cannot be split into words: no closing quotation"),
        (" ", "the command is empty"),
        ("printf '\\377'", "its output is not in UTF-8"),
        ("seq 9999", "it wrote more than 2,000 lines"),
        (f"yes {'y' * 1000}", f"it wrote more than {MAX_OUTPUT // 1_000_000} MB"),
        ("sleep 30", "it did not end within 0.2 seconds"),
        ("sh -c 'sleep 30 & sleep 30'", "it did not end within 0.2 seconds"),
    ],
)
def test_a_program_that_fails_says_how(records: Records, command: str, failure: str) -> None:
    began = time.monotonic()
    answer = ask(records, command, 0.2 if "sleep" in command else 20)
    assert (answer.failure, answer.candidates) == (failure, ())
    assert time.monotonic() - began < 15


def test_the_program_is_asked_with_what_it_may_name(records: Records, tmp_path: Path) -> None:
    asked = tmp_path / "asked.json"
    ask(records, f"cp /dev/stdin {asked}")
    question = json.loads(asked.read_text(encoding="utf-8"))
    assert (question["text"], question["language"]) == (TEXT, "en")
    assert {"id": "pay-rise", "title": "Raise the pay of dockers"} in question["demands"]
    (brandt,) = [actor for actor in question["actors"] if actor["id"] == "mia-brandt"]
    assert brandt == {
        "id": "mia-brandt",
        "name": "Mia Brandt",
        "kind": "person",
        "names": [],
        "roles": ["Secretary"],
    }


@pytest.fixture
def site(tmp_path: Path) -> TinySite:
    site = TinySite.at(tmp_path / "harbour")
    site.write("talks.txt", TEXT)
    return site


def test_what_a_program_proposes_is_to_be_decided(site: TinySite) -> None:
    more = {"text": "We want more", "speaker": "dock-union", "form": "direct", "demand": "pay-rise"}
    lie = {"text": "Burn it down", "speaker": "mia-brandt", "form": "direct"}
    run = site.done(
        "draft", "talks.txt", "--with", printing({**GOOD, "demand": "pay-rise"}, more, lie)
    )
    assert (
        "printf, line 3: the source does not have the words 'Burn it down'; refused" in run.stderr
    )
    text = (site.root / "content/articles/talks.yml").read_text(encoding="utf-8")
    assert (
        """\
    speaker: mia-brandt  # ? proposed by printf
    form: indirect  # ? add the `gist`: what was said, in your own words
    # demand pay-rise, as the program proposes
"""
        in text
    )
    assert "speaker: mia-brandt  # ? dock-union is proposed by printf\n" in text
    assert text.endswith(
        "# Refused of what printf proposed:\n"
        "# line 3: the source does not have the words 'Burn it down'\n"
    )
    assert "    text: Burn" not in text


@pytest.mark.parametrize("command", ["false", "no-such-program"])
def test_without_the_program_the_draft_is_written_all_the_same(
    site: TinySite, command: str
) -> None:
    run = site.ended(1, "draft", "talks.txt", "--with", command)
    assert f"warning: {command} proposes nothing: " in run.stderr
    assert "Not a penny less." in (site.root / "content/articles/talks.yml").read_text("utf-8")
