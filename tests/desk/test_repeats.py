"""What is there twice, names itself or contradicts itself is reported; its neighbours are not."""

# ruff: noqa: E501 - lines of YAML as they are
from datetime import date
from pathlib import Path

import pytest

from onrecord.captures.lock import write_lock
from onrecord.captures.verify import verify
from onrecord.desk.load import load_desk
from onrecord.desk.settings import Settings
from onrecord.drafting.desk_actors import DeskActors
from onrecord.drafting.plain_speakers import plain_speakers
from onrecord.records import UNKNOWN, Actor
from onrecord.views.source_check import check_view

RALLY = """\
title: A rally at the harbour
source: {publisher: Harbour Post, published: 2031-05-09}
defaults: {form: direct, basis: on_record}
quotes:
  - {id: ten, text: We want ten per cent for each docker., speaker: mia-brandt, said: {date: 2031-05-03}}
  - {id: no, text: The port will not pay so much., speaker: tom-reed, said: {date: 2031-05-04}}
demands:
  - {demand: pay-rise, act: stated, by: dock-union, quote: ten}
responses:
  - {demand: pay-rise, by: port-authority, response: rejected, quote: no}
claims:
  - {claim: owed, act: asserted, by: dock-union, quote: ten}
"""
FILES = {
    "actors/mia-brandt.yml": "name: Mia Brandt\nkind: person\nroles: [{title: Chair, of: dock-union}]\n",
    "actors/tom-reed.yml": "name: Tom Reed\nkind: person\nroles: [{title: Spokesman, of: port-authority}]\n",
    "actors/dock-union.yml": "name: Dock Union\nkind: organisation\n",
    "actors/port-authority.yml": "name: Port Authority\nkind: organisation\n",
    "topics.yml": "pay: {name: Pay}\n",
    "demands/pay-rise.yml": "title: Raise the pay\nby: dock-union\nto: port-authority\ntopic: pay\naction: do\nstrength: demand\n",
    "claims/owed.yml": "text: The port owes ten per cent.\nby: dock-union\nkind: opinion\n",
    "articles/rally.yml": RALLY,
}
QUOTES, DEMANDS, RESPONSES = "quotes:\n", "demands:\n", "responses:\n"
AGAIN = "  - {{id: again, text: We want ten per cent for each docker., speaker: {}, said: {{date: {}}}}}\n"
BOTH = "  - {{id: both, text: {}, speaker: mia-brandt, said: {{date: 2031-05-03}}}}\n"
CLAIMS = "claims:\n"
EN = "We have said that they should pay for this."
FR = "  - {{id: fr, speaker: mia-brandt, language: fr, {}text: {}}}\n"
CLAIM = "  - {{claim: owed, act: {}, by: {}, quote: {}}}\n"
ANSWER = "  - {{demand: pay-rise, by: port-authority, response: {}, quote: {}}}\n"
EARLY = ", date: 2031-05-01}"
OTHER = "  - {{id: other, speaker: mia-brandt, same_as: ten, said: {{date: {}}}, text: {}}}\n"
AS = "as: {quote: ten, differs: The other paper has only the end.}"
ROW = "  - {demand: pay-rise, act: stated, by: dock-union, quote: ten}\n"


