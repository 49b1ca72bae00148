"""What an editor takes for another: an event, a kind, an addressee, a name; its neighbours stay."""

# ruff: noqa: E501 - lines of YAML as they are

from pathlib import Path

import pytest

from .test_agreement import BRANDT, RALLY, RISE, SOURCE, TEN, TITLE, WEEK
from .test_mistakes import NO
from .test_senses import OF_SOURCE, REED, SPEAKS, UNION, said

PORT = "actors/port-authority.yml"
EVENTS = (
    "events.yml",
    "",
    "gate: {name: Meeting at the gate, date: 2031-05-02}\npier: {name: March to the pier, date: 2031-05-08}\n",
)
UNDATED = [(RALLY, ", said: {date: 2031-05-03}", ""), (RALLY, ", said: {date: 2031-05-04}", "")]
HOLM = (
    "actors/ida-holm.yml",
    "",
    "name: Ida Holm\nkind: person\nroles: [{title: Secretary, of: dock-union}]\n",
)
TIM = ("actors/tim-reed.yml", "", "name: Tim Reed\nkind: person\nsummary: Somebody else.\n")
COURT = ("actors/labour-court.yml", "", "name: Labour Court\nkind: organisation\n")
LINE = "since: 2031-05-01\nuntil: 2031-05-09\nevidence: [rally#ten, rally#no]\nbottom_line: {}\n"


def of_event(title: str, event: str) -> list[tuple[str, str, str]]:
    return [EVENTS, *UNDATED, (RALLY, TITLE, f"title: {title}\nevent: {event}\n")]


