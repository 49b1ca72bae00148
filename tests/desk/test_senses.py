"""Rows, gists and fields that say otherwise than the words are reported; what may be right is not."""

# ruff: noqa: E501 - lines of YAML as they are

from pathlib import Path

import pytest

from onrecord.desk.checks.house_style import check_heads
from onrecord.desk.load import load_desk
from onrecord.desk.settings import Settings

from .test_agreement import BRANDT, RALLY, RISE, SOURCE, TEN, reported
from .test_mistakes import NO

UNION = "actors/dock-union.yml"
SPEAKS, REED = "speaker: mia-brandt", "speaker: tom-reed"
OF_SOURCE = SOURCE.replace("}", ", {}}}")
ARTICLE = "title: Another day\nsource: {{publisher: {}, published: 2031-05-1{}, genre: news_report, url: 'https://{}/{}'}}\n"
WE = "  - {id: we, text: We stay until they pay., speaker: mia-brandt, to: dock-union, said: {date: 2031-05-03}}\n"
DEMAND = "title: {}\nby: dock-union\nto: port-authority\ntopic: pay\naction: do\nstrength: demand\n"
GATES = DEMAND.format("Repaint the gates") + "supersedes: pay-rise\n"


def said(folder: Path, *edits: tuple[str, str, str]) -> list[str]:
    return [code for code in reported(folder, *edits) if code != "demand-never-stated"]


@pytest.mark.parametrize(
    ("response", "words", "is_told"),
    [
        ("accepted", "We cannot accept a rise of ten per cent.", True),
        ("accepted", "We are not ready to grant this.", True),
        ("accepted", "Nous ne pouvons pas accepter cette hausse.", True),
        ("accepted", "No comment.", True),
        ("accepted", "We accept it, and cannot accept less.", False),
        ("accepted", "We agree that nobody should wait, and will pay.", False),
        ("accepted", "We do not accept the tone, but we accept the demand.", False),
        ("rejected", "The authority has agreed to the rise.", True),
        ("rejected", "Nous acceptons la demande.", True),
        ("rejected", "We accept nothing of the kind.", False),
        ("rejected", "They agreed to this in March; we do not.", False),
        ("rejected", "We could accept it only if the state paid.", False),
        ("no_comment", "We reject this demand.", True),
        ("no_comment", "That is a lie.", True),
        ("no_comment", "We will not comment.", False),
        ("considering", "We will never accept this.", True),
        ("accepted", "We are looking at it.", True),
        ("no_comment", "We are looking at it.", True),
        ("considering", "We cannot accept it now, and will look at it again.", False),
        ("says_met", "We have not paid it yet.", True),
        ("says_met", "We have paid it already.", False),
        ("counter", "We reject ten, and offer four.", False),
        ("says_met", "I have not paid it.", True),
        # Words that refuse or agree to something else, for now, or in another sentence.
        ("accepted", "We reject the criticism, and accept the proposal on rosters.", False),
        ("accepted", "We reject the idea that it is a favour. You will be paid.", False),
        ("accepted", "On the lowest wages we have no objection. You can have it.", False),
        ("accepted", "We are there on Monday, conditions or no conditions.", False),
        ("accepted", "No one on this board will vote against it.", False),
        ("accepted", "We will not stand in the way of a rise.", False),
        ("accepted", "We will not oppose it.", False),
        ("accepted", "We could not agree more.", False),
        ("accepted", "Why not? We have never left the table.", False),
        ("accepted", "Two days after nights, no problem.", False),
        ("accepted", "Nous n'y voyons aucun inconvénient.", False),
        ("accepted", "Je rejette l'accusation, et j'accepte volontiers l'eau de nuit.", False),
        ("rejected", "We are considering nothing of the kind.", False),
        ("rejected", "We accept full responsibility. I am staying.", False),
        ("rejected", "We agree with the crews that the winter is hard.", False),
        ("rejected", "Yes, they asked. And they can go on asking.", False),
        ("considering", "It is not out of the question.", False),
        ("considering", "It is no longer out of the question.", False),
        ("considering", "Ce n'est pas hors de question.", False),
        ("considering", "We cannot accept it as it stands. Give us a week", False),
        ("deferred", "We cannot agree to this today.", False),
        ("deferred", "We cannot agree to this today. Ask us in May.", False),
        ("deferred", "I don't accept deadlines. You will know in the summer.", False),
        ("no_comment", "I refuse to answer that.", False),
        ("no_comment", "We do not accept questions on that.", False),
        ("says_met", "They have not read it.", False),
        ("says_met", "We have not heard of anyone who waits.", False),
        ("accepted", "We will not break our word.", False),
        ("accepted", "The union rejects the figures of the port.", False),
        ("accepted", "We refused it in May.", False),
        ("rejected", "I accept the result of the vote.", False),
        ("rejected", "I accept.", True),
        ("deferred", "We reject haste.", False),
        ("no_comment", "I can neither confirm nor deny it.", False),
        ("says_met", "We haven't charged a penny since May.", False),
    ],
)
def test_an_answer_against_its_own_words(
    tmp_path: Path, response: str, words: str, is_told: bool
) -> None:
    edits = (RALLY, NO, f'text: "{words}"'), (RALLY, "response: rejected", f"response: {response}")
    assert said(tmp_path, *edits) == ["other-act"] * is_told


