"""What an editor in a hurry writes is reported; what only looks like it is not."""

# ruff: noqa: E501 - lines of YAML as they are

from pathlib import Path
from unittest.mock import patch

import pytest

from onrecord.desk.checks.house_style import check_contexts
from onrecord.desk.load import load_desk
from onrecord.desk.settings import Settings

from .test_agreement import OWED, RALLY, RISE, SOURCE, TEN, TITLE, WEEK, reported
from .test_mistakes import NO
from .test_mixed_up import COURT, LINE, PORT
from .test_repeats import CLAIM, CLAIMS, FILES, codes
from .test_repeats import RALLY as RALLY_TEXT
from .test_senses import ARTICLE, OF_SOURCE, SPEAKS, UNION, said

ADMITS = "claims:\n  - {claim: owed, act: corroborated, by: port-authority, quote: no}\n"
REJECTED, ACCEPTED = "response: rejected", "response: accepted"
LET = (RISE, "title: Raise the pay", "title: Let the union see the report")
CRANES = (
    (RISE, "title: Raise the pay", "title: Order no more cranes"),
    (RISE, "action: do", "action: refrain"),
)
OTHER = (
    "articles/a.yml",
    "",
    ARTICLE.format("Quay Gazette", 1, "quay.example", "a-march-to-the-pier"),
)


BOSS = (
    "actors/mia-brandt.yml",
    "title: Chair, of: dock-union",
    "title: Chair, of: dock-union, from: 2031-03-20",
)
HILL = (
    "actors/ann-hill.yml",
    "",
    "name: Ann Hill\nkind: person\nroles: [{title: Chair, of: dock-union, from: 2031-01-01}]\n",
)
OWES = (OWED, "ten per cent", "them a lot")


def headed(page: str) -> str:
    return OF_SOURCE.format(
        f"genre: news_report, url: 'https://post.example/{page}', headline: A march to the pier"
    )