def codes(folder: Path, old: str, new: str, capture: str = "", name: str = "articles/rally.yml") -> list[str]:  # fmt: skip
    for path, text in FILES.items():
        file = folder / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.replace(old, new) if path == name else text)
    settings = Settings(folder / "content")
    loaded = load_desk(settings)
    if capture and loaded.desk:
        (folder / "rally.txt").write_text(capture)
        actors = DeskActors(loaded.desk.actors)
        found = verify(
            loaded.desk.articles,
            folder,
            {},
            date(2031, 6, 1),
            speakers_of=lambda article, source: plain_speakers(article, source, actors),
        )
        write_lock(folder / "content/captures.lock", [*found.lines.values()])
        loaded = load_desk(settings)
    return [each.code for each in loaded.diagnostics]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("none", "", None),
        (DEMANDS, AGAIN.format("mia-brandt", "2031-05-03") + DEMANDS, "same-words"),
        (DEMANDS, AGAIN.format("mia-brandt", "2031-05-05") + DEMANDS, "same-words"),
        (DEMANDS, AGAIN.format("tom-reed", "2031-05-03") + DEMANDS, "same-words"),
        (DEMANDS, AGAIN.format("mia-brandt, same_as: ten", "2031-05-03") + DEMANDS, None),
        (DEMANDS, AGAIN.format("mia-brandt", "2031-04-03") + DEMANDS, None),  # once more, a month before
        (DEMANDS, AGAIN.format("tom-reed", "2031-05-05") + DEMANDS, None),  # taken up later
        (DEMANDS, AGAIN.format("tom-reed, quoting: mia-brandt", "2031-05-03") + DEMANDS, None),
        (DEMANDS, AGAIN.format("mia-brandt, state: retracted, note: No.", "2031-05-03") + DEMANDS, None),
        (DEMANDS, BOTH.format("We wait. We want ten per cent for each docker.") + DEMANDS, "same-words"),
        (DEMANDS, BOTH.format("We want ten per cent for each docker and cook.") + DEMANDS, None),
        (RESPONSES, ROW + RESPONSES, "row-twice"),
        (RESPONSES, ROW.replace("}", ", note: At the gate.}") + RESPONSES, "row-twice"),
        (RESPONSES, ROW.replace("}", ", date: 2031-05-02}") + RESPONSES, "other-day"),
        (RESPONSES, ROW.replace("}", ", date: 2031-05-02, note: And the day before.}") + RESPONSES, None),
        (RESPONSES, ROW.replace("}", ", date: 2031-05}") + RESPONSES, None),
        (RESPONSES, ROW.replace("stated", "modified") + RESPONSES, None),
        ("speaker: mia-brandt", "speaker: mia-brandt, to: mia-brandt", "names-itself"),
        ("speaker: mia-brandt", "speaker: mia-brandt, to: [dock-union, mia-brandt]", None),
        ("rejected, ", "rejected, told_by: port-authority, ", "names-itself"),
        ("rejected, ", "rejected, told_by: mia-brandt, ", "told-by-another"),
        ("published: 2031-05-09}", "published: 2031-05-09, party: dock-union}", None),
        ("rejected, quote: no", "rejected, told_by: mia-brandt, quote: ten", None),
        ("speaker: mia-brandt", "speaker: mia-brandt, quoting: mia-brandt", "names-itself"),
        ("speaker: mia-brandt", "speaker: mia-brandt, quoting: tom-reed", None),
        # Both of two opposites, in one quote.
        (CLAIMS, CLAIMS + CLAIM.format("denied", "dock-union", "ten"), "says-both"),
        (CLAIMS, CLAIMS + CLAIM.format("retracted", "dock-union", "ten"), "says-both"),
        (CLAIMS, CLAIMS + CLAIM.format("corroborated", "mia-brandt", "ten"), None),
        (CLAIMS, CLAIMS + CLAIM.format("denied", "port-authority", "no"), None),
        (CLAIMS, CLAIMS + CLAIM.format("denied", "port-authority, told_by: mia-brandt", "ten"), None),
        (RESPONSES, ROW.replace("stated", "withdrawn") + RESPONSES, "says-both"),
        (RESPONSES, RESPONSES + ANSWER.format("accepted", "no"), "says-both"),
        (RESPONSES, RESPONSES + ANSWER.format("accepted", "no, date: 2031-05-06, note: Later."), None),
        (RESPONSES, RESPONSES + ANSWER.format("counter", "no"), None),  # a mixed answer
        # What comes first.
        (RESPONSES, ROW.replace("stated", "modified").replace("}", EARLY) + RESPONSES, "act-before-first"),
        (RESPONSES, ROW.replace("stated", "withdrawn").replace("}", EARLY) + RESPONSES, "act-before-first"),
        (RESPONSES, ROW.replace("stated", "withdrawn").replace("}", ", date: 2031-05-08, note: Later.}") + RESPONSES, None),
        (RESPONSES, ROW.replace("stated", "withdrawn").replace("}", ", date: 2031-05}") + RESPONSES, None),
        (CLAIMS, CLAIMS + CLAIM.format("retracted", "dock-union", "ten").replace("}", EARLY), "act-before-first"),
        (CLAIMS, CLAIMS + CLAIM.format("denied", "dock-union", "ten").replace("}", ", note: It was" + EARLY), None),
        # Only the year is wrong.
        ("said: {date: 2031-05-04}", "said: {date: 2030-05-07}", "said-long-before"),
        ("said: {date: 2031-05-04}", "said: {date: 2030-05-09}", "said-long-before"),
        ("said: {date: 2031-05-04}", "said: {date: 2030-03-07}", None),
        ("said: {date: 2031-05-04}", "said: {date: 2030-05-07, event: {name: The first rally}}", None),
        ("said: {date: 2031-05-04}", "context: On the first day of 2030., said: {date: 2030-05-07}", None),
        ("2031-05-09}", "2031-05-09, genre: document}", None),
        # Languages of the words and of the original.
        (QUOTES, QUOTES + FR.format("", EN), "maybe-translated"),
        (QUOTES, QUOTES + FR.format("", EN).replace(": fr, ", ": en, "), None),
        (QUOTES, QUOTES + FR.format("translation: {by: desk_human}, original: {text: Nous ne voulons pas}, ", EN), None),
        (QUOTES, QUOTES + FR.format("", "Nous voulons une hausse pour tous les dockers."), None),
        (QUOTES, QUOTES + FR.format("original: {language: fr-FR}, ", "Nous ne voulons pas de cela."), "original-same"),
        (QUOTES, QUOTES + FR.format("original: {language: pt}, ", "Nous ne voulons pas de cela."), None),
        (QUOTES, QUOTES + FR.format("original: {language: pt, text: Nous ne voulons pas de cela!}, ", "Nous ne voulons pas de cela."), "original-same"),
        (QUOTES, QUOTES + FR.format("original: {language: ru, text: Sputnik}, ", "Sputnik"), None),
        # Versions of one statement.
        (DEMANDS, OTHER.format("2031-05-03", "We want ten more for the dockers at once.") + DEMANDS, None),
        (DEMANDS, OTHER.format("2031-05-04", "We want ten more for the dockers at once.") + DEMANDS, None),
        (DEMANDS, OTHER.format("2031-05", "We want ten more for the dockers at once.") + DEMANDS, None),
        (DEMANDS, OTHER.format("2031-05-06", "We want ten more for the dockers at once.") + DEMANDS, "versions-differ"),
        (DEMANDS, OTHER.format("2031-05-03", "Nobody here sleeps until Friday noon.") + DEMANDS, "versions-differ"),
        (DEMANDS, OTHER.format("2031-05-03", "Nobody here sleeps.") + DEMANDS, None),
        (DEMANDS, OTHER.format("2031-05-06", "Nobody here sleeps until Friday noon.").replace("as: ten", AS) + DEMANDS, None),
    ],
)  # fmt: skip
def test_what_is_there_twice_or_names_itself(
    tmp_path: Path, old: str, new: str, code: str | None
) -> None:
    assert codes(tmp_path, old, new) == ([code] if code else [])