@pytest.mark.parametrize(
    ("words", "gist", "is_told"),
    [
        ("The union will not suspend the strike.", "The union will suspend the strike.", True),
        ("We will sign the agreement.", "The union will not sign the agreement.", True),
        ("Nous ne signerons pas cet accord.", "Le syndicat signera le texte.", True),
        ("We oppose the plan of the port.", "The union welcomes the plan.", True),
        ("Dues must be lowered this year.", "Dues should be raised this year.", True),
        ("At least 8 per cent is needed.", "They want at most 8 per cent.", True),
        ("We will not go back without an offer.", "They will go back without an offer.", True),
        ("We want ten per cent.", "Tom Reed wants ten per cent.", True),
        ("We want ten per cent.", "The Dock Union wants ten per cent.", False),
        ("You must pay ten per cent.", "Tom Reed must pay ten per cent.", False),
        ("We will not suspend the strike.", "The union keeps up the strike.", False),
        ("We will not stop until they pay.", "They will stop once the port pays.", False),
        ("We do not want war but talks.", "They want talks.", False),
        ("We want nothing more than to talk.", "They want to talk.", False),
        ("We are against any rise; we want the dues lowered.", "They want the dues cut.", False),
        ("Why do you not pay us?", "They want to know why the port does not pay.", False),
        ("We do not accept that dues are raised.", "They oppose higher dues.", False),
        ("The strike cannot be suspended.", "The union refuses to suspend the strike.", False),
        ("We do not accept the plan.", "The union welcomes the plan.", True),
        ("We never agreed to it. That is all.", "The union agreed to it.", True),
        (
            "Un barrage n'est pas un robinet que l'on ouvre.",
            "A dam cannot be opened on command.",
            False,
        ),
        ("We will raise our voice against it.", "They will protest against the cuts.", False),
        ("We will raise this with the port.", "They will speak to the port about the cuts.", False),
        ("Keep the hall open, or close the gate with it.", "The hall must not be closed.", False),
        (
            "It is an open secret that the yard is finished.",
            "They know that the yard will close.",
            False,
        ),
        ("I welcome any question, and my answer is no.", "She rejects the plan.", False),
        ("I admit nothing.", "She denies it all.", False),
        ("Only residents are allowed to park.", "Visitors are banned from parking.", False),
        ("We would be fools to accept.", "They reject the offer.", False),
        ("I don't think that the mayor is honest.", "She thinks the mayor dishonest.", False),
        ("I don't believe that they knew.", "She believes that they were unaware.", False),
        ("I would not say no.", "She would say yes.", False),
        ("That is not the way we work.", "She says that the way is wrong.", False),
        ("It does not increase safety.", "Safety is not reduced by it.", False),
        ("The raised dues hurt us.", "They want the dues lowered.", False),
        ("They have not paid us.", "They demand to be paid.", False),
        ("They closed our hall.", "They want the hall opened again.", False),
        ("It has not been signed.", "They will sign it in May.", False),
        ("We can't pay more.", "They pay what they can.", False),
        ("I doubt that they will accept.", "She says that they will reject it.", False),
        ("At least 8 of the 12 ships are late.", "Up to 12 ships sail.", False),
    ],
)
def test_a_gist_that_turns_the_words(tmp_path: Path, words: str, gist: str, is_told: bool) -> None:
    edit = RALLY, TEN, f'text: "{words}", gist: "{gist}"'
    assert said(tmp_path, edit) == ["other-sense"] * is_told
    if "per cent" not in words:
        indirect = RALLY, TEN, f'form: indirect, text: "{words}", gist: "{gist}"'
        assert said(tmp_path / "indirect", indirect) == ["other-sense"] * is_told