@pytest.mark.parametrize(
    ("edits", "code"),
    [
        # The event of another article.
        (of_event("The Harbour Post on the march", "pier"), None),
        (of_event("The Harbour Post on the march", "gate"), "other-event"),
        (of_event("The Harbour Post on the meeting and the march", "gate"), None),
        (of_event("The Harbour Post in May", "gate"), None),
        (of_event("The Harbour Post on wages and the pier", "gate"), None),
        # The kind of another actor.
        ([(UNION, "kind: organisation", "kind: person")], "other-kind"),  # it has a chair
        ([(UNION, "name: Dock Union\nkind: organisation", "name: Ada Dock\nkind: person\nsummary: She leads the union."), (BRANDT, "title: Chair", "title: Spokeswoman")], None),
        ([(PORT, "name: Port Authority\nkind: organisation", "name: Port Ltd\nkind: person")], "other-kind"),
        ([(PORT, "kind: organisation", "kind: state")], None),
        ([(PORT, "name: Port Authority\nkind: organisation", "name: Ministry of Ports\nkind: state")], "other-kind"),
        ([("actors/h.yml", "", "name: Ida Holm\nkind: organisation\nsort_name: Holm, Ida\n")], "other-kind"),
        *[([("actors/h.yml", "", f"name: {name}\nkind: organisation\nsort_name: {sort}\n")], None) for name, sort in (("The Guardian", "'Guardian, The'"), ("City of Holm", "'Holm, City of'"))],
        ([("actors/h.yml", "", "name: Holm\nkind: bloc\nroles: {title: Chair, of: dock-union}\n")], None),
        # Said to somebody else than who is asked or answered.
        ([(RALLY, SPEAKS, SPEAKS + ", to: port-authority"), COURT], None),
        ([(RALLY, SPEAKS, SPEAKS + ", to: labour-court"), COURT], "maybe-addressee"),
        ([(RALLY, REED, REED + ", to: labour-court"), COURT], "maybe-addressee"),
        ([(RALLY, SPEAKS, SPEAKS + ", to: labour-court, context: Before the Labour Court."), COURT], None),
        ([(RALLY, SPEAKS, SPEAKS + ", to: labour-court, context: To the judges at the gate."), COURT], None),
        ([(RALLY, "basis: on_record}", "basis: on_record, to: labour-court}"), COURT], None),
        ([(RALLY, SPEAKS, SPEAKS + ", to: press"), ("actors/press.yml", "", "name: Reporters at the gate\nkind: group\n")], None),
        ([(RALLY, SPEAKS, SPEAKS + ", to: labour-court"), (RALLY, TITLE, TITLE + "mentions: labour-court\n"), COURT], None),
        # What it is to accept a demand to refuse.
        ([(RISE, "title: Raise the pay", "title: Refuse the plan"), (RALLY, NO, "text: We refuse the plan."), (RALLY, "response: rejected", "response: accepted")], None),
        ([(RISE, "title: Raise the pay", "title: Admit the press")], None),
        # In the words of somebody else of the same side.
        ([(RALLY, "by: dock-union, quote: ten}\nresponses", "by: ida-holm, quote: ten}\nresponses"), HOLM], "maybe-other-act"),
        ([(RALLY, "by: port-authority, response: rejected, quote: no", "by: port-authority, response: rejected, told_by: tom-reed, quote: no")], "names-itself"),
        # Exchanged, or not in the evidence.
        ([(WEEK, "", LINE.format("The Dock Union wants ten per cent for each docker. The Port Authority will not pay so much."))], None),
        ([(WEEK, "", LINE.format("The Port Authority wants ten per cent for each docker. The Dock Union will not pay so much."))], "maybe-evidence"),
        ([(WEEK, "", LINE.format("The Port Authority rejected ten per cent for each docker. The Dock Union rejected to pay so much."))], None),
        ([(WEEK, "", LINE.format("The Dock Union wants ten per cent, according to Ida Holm.")), HOLM], "maybe-evidence"),
        ([(WEEK, "", LINE.format("The Dock Union wants ten per cent, according to Mia Brandt.")), HOLM], None),
        # Not finished.
        ([(RALLY, TEN, TEN + ", context: TODO ask Tom")], "placeholder"),
        ([(RALLY, TEN, TEN + ", context: Asked by ???")], "placeholder"),
        ([(RALLY, TITLE, TITLE + "summary: CHECK WITH IDA. They met.\n")], "placeholder"),
        ([(RALLY, TITLE, TITLE + "summary: 'À VÉRIFIER : they met.'\n")], "placeholder"),
        ([(RALLY, TITLE, TITLE + "summary: 'À CONFIRMER : they met.'\n")], "placeholder"),
        ([(RALLY, TITLE, TITLE + "summary: They check what is to do.\n")], None),
        ([(RALLY, SOURCE, SOURCE.replace("}", ", headline: TODO O NADA en el puerto}"))], None),
        # One actor under two names, two under one.
        ([("actors/m-holm.yml", "", "name: M. Holm\nkind: person\n"), ("actors/mme-holm.yml", "", "name: Mme Holm\nkind: person\n")], None),
        ([("actors/minister.yml", "", "name: Dr. Mia Brandt\nkind: person\n")], "same-name"),
        ([("actors/brandt-mia.yml", "", "name: Brandt Mia\nkind: person\n")], "same-name"),
        ([("actors/port.yml", "", "name: Port Authority Ltd\nkind: organisation\n")], "same-name"),
        ([("actors/port.yml", "", "name: Port Authority Ltd\nkind: organisation\n"), (PORT, "Port Authority", "Port Authority AG")], None),
        ([("events.yml", "", "gate: {name: Meeting at the gate, date: 2031-05-02}\ndoor: {name: Meetings on the gate, date: 2031-05-02}\n")], "maybe-same"),
        ([("events.yml", "", "gate: {name: Meeting at the gate, date: 2031-05-02}\ndoor: {name: Meetings on the gate, date: 2031-05-03}\n")], None),
        ([("events.yml", "", "to: {name: Letter of Ida to Tim, date: 2031-05-02}\nback: {name: Letter of Tim to Ida, date: 2031-05-02}\n")], None),
        # A title of another body.
        ([(RALLY, REED, REED + ", speaking_as: chair of the Dock Union")], "role-of-another"),
        ([(RALLY, REED, REED + ", speaking_as: chair of the works council")], None),
        # Somebody of the same last name.
        ([(RALLY, NO, "form: indirect, text: 'The port will not pay, Tim Reed said.', gist: They will not pay."), TIM], "other-speaker"),
        ([(RALLY, NO, "form: indirect, text: 'The port will not pay, Tom Reed told Tim Reed.', gist: They will not pay."), TIM], None),
        ([(RALLY, NO, NO + ", context: After a speech of Tim Reed."), TIM], None),
        ([(RALLY, NO, "form: indirect, text: 'Her son will lead the port, she said.', gist: Tim Reed will lead the port."), TIM], None),
        ([(RALLY, TITLE, TITLE + "mentions: tom-reed\n")], "speaker-unused"),
        # The outlet of another party.
        ([(RALLY, SOURCE, SOURCE.replace("}", ", genre: document, party: dock-union}")), (RALLY, "Harbour Post", "Newsroom of the Port Authority")], "other-outlet"),
        ([(RALLY, SOURCE, SOURCE.replace("}", ", genre: document, party: dock-union}")), (RALLY, "Harbour Post", "Dock Union at the Port Authority")], None),
        # The forms of a name.
        ([(BRANDT, "name: Mia Brandt", "name: Mía Brandt\nsort_name: Reed, Tom")], "copied"),
        ([(BRANDT, "name: Mia Brandt", "name: Мия Брандт\nsort_name: Brandt, Mia")], None),
        # Numbers in words.
        *[([(WEEK, "", LINE.format("The Dock Union counts 31 boats.")), (RALLY, TEN, f"text: There are {boats}.")], code) for boats, code in (("thirty-one boats", None), ("fourteen degrees", "maybe-evidence"))],
        *[([(WEEK, "", LINE.format("The Dock Union speaks of 90 per cent.")), (RALLY, TEN, f"text: {most} will sail.")], code) for most, code in (("Nine in ten", None), ("Neuf bateaux sur dix", None), ("Eight in ten", "maybe-evidence"))],
        ([(WEEK, "", LINE.format("The Dock Union sees 40 % étaient à quai.")), (RALLY, TEN, "text: Deux bateaux sur cinq étaient à quai.")], None),
        *[([(WEEK, "", LINE.format("The Dock Union counts 28 boats.")), (RALLY, TEN, f"text: Il y a {boats}.")], code) for boats, code in (("vingt-huit bateaux", None), ("quatre-vingt-douze bateaux", None), ("vingt-neuf bateaux", "maybe-evidence"))],
        ([(RALLY, TEN, "text: Nine of our boats will come; two will wait., gist: All eleven will be there.")], None),
        # Years of a summary.
        ([(WEEK, "", LINE.format("The Dock Union wants it by 2041.")), (RALLY, TEN, "text: We want ten per cent by 2031.")], "maybe-evidence"),
        ([(WEEK, "", LINE.format("The Dock Union wants it by 2031.")), (RALLY, TEN, "text: We want ten per cent by 2031.")], None),
        # The day of a title.
        ([*UNDATED, (RALLY, TITLE, "title: Letter of 3 June 2031\n"), (RALLY, "basis: on_record}", "basis: on_record, said: {date: 2031-05-03}}")], "unlikely-date"),
        ([*UNDATED, (RALLY, TITLE, "title: Letter of 3 May 2031\n"), (RALLY, "basis: on_record}", "basis: on_record, said: {date: 2031-05-03}}")], None),
    ],
)  # fmt: skip
def test_one_is_taken_for_another(
    tmp_path: Path, edits: list[tuple[str, str, str]], code: str | None
) -> None:
    assert said(tmp_path, *edits) == ([code] if code else [])