@pytest.mark.parametrize(
    ("source", "cut"),
    [
        ("The port will not pay so much.", True),
        ("The port won\u2019t pay so much.", True),
        ("Jamais: le port ne veut pas pay so much.", True),
        ("The port will not \u201cpay so much.\u201d", False),  # the writer's own word
        ("The port will gladly pay so much.", False),
        ("It is not. Pay so much.", False),
    ],
)
def test_a_quote_without_its_negation(tmp_path: Path, source: str, cut: bool) -> None:
    new = "text: pay so much, form: partial"
    found = codes(tmp_path, "text: The port will not pay so much.", new, f"Tom Reed spoke. {source} We want ten per cent for each docker.")  # fmt: skip
    assert ("negation-cut" in found) == cut


@pytest.mark.parametrize(
    ("text", "source", "cut"),
    [
        ("The port will … pay so much.", "The port will not pay so much.", True),
        ("The port … pay so much.", "The port won\u2019t, whatever happens, pay so much.", True),
        ("[The port will, pay so much.]", "\u201cThe port will,\u201d he said, \u201cnot pay so much.\u201d", True),
        ("The port will [gladly] pay so much.", "The port will not pay so much.", True),
        ("The port will [not] pay so much.", "The port will pay so much.", True),
        ("We will, form: partial", "We will not pay so much.", True),
        ("The port [will not] pay so much.", "The port won\u2019t pay so much.", False),
        ("The port [will not] pay so much.", "The port refuses to pay so much.", False),
        ("The port will … pay so much.", "The port will, not today, pay so much.", False),
        ("The port will … pay so much.", "The port will not only pay so much.", False),
        ("We want … ten per cent.", "We want peace. They do not know us. We say ten per cent.", False),
        ("The dockers want peace, form: partial", "The dockers want peace not war.", False),
    ],
)  # fmt: skip
def test_a_negation_within_or_behind_a_quote(
    tmp_path: Path, text: str, source: str, cut: bool
) -> None:
    old = "text: The port will not pay so much."
    new = "text: " + (
        text
        if text.startswith("[")
        else f'"{text}"'.replace(', form: partial"', '", form: partial')
    )
    found = codes(
        tmp_path, old, new, f"Tom Reed spoke. {source} We want ten per cent for each docker."
    )
    assert ("negation-cut" in found) == cut
    assert "quote-absent" not in found