@pytest.mark.parametrize(
    ("edits", "code"),
    [
        # Answers that are another one.
        ([LET, (RALLY, NO, "text: The union sees the report in June.")], "maybe-other-act"),
        ([LET, (RALLY, NO, "text: The union will never see the report.")], None),
        # Words that are mostly of something else, facts, and figures that are others tell of no agreement.
        ([LET, (RALLY, NO, "text: Union gate report crane night shift in June harbour ferry wages.")], None),
        ([LET, (RALLY, NO, "text: The report that the union means is confidential.")], None),
        ([(RISE, "title: Raise the pay", "title: Raise the night bonus to ten per cent"), (RALLY, NO, "text: The night bonus will be four per cent.")], None),
        ([(RISE, "title: Raise the pay", "title: Raise the night bonus to ten per cent"), (RALLY, NO, "text: The night bonus will be ten per cent.")], "maybe-other-act"),
        # Who is asked to decide or to return does it with these words; others put the matter off.
        ([(RISE, "title: Raise the pay", "title: Return to the talks"), (RALLY, NO, "text: We will return to the talks."), (RALLY, REJECTED, ACCEPTED)], None),
        ([(RISE, "title: Raise the pay", "title: Decide in June"), (RALLY, NO, "text: We will decide in June."), (RALLY, REJECTED, ACCEPTED)], None),
        ([(RALLY, NO, "text: We will decide in June."), (RALLY, REJECTED, ACCEPTED)], "maybe-other-act"),
        ([(RALLY, NO, "text: Nous reviendrons."), (RALLY, REJECTED, ACCEPTED)], None),
        ([(RALLY, NO, "text: Nous y reviendrons."), (RALLY, REJECTED, ACCEPTED)], "maybe-other-act"),
        ([(RALLY, NO, "text: 'It would be wrong to refuse, so we will not.'"), (RALLY, REJECTED, ACCEPTED)], None),
        ([(RALLY, NO, "text: We will not."), (RALLY, REJECTED, ACCEPTED)], "other-act"),
        ([LET, (RALLY, NO, "text: 'The report is our own, and of no use to the union.'")], None),
        ([*CRANES, (RALLY, NO, "text: We will not cancel the order."), (RALLY, REJECTED, ACCEPTED)], "maybe-other-act"),
        ([*CRANES, (RALLY, NO, "text: We will not order any."), (RALLY, REJECTED, ACCEPTED)], None),
        ([*CRANES, (RALLY, NO, "text: The cranes are ordered.")], None),
        ([(RALLY, NO, "text: We will look at the request in May."), (RALLY, REJECTED, ACCEPTED)], "maybe-other-act"),
        ([(RALLY, NO, "text: We will answer within a week."), (RALLY, REJECTED, "response: says_met")], "other-act"),
        ([(RALLY, NO, "text: The pay is what they asked for."), (RALLY, REJECTED, "response: says_met")], None),
        ([(RALLY, NO, "text: Other ports of this coast have the same wages as we have."), (RALLY, REJECTED, "response: no_comment")], "other-act"),
        ([(RALLY, NO, "text: This is a matter for the court and for it alone."), (RALLY, REJECTED, "response: no_comment")], None),
        # Acts that are another one.
        ([(RALLY, "act: stated, by: dock-union", "act: reported, by: mia-brandt")], "other-act"),
        ([(RALLY, "act: stated, by: dock-union", "act: reported, by: dock-union")], None),
        # Titles and actions.
        ([CRANES[1]], "maybe-other-act"),
        ([CRANES[0], CRANES[1]], None),
        ([(RISE, "title: Raise the pay", "title: Put the cranes back"), (RISE, "action: do", "action: reverse")], None),
        ([(RISE, "title: Raise the pay", "title: Lower the dues of dockers"), (RALLY, TEN, "text: You must raise the dues.")], "other-sense"),
        ([(RISE, "title: Raise the pay", "title: Lower the dues of dockers"), (RALLY, TEN, "text: You must not raise the dues.")], None),
        ([(RISE, "title: Raise the pay", "title: Lower the dues of dockers"), (RALLY, TEN, "text: You want to raise the wages.")], None),
        ([(RISE, "strength: demand", "strength: request\ncondition: Or the dockers walk out in June.")], "maybe-other-act"),
        ([(RISE, "strength: demand", "strength: request\ncondition: If the council pays half.")], None),
        # Kinds of claims.
        ([(OWED, "kind: opinion", "kind: prediction")], "maybe-other-act"),
        ([(OWED, "kind: opinion", "kind: promise_alleged")], "maybe-other-act"),
        ([(OWED, "owes ten per cent.", "will owe ten per cent."), (OWED, "opinion", "fact")], "maybe-other-act"),
        ([(OWED, "The port owes ten", "The law says that the port will owe ten"), (OWED, "opinion", "fact")], None),
        # Parts of a whole, and months.
        ([(RALLY, TEN, "text: 'We want a fifth of it, not less.', gist: They want a quarter of it."), OWES], "other-number"),
        ([(RALLY, TEN, "text: 'We want a fifth of it, not less.', gist: They want 20 per cent."), OWES], None),
        ([(RALLY, TEN, "text: We want a third crane., gist: They want one crane more.")], None),
        ([(RISE, "Raise the pay", "Raise the pay in April"), (RALLY, TEN, "text: We want it in June.")], "maybe-number"),
        ([(RISE, "Raise the pay", "Raise the pay in June"), (RALLY, TEN, "text: We want it in June.")], None),
        ([(RISE, "Raise the pay", "Raise the pay in May and June"), (RALLY, TEN, "text: We want it in June.")], None),
        ([(RALLY, TEN, "text: We want it in June., gist: They asked in May to have it soon.")], None),  # it was said in May
        # Gists and claims that deny what the words say, or the other way round.
        ([(RALLY, TEN, "text: The report on the cranes is in the office., gist: The report on the cranes is not in the office.")], "maybe-sense"),
        ([(RALLY, TEN, "text: 'The report on the cranes is secret.', gist: The weather on the pier is not good.")], None),
        ([(RALLY, TEN, "text: They kept quiet about the report., gist: They disclosed the report.")], "other-sense"),
        ([(RALLY, TEN, "text: They kept quiet about the report., gist: They kept the report to themselves.")], None),
        ([(RALLY, TEN, "form: indirect, text: He said that the Dock Union had left., gist: The Labour Court had left."), COURT], "other-sense"),
        ([(RALLY, TEN, "form: indirect, text: He said that they had left., gist: The Labour Court had left."), COURT], None),
        # Times, rates, hours of something, and other units.
        ([(RALLY, TEN, "text: The crane failed twelve times in May., gist: The crane failed two times in May."), OWES], "other-number"),
        ([(RALLY, TEN, "text: 'The crane failed twelve times, twice as often as before.', gist: The crane failed twelve times."), OWES], None),
        ([(RALLY, TEN, "text: It costs us 40 million crowns a year., gist: It costs 40 million crowns a week."), OWES], "other-number"),
        ([(RALLY, TEN, "text: It costs us 40 million crowns a year., gist: It costs 40 million euros a year."), OWES], "other-number"),
        ([(RALLY, TEN, "text: They pay 30 euros each day for 40 days a year., gist: They pay 30 euros a day."), OWES], None),
        ([(RISE, "Raise the pay", "Give crews twelve hours of rest"), (RALLY, TEN, "text: We want eleven hours of rest.")], "other-number"),
        ([(RISE, "Raise the pay", "Give crews eleven hours of rest"), (RALLY, TEN, "text: We want eleven hours of rest in all 24 hours.")], None),
        ([(RISE, "Raise the pay", "Raise the pay by six per cent"), (RALLY, TEN, "text: We drop the nine per cent and want six over two years."), OWES], None),
        ([(RALLY, NO, "text: We can offer ten hours now and eleven after that."), (RALLY, "quote: no}", "quote: no, condition: eleven hours only later}"), (RALLY, REJECTED, "response: counter")], None),
        # Verbs of which the other form begins otherwise.
        ([(RALLY, TEN, "text: The crews fell asleep at work."), (OWED, "The port owes ten per cent.", "The crews did not fall asleep at work.")], "other-sense"),
        ([(RALLY, TEN, "text: They never paid the night crews., gist: They paid the night crews.")], "other-sense"),
        ([(RALLY, TEN, "text: They never paid the night crews., gist: They did not pay the night crews.")], None),
        # What is not asked any more, put off, refused or granted.
        ([(RALLY, TEN, "text: We do not make the pay a condition any more.")], "other-act"),
        ([(RALLY, TEN, "text: We no longer make it a condition; we demand it.")], None),
        ([(RALLY, NO, "text: We will talk about it in June."), (RALLY, REJECTED, ACCEPTED)], "maybe-other-act"),
        ([(RISE, "Raise the pay", "Talk to the crews"), (RALLY, NO, "text: We will talk to the crews."), (RALLY, REJECTED, ACCEPTED)], None),
        ([(RISE, "Raise the pay", "Publish the report"), (RALLY, NO, "text: The port cannot publish what it does not have."), (RALLY, REJECTED, ACCEPTED)], "maybe-other-act"),
        ([(RISE, "Raise the pay", "Give crews hours of rest"), (RALLY, NO, "text: Crews will have their hours of rest from the first of June.")], "maybe-other-act"),
        # A claim that is made once more, and by one of several who make it.
        ([(RALLY, "asserted, by: dock-union, quote: ten", "asserted, by: dock-union, date: 2031-05-03"), (RALLY, CLAIMS, CLAIMS + CLAIM.format("corroborated", "mia-brandt", "ten"))], "names-itself"),
        ([(RALLY, CLAIMS, CLAIMS + CLAIM.format("corroborated", "tom-reed", "no"))], None),
        # Who tells it is not who is quoted there.
        ([(RALLY, "speaker: tom-reed", "speaker: tom-reed, quoting: port-authority"), COURT, (RALLY, "quote: no}", "quote: no, told_by: labour-court}")], "told-by-another"),
        # Titles of articles that name others.
        ([(RALLY, TITLE, "title: Mia Brandt and Ann Hill at the harbour\n"), HILL], "maybe-sense"),
        ([(RALLY, TITLE, "title: Ann Hill at the harbour\nmentions: [ann-hill]\n"), HILL], None),
        # Who had the post before is not said to have left it.
        ([BOSS, HILL], "maybe-holder"),
        ([BOSS, (*HILL[:2], HILL[2].replace("2031-01-01", "2031-01-01, to: 2031-04-01"))], None),
        # What only stops something.
        ([(RISE, "Raise the pay", "Call off the strikes")], "maybe-other-act"),
        ([(RISE, "Raise the pay", "Stop work on Sundays"), (RISE, "action: do", "action: stop")], None),
        # Bottom lines that tell of one what another did.
        ([(WEEK, "", LINE.format("On 4 May the Dock Union wanted more."))], "maybe-evidence"),
        ([(WEEK, "", LINE.format("On 3 May the Dock Union wanted more. On 4 May the Port Authority refused."))], None),
        ([(WEEK, "", LINE.format("The Port Authority agreed on the same day."))], "maybe-evidence"),
        ([(WEEK, "", LINE.format("The Port Authority agreed with the mayor."))], None),
        ([(WEEK, "", LINE.format("The Port Authority offers ten per cent."))], "maybe-evidence"),
        ([(WEEK, "", LINE.format("He said that the Port Authority has ten per cent."))], None),
        # Sources.
        ([(RALLY, TITLE, "title: The Quay Gazette on the strike\n")], "copied"),
        ([(RALLY, TITLE, "title: The Quay Gazette on the strike\n"), (RALLY, SOURCE, OF_SOURCE.format("via: Quay Gazette"))], None),
        ([(RALLY, TITLE, "title: News conference on the strike\n")], None),
        ([(RALLY, TITLE, "title: The Harbour Gazette after the strike\n")], "copied"),  # the Harbour Post is another paper
        ([(RALLY, TITLE, "title: The Post after the strike\n")], None),
        ([OTHER, (RALLY, SOURCE, headed("they-stay"))], "copied"),
        ([OTHER, (RALLY, SOURCE, headed("pier-march"))], None),
        ([(RALLY, SOURCE, OF_SOURCE.format("genre: interview, authors: Mia Brandt"))], "names-itself"),
        ([(RALLY, SOURCE, OF_SOURCE.format("genre: opinion, authors: Mia Brandt"))], None),
        ([(RALLY, SOURCE, OF_SOURCE.format("genre: news_report, url: 'https://post.example/'"))], "wrong-address"),
        ([(RALLY, SOURCE, OF_SOURCE.format("genre: document, url: 'https://treaty.example/'"))], None),
        ([(RALLY, "Harbour Post", "Port Authority"), (RALLY, SOURCE, OF_SOURCE.format("genre: official_statement"))], "other-outlet"),
        ([(RALLY, "Harbour Post", "Port Authority"), (RALLY, SOURCE, OF_SOURCE.format("genre: news_report, party: port-authority"))], "maybe-genre"),
        ([(PORT, "name: Port Authority", "name: Authority of Harbour"), (RALLY, SOURCE, OF_SOURCE.format("genre: news_report, party: port-authority"))], "maybe-outlet"),
        ([(PORT, "name: Port Authority", "name: Harbour"), (RALLY, SOURCE, OF_SOURCE.format("genre: news_report, party: port-authority"))], None),
    ],
)  # fmt: skip
def test_what_is_written_in_a_hurry(
    tmp_path: Path, edits: list[tuple[str, str, str]], code: str | None
) -> None:
    assert said(tmp_path, *edits) == ([code] if code else [])