@pytest.mark.parametrize(
    ("text", "original", "code"),
    [
        ("We will not pay 300 million.", "Wir zahlen keine 300 Millionen.", None),
        ("We will not pay 30 million.", "Wir zahlen keine 300 Millionen.", "other-number"),
        ("We will pay 300 million.", "Wir zahlen keine 300 Millionen.", "maybe-translation"),
        ("We refuse to pay 300 million.", "Wir zahlen keine 300 Millionen.", None),
        ("We wait for the answer.", "Wir warten auf die Antwort. Dann sehen wir weiter, und zwar im Mai.", "maybe-translation"),
        ("We wait for the answer, then we will see, in May.", "Wir warten auf die Antwort. Dann sehen wir weiter, und zwar im Mai.", None),
        ("We wait for the answer […].", "Wir warten auf die Antwort. Dann sehen wir weiter, und zwar im Mai.", None),
        ("At 3 p.m. we meet at the gate.", "Um 15 Uhr treffen wir uns am Tor.", None),
        ("By 14 May 2033 they have to open.", "Bis zum 14.5.2033 müssen sie öffnen.", None),
        ("It costs 1,500,000 crowns to clean.", "Die Reinigung kostet 1,5 Millionen Kronen.", None),
        ("Nobody has looked since the 1990s.", "Seit den 90ern hat niemand nachgesehen.", None),
        ("At most ten boats go out at night.", "Nachts fahren nicht mehr als zehn Boote aus.", None),
    ],
)  # fmt: skip
def test_what_a_translation_leaves_out(
    tmp_path: Path, text: str, original: str, code: str | None
) -> None:
    words = f"text: '{text}', original: {{language: de, text: '{original}'}}, translation: {{by: source}}, language: en"
    assert said(tmp_path, (RALLY, TEN, words)) == ([code] if code else [])