@pytest.mark.parametrize(
    ("text", "more", "flags"),
    [
        ("The port [of Aldmoor] will not pay so much.", "", ("inserted",)),
        ("The port […] will not pay so much.", "", ()),
        ("The port [of Aldmoor] will not pay so much.", "genre: document, ", ()),
    ],
)
def test_words_in_brackets_are_said_to_be_added_without_a_capture_too(
    tmp_path: Path, text: str, more: str, flags: tuple[str, ...]
) -> None:
    codes(tmp_path, "text: The port will not pay so much.", f'text: "{text}"')
    rally = tmp_path / "content/articles/rally.yml"
    rally.write_text(rally.read_text().replace("{publisher", f"{{{more}publisher"))
    desk = load_desk(Settings(tmp_path / "content")).desk
    assert desk is not None
    assert check_view(desk.quotes["rally#no"], locked=False).flags == flags


@pytest.mark.parametrize(
    ("publisher", "url", "found"),
    [
        ("The Harbour Post", "", True),
        ("harbour post", "https://www.harbour.example/2", True),
        ("HarbourPost", "https://en.harbour.example/2", True),
        ("The Harbour Post", "https://post.example/2", False),
        ("Harbour Post (Aldmoor)", "", False),
        ("Harbour Post", "", False),
    ],
)
def test_a_publisher_in_two_spellings(
    tmp_path: Path, publisher: str, url: str, found: bool
) -> None:
    other = tmp_path / "content/articles/zz-other.yml"
    other.parent.mkdir(parents=True)
    address = f", url: {url}" if url else ""
    other.write_text(
        f"title: Other\nsource: {{publisher: {publisher}, published: 2031-05-09{address}}}\n"
    )
    own = "published: 2031-05-09", "published: 2031-05-09, url: https://harbour.example/1"
    assert codes(tmp_path, *own) == (["publisher-spelt"] if found else [])


@pytest.mark.parametrize(
    ("name", "more", "code"),
    [
        ("mia-brandt", "names: [{name: TOM REED, kind: alias}]\n", "same-name"),
        ("mia-brandt", "names: [{name: The Board}]\n", None),
        ("port-authority", "names: [{name: D. Union}]\n", None),
        ("port-authority", "names: [{name: Dock Union, kind: metonym}]\n", None),
        ("tom-reed", "sort_name: Reed, T\u043em\n", "letters-mixed"),
        ("tom-reed", "names: [{name: \u0422\u043e\u043c P\u0438\u0434}]\n", "letters-mixed"),
        ("tom-reed", "names: [{name: \u0422\u043e\u043c \u0420\u0438\u0434}]\n", None),
        ("tom-reed", "names: [{name: \u0422\u0410\u0421\u0421 (TASS)}]\n", None),
    ],
)
def test_a_name_of_another_actor_and_of_two_alphabets(
    tmp_path: Path, name: str, more: str, code: str | None
) -> None:
    found = codes(tmp_path, "kind:", f"{more}kind:", name=f"actors/{name}.yml")
    assert found == ([code] if code else [])


def test_names_are_put_in_order_once_for_all_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def noted(actor: Actor) -> tuple[str, ...]:
        asked.append(actor.name)
        return (actor.name,)

    monkeypatch.setattr("onrecord.drafting.desk_actors.names_of", noted)
    mia = Actor.model_validate({"name": "Mia Brandt", "kind": "person"})
    people = DeskActors({"mia": mia})
    of_texts = [people.in_text(f"party-{number}", UNKNOWN) for number in range(3)]
    assert [each.named("Mia Brandt") for each in of_texts] == ["mia"] * 3
    assert [each.party for each in (people, *of_texts)] == [None, "party-0", "party-1", "party-2"]
    assert asked == ["Mia Brandt"]