def test_a_gist_may_name_whom_its_claim_accuses(tmp_path: Path) -> None:
    says = 'form: indirect, text: "Brandt says the board lies.", gist: "The Quay Club lies."'
    accuses = "text: It lies.\nby: mia-brandt\nagainst: quay-club\nkind: accusation\n"
    club = "actors/quay-club.yml", "", "name: Quay Club\nkind: organisation\n"
    row = "claims: [{claim: lies, act: asserted, by: mia-brandt, quote: ten}]\ndemands:\n"
    edit = RALLY, TEN, says
    assert "other-sense" in said(tmp_path / "not", edit, club)
    claim = (RALLY, "demands:\n", row), ("claims/lies.yml", "", accuses)
    assert "other-sense" not in said(tmp_path / "accused", edit, club, *claim)


@pytest.mark.parametrize(
    ("old", "new", "words", "code"),
    [
        ("act: asserted", "act: denied", "It is true.", "other-act"),
        ("act: asserted", "act: denied", "It is true that I was there. I took nothing.", None),
        ("act: asserted", "act: denied", "I admit that I laughed. There was no promise.", None),
        ("act: asserted", "act: corroborated", "I deny it.", "other-act"),
        ("act: asserted", "act: corroborated", "They deny it. I stood next to them.", None),
        ("act: stated", "act: stated", "We withdraw our demand.", "other-act"),
        ("act: stated", "act: stated", "We no longer ask; we demand.", None),
        ("act: stated", "act: stated", "We withdraw our request, and put this in its place: a doctor.", None),
        ("response: rejected", "note: He agreed in the end., response: rejected", "We wait.", "maybe-other-act"),
        ("response: rejected", "note: He denies having agreed., response: rejected", "We wait.", None),
        ("response: rejected", "response: accepted", "Thank you. We cannot accept this.", "maybe-other-act"),
    ],
)  # fmt: skip
def test_other_acts_against_their_words(
    tmp_path: Path, old: str, new: str, words: str, code: str | None
) -> None:
    edits = [(RALLY, old, new), (RALLY, NO if "response" in new else TEN, f'text: "{words}"')]
    found = [it for it in said(tmp_path, *edits) if it.endswith("other-act")]
    assert found == ([code] if code else [])


def test_what_is_told_names_whole_words_and_the_key_that_accepts_it(tmp_path: Path) -> None:
    words = 'text: "Nous refusons cet accord.", gist: They accept the agreement.'
    reported(tmp_path, (RALLY, TEN, words), (RALLY, NO, "text: We are considering it."))
    told = {it.code: it for it in load_desk(Settings(tmp_path)).diagnostics}
    assert "We are considering it'" in told["other-act"].message
    assert told["other-act"].hint.endswith("if the row is right, add `accept: [other-act]` to it")
    opposite = "the gist seems to say the opposite: 'accept', but the words have 'refusons'"
    assert told["other-sense"].message == opposite
    assert "add `accept: [other-sense]` to the quote" in told["other-sense"].hint