@pytest.mark.parametrize(
    ("edits", "code"),
    [
        # What a claim says, and the words that assert it.
        ([("claims/owed.yml", "owes ten per cent", "has not paid the dockers"), (RALLY, TEN, "text: The port has paid the dockers.")], "other-sense"),
        ([("claims/owed.yml", "owes ten per cent", "has paid the dockers"), (RALLY, TEN, "text: The port has paid the dockers.")], None),
        ([("claims/owed.yml", "owes ten per cent", "promised it in 2019"), (RALLY, TEN, "text: In 2029 they promised it to us.")], "maybe-number"),
        ([(RALLY, TEN, "text: 'There was no vote at the gate.', gist: There was a vote.")], "other-sense"),
        ([(RALLY, TEN, "text: 'There was no vote at the gate.', gist: They went without a vote.")], None),
        ([(RALLY, TEN, "text: I cannot agree more with them., gist: She fully agrees with them.")], None),
        ([(RALLY, TEN, "text: We do not agree with them., gist: She agrees with them.")], "other-sense"),
        ([(RISE, "title: Raise the pay", "title: Publish the report"), (RALLY, NO, "text: We will publish all of it.")], "maybe-other-act"),
        ([(RISE, "title: Raise the pay", "title: Publish the report"), (RALLY, NO, "text: We will publish it only if they pay.")], None),
        ([(RISE, "title: Raise the pay", "title: Raise the pay by 2040\ndeadline: 2045-12-31")], "maybe-number"),
        ([(RISE, "title: Raise the pay", "title: Raise the pay by 2040\ndeadline: 2040-12-31")], None),
        ([(RISE, "title: Raise the pay", "title: Publish the report of 2029\ndeadline: 2040-12-31")], None),
        ([(RALLY, NO, "text: Tom Reed declined to pay so much.")], "label-in-text"),
        ([(RALLY, NO, "text: Mia Brandt declined to work so much.")], None),
        ([(RALLY, "  - {id: no,", "  - {id: same, text: They promised it in 2029., speaker: mia-brandt, said: {date: 2031-05-03}, same_as: {quote: ten, differs: It has other words.}}\n  - {id: no,"), (RALLY, TEN, "text: In 2019 they gave their word.")], "versions-differ"),
        ([(RALLY, "  - {id: no,", "  - {id: same, text: They promised it in 2029., speaker: mia-brandt, said: {date: 2031-05-03}, same_as: {quote: ten, differs: It has another year.}}\n  - {id: no,"), (RALLY, TEN, "text: In 2019 they gave their word.")], None),
        # The language of a source.
        ([(RALLY, TEN, "text: 'Los precios no han bajado, pero el pan es más caro desde mayo.'"), (RALLY, SOURCE, OF_SOURCE.format("language: pt"))], "maybe-translated"),
        ([(RALLY, TEN, "text: 'Los precios no han bajado, pero el pan es más caro desde mayo.'"), (RALLY, SOURCE, OF_SOURCE.format("language: es"))], None),
        ([(RALLY, TEN, "text: 'Ons het die water nie vir ons self gehou nie, maar dit is ook van hulle.'"), (RALLY, SOURCE, OF_SOURCE.format("language: af"))], None),
        ([(RALLY, TEN, "text: That is a step forward for us., language: en, original: {language: fr, text: C\u2019est un pas en avant pour nous.}, translation: {by: source}")], None),
        ([(RALLY, TEN, "text: That is a step forward for us., language: en, original: {language: fr, text: Ce n\u2019est pas une avancée pour nous.}, translation: {by: source}")], "maybe-translation"),
    ],
)  # fmt: skip
def test_what_the_words_say_otherwise(
    tmp_path: Path, edits: list[tuple[str, str, str]], code: str | None
) -> None:
    found = [it for it in said(tmp_path, *edits) if it != "other-number" or code == it]
    assert found == ([code] if code else [])