FROM = "said: {date: 2031-05-04}"
FRENCH = (
    RALLY,
    TEN,
    TEN
    + ", language: en, original: {language: de, text: Nous voulons dix pour cent pour les dockers.}, translation: {by: source}",
)
ANSWERED = "outcome: {{value: {}, assessed_on: 2031-06-02, evidence: [rally#no]}}"
STATE = [
    (UNION, "kind: organisation", "kind: state"),
    ("actors/belmar.yml", "", "name: Belmar\nkind: state\n"),
]


@pytest.mark.parametrize(
    ("edits", "code"),
    [
        # Contexts.
        ([(RALLY, TEN, TEN + ", context: Asked at the gate why they wait."), (RALLY, NO, NO + ", context: Asked at the gate why they wait.")], "maybe-context"),
        ([(RALLY, TEN, TEN + ", context: Asked at the gate."), (RALLY, NO, NO + ", context: Asked at the gate.")], None),
        ([(RALLY, TEN, TEN + ", context: Asked at the gate why they wait."), (RALLY, NO, NO + ", context: Asked at the gate why they wait."), (RALLY, FROM, FROM.replace("04", "03"))], None),
        ([(RALLY, NO, NO + ", context: From a speech at the gate."), (RALLY, FROM, "said: {date: 2031-05-04, medium: letter}")], "maybe-context"),
        ([(RALLY, NO, NO + ", context: After a speech at the gate."), (RALLY, FROM, "said: {date: 2031-05-04, medium: letter}")], None),
        ([(RALLY, NO, NO + ", context: From a speech at the gate."), (RALLY, FROM, "said: {date: 2031-05-04, medium: podium}")], None),
        # Gists that say more.
        ([(RALLY, TEN, "text: Two men were hurt on the pier., gist: There was a deadly fall on the pier.")], "maybe-sense"),
        ([(RALLY, TEN, "text: Two men died on the pier., gist: There was a deadly fall on the pier.")], None),
        # Originals.
        ([FRENCH], "maybe-translated"),
        ([(FRENCH[0], FRENCH[1], FRENCH[2].replace("de,", "fr,"))], None),
        # A day of another year, in words with a place.
        ([(RALLY, SOURCE, OF_SOURCE.format("genre: news_report")), (RALLY, FROM, "said: {date: 2030-05-08, place: By telephone}")], "said-long-before"),
        ([(RALLY, SOURCE, OF_SOURCE.format("genre: news_report")), (RALLY, NO, NO + ", context: A year ago."), (RALLY, FROM, "said: {date: 2030-05-08, place: By telephone}")], None),
        # What came of a demand.
        ([(RISE, "strength: demand", "strength: demand\n" + ANSWERED.format("fulfilled"))], "maybe-other-act"),
        ([(RISE, "strength: demand", "strength: demand\n" + ANSWERED.format("not_fulfilled"))], None),
        ([(RALLY, REJECTED, "response: says_met"), (RALLY, NO, "text: The port has paid it."), (RISE, "strength: demand", "strength: demand\n" + ANSWERED.format("not_fulfilled"))], "maybe-other-act"),
        # A role of another state.
        ([*STATE, (RALLY, SPEAKS, SPEAKS + ", speaking_as: Minister of Ports of Belmar")], "role-of-another"),
        ([*STATE, (RALLY, SPEAKS, SPEAKS + ", speaking_as: Envoy to Belmar")], None),
        # Whoever is accused says that it is so.
        ([(OWED, "by: dock-union", "by: dock-union\nagainst: port-authority"), (RALLY, "claims:\n", ADMITS), (RALLY, NO, "text: We owe the dockers nothing.")], "maybe-other-act"),
        ([(OWED, "by: dock-union", "by: dock-union\nagainst: port-authority"), (RALLY, "claims:\n", ADMITS), (RALLY, NO, "text: It is true that we owe it.")], None),
        *[([(OWED, "by: dock-union", "by: dock-union\nagainst: port-authority"), (RALLY, "claims:\n", ADMITS), (RALLY, NO, f"text: '{words}'")], code) for words, code in (("I should not have denied it.", None), ("Nous avons eu tort de le nier.", None), ("Nobody was wrong, and we should not have to pay.", "maybe-other-act"))],
    ],
)  # fmt: skip
def test_what_is_copied_or_said_otherwise(
    tmp_path: Path, edits: list[tuple[str, str, str]], code: str | None
) -> None:
    assert said(tmp_path, *edits) == ([code] if code else [])