@pytest.mark.parametrize(
    ("edits", "code"),
    [
        # Whom words are said to.
        ([(RALLY, SPEAKS, SPEAKS + ", to: dock-union")], "names-itself"),
        ([(RALLY, REED, REED + ", to: port-authority")], "names-itself"),
        ([(RALLY, SPEAKS, SPEAKS + ", to: dock-union"), (RALLY, "demands:\n", WE + "demands:\n"), (RALLY, "demands:\n", "demands:\n  - {demand: pay-rise, act: stated, by: mia-brandt, quote: we}\n")], None),
        ([(RALLY, SPEAKS, SPEAKS + ", to: tom-reed")], None),
        ([(RALLY, "demands:\n", WE + "demands:\n")], None),
        ([(RISE, "to: port-authority", "to: [port-authority, mia-brandt]")], "names-itself"),
        # Languages.
        ([(RALLY, SOURCE, OF_SOURCE.format("language: de, headline: Dockers at the gate want more than they have"))], "maybe-translated"),
        ([(RALLY, SOURCE, OF_SOURCE.format("language: de")), (RALLY, TEN, "text: The dockers must know."), (RALLY, NO, "text: You have to wait.")], "maybe-translated"),
        ([(RALLY, SOURCE, OF_SOURCE.format("language: de")), (RALLY, TEN, "text: Wir wollen zehn Prozent im The Docker."), (RALLY, NO, "text: Der Hafen zahlt nicht.")], None),
        # Genres and outlets.
        ([(RALLY, SOURCE, OF_SOURCE.format("genre: official_transcript, authors: Ida Holm"))], "maybe-genre"),
        ([(RALLY, SOURCE, OF_SOURCE.format("genre: official_statement, via: Wire"))], "maybe-genre"),
        ([(RALLY, SOURCE, OF_SOURCE.format("genre: official_statement, via: Wire, party: port-authority"))], None),
        ([(RALLY, SOURCE, OF_SOURCE.format("genre: official_transcript")), *((f"articles/a{n}.yml", "", ARTICLE.format("Harbour Post", n, "post.example", n)) for n in range(3))], "maybe-genre"),
        ([(RALLY, SOURCE, OF_SOURCE.format("genre: news_report, party: dock-union"))], "maybe-outlet"),
        ([(RALLY, SOURCE, OF_SOURCE.format("genre: news_report, party: dock-union")), (UNION, "kind: organisation", "kind: organisation\nsummary: It owns the Harbour Post.")], None),
        # Addresses.
        ([(RALLY, SOURCE, OF_SOURCE.format("url: 'https://www.quay-gazette.example/p'")), ("articles/a.yml", "", ARTICLE.format("Quay Gazette", 1, "gazette.example", 1))], "wrong-address"),
        ([(RALLY, SOURCE, OF_SOURCE.format("url: 'https://gazette.example/p'")), *((f"articles/a{n}.yml", "", ARTICLE.format("Quay Gazette", n, "gazette.example", n)) for n in range(2))], None),
        ([(RALLY, SOURCE, OF_SOURCE.format("url: 'https://gazette.example/p'")), ("articles/a.yml", "", ARTICLE.format("Quay Gazette", 1, "gazette.example", 1))], None),
        ([(RALLY, SOURCE, OF_SOURCE.format("genre: news_report, headline: They stand at the gate")), ("articles/a.yml", "", ARTICLE.format("Harbour Post", 1, "post.example", 1).replace("genre", "headline: They stand at the gate, genre"))], "copied"),
        ([(RALLY, SOURCE, OF_SOURCE.format("genre: document, headline: They stand at the gate")), ("articles/a.yml", "", ARTICLE.format("Harbour Post", 1, "post.example", 1).replace("genre", "headline: They stand at the gate, genre"))], None),
        ([(RALLY, SOURCE, OF_SOURCE.format("via: Harbour Wire")), ("articles/a.yml", "", ARTICLE.format("Harbour Wire", 1, "post.example", 1))], None),
        ([(RALLY, SOURCE, OF_SOURCE.format("via: Harvour Post"))], "maybe-same"),
        ([(BRANDT, "Mia Brandt", "Mia Bradnt")], "maybe-same"),
        ([(BRANDT, "name: Mia Brandt", "name: Maria Brandt")], None),
        # Acts and numbers of a demand.
        ([(RALLY, "act: stated", "act: modified")], "act-before-first"),
        ([(RISE, "strength: demand", "strength: ultimatum")], "maybe-other-act"),
        ([(RISE, "strength: demand", "strength: ultimatum\ncondition: Else they stop.")], None),
        ([(RISE, "strength: demand", "strength: demand\ndeadline: 2031-06-10"), (RALLY, TEN, "text: We want ten per cent by 1 June.")], "maybe-number"),
        ([(RISE, "strength: demand", "strength: demand\ndeadline: 2031-06-01"), (RALLY, TEN, "text: We want ten per cent by 1 June.")], None),
        ([(RISE, "strength: demand", "strength: demand\ndeadline: 2031-06-10"), (RALLY, TEN, "text: We want ten per cent by 1 June."), (RALLY, "demands:\n", WE.replace("dock-union", "port-authority").replace("-03", "-09") + "demands:\n  - {demand: pay-rise, act: modified, by: mia-brandt, quote: we}\n")], None),
        ([(RISE, "Raise the pay", "Raise the pay by ten per cent"), (RALLY, "rejected", "accepted"), (RALLY, NO, "text: Four per cent is what we can pay.")], "maybe-number"),
        ([(RISE, "Raise the pay", "Raise the pay by ten per cent"), (RALLY, "rejected", "accepted"), (RALLY, NO, "text: Ten per cent is what we can pay.")], None),
        ([(RALLY, TEN, "text: We want a vote by 1 June., gist: They want a vote by 4 June.")], "other-number"),
        ([(RALLY, TEN, "text: We want a vote by 1 June., gist: They want a vote by 1 June.")], None),
        ([(RALLY, TEN, "text: Ms Brandt told the port that they would wait.")], "label-in-text"),
        ([(RALLY, TEN, "text: Ms Holm told the port that they would wait.")], None),
        # What a demand replaces.
        ([("demands/gates.yml", "", GATES)], "maybe-other-act"),
        ([("demands/gates.yml", "", GATES.replace("topic: pay", "topic: work")), ("topics.yml", "pay: {name: Pay}", "pay: {name: Pay}\nwork: {name: Work}")], "other-topic"),
        ([("demands/gates.yml", "", GATES.replace("Repaint the gates", "Raise the pay by four per cent"))], None),
    ],
)  # fmt: skip
def test_fields_that_the_rest_contradicts(
    tmp_path: Path, edits: list[tuple[str, str, str]], code: str | None
) -> None:
    assert said(tmp_path, *edits) == ([code] if code else [])