@pytest.mark.parametrize(
    ("context", "is_told"), [("Ten cranes are there.", True), ("Twelve cranes are there.", False)]
)
def test_a_number_that_a_captured_text_has_otherwise(
    tmp_path: Path, *, context: str, is_told: bool
) -> None:
    reported(tmp_path, (RALLY, NO, f"{NO}, context: {context}"))
    (tmp_path / "rally.txt").write_text("The port has 12 cranes. The port will not pay so much.")
    desk = load_desk(Settings(tmp_path)).desk
    assert desk
    found = [it.code for it in check_contexts(desk, tmp_path)]
    assert found == ["maybe-number"] * is_told


@pytest.mark.parametrize("words", ["He said that they had ten cranes.", "He has ten cranes."])
def test_reported_words_that_are_called_direct(tmp_path: Path, words: str) -> None:
    indirect = f"form: indirect, gist: The port has cranes., text: {words}"
    report = RALLY_TEXT.replace(SOURCE, OF_SOURCE.format("genre: news_report"))
    capture = f"Tom Reed stood at the gate. {words} Then he left."
    with patch.dict(FILES, {RALLY: report}):
        codes(tmp_path, NO, indirect, capture)
        found = codes(tmp_path, NO, f"text: {words}")
    assert ("label-in-text" in found) == ("said that" in words)