@pytest.mark.parametrize(
    ("one", "other", "is_told"),
    [
        ("Increase the pay", "", True),
        ("Lift wages at night", "", True),
        ("Augmenter le salaire", "", True),
        ("Lower the pay", "", False),
        ("Do not raise the pay", "", False),
        ("Raise the pay by 4 per cent", "", False),
        ("Raise the dues", "", False),
        ("Increase the pay", "part_of: pay-rise\n", False),
    ],
)
def test_one_demand_in_other_words(tmp_path: Path, one: str, other: str, is_told: bool) -> None:
    edit = "demands/more.yml", "", DEMAND.format(one) + other
    assert said(tmp_path, edit) == ["maybe-same"] * is_told


def test_long_texts_are_not_compared_word_by_word(tmp_path: Path) -> None:
    """Each of these would take a time that grows with the square of the text, or faster."""
    letters = "abcdefghijklmnopqrstu"
    for number, is_told in ((19, True), (20, False)):
        title = " ".join(2 * it + it * 3 for it in letters[:number])
        edits = [
            (RISE, "Raise the pay", title),
            ("demands/more.yml", "", DEMAND.format(f"{title} vvvvv")),
        ]
        assert said(tmp_path / str(number), *edits) == ["maybe-same"] * is_told
    for more, is_told in (("", True), ("We stand at the gate. " * 100, False)):
        words = f"text: {more}We will not wait., gist: They will wait."
        told = said(tmp_path / str(is_told), (RALLY, TEN, words))
        assert ("other-sense" in told) == is_told
    for number, is_told in ((50, True), (150, False)):
        boats = [" and ".join(f"{it} boats" for it in range(at, at + number)) for at in (200, 900)]
        words = f"form: indirect, text: '{boats[0]}', gist: '{boats[1]}'"
        told = said(tmp_path / f"boats{number}", (RALLY, TEN, words))
        assert ("other-number" in told) == is_told


@pytest.mark.parametrize(
    ("fields", "capture", "code"),
    [
        ("genre: official_transcript", "The port.\n“We wait,” said Tom Reed on Monday.\n", "words-marked"),
        ("genre: official_transcript", "TOM REED: We wait.\nQ: For how long?\nTOM REED: Until May.\n", None),
        ("genre: news_report", "TOM REED: We wait.\nQ: For how long?\nTOM REED: Until May.\n", "words-marked"),
        ("genre: news_report", "Photo: Ida Holm\nDate: 3 May\n“We wait,” said Tom Reed.\n", None),
        ("language: de", "The port and the union have met, and they wait.\n", "maybe-translated"),
        ("language: de", "Der Hafen und die Gewerkschaft warten.\n", None),
    ],
)  # fmt: skip
def test_what_a_captured_text_begins_with(
    tmp_path: Path, fields: str, capture: str, code: str | None
) -> None:
    reported(tmp_path, (RALLY, SOURCE, OF_SOURCE.format(fields)))
    (tmp_path / "rally.txt").write_text(capture)
    desk = load_desk(Settings(tmp_path)).desk
    assert desk
    assert [it.code for it in check_heads(desk, tmp_path)] == ([code] if code else [])
