"""One small text for each rule: which rule finds the speaker, and what stays unsure."""

import re
import time

import pytest

from onrecord.drafting import turns
from onrecord.drafting.descriptions import kind_of_name
from onrecord.drafting.desk_actors import DeskActors
from onrecord.drafting.find import find_quotes
from onrecord.drafting.language_words import load_language
from onrecord.drafting.mark_pairs import MarkReader, paragraphs
from onrecord.drafting.mentions import NOT_ON_DESK, PRONOUN, ROLE, SEVERAL, SPOKESMAN, WRITER
from onrecord.drafting.source_text import Candidate
from onrecord.drafting.speech import CONTESTED, DEFINED
from onrecord.drafting.turns import WEAK, WITHIN
from onrecord.drafting.written_names import explained_names, role_beside
from onrecord.editing.yaml_writer import wrapped
from onrecord.records import Actor
from onrecord.records.vocabulary import ActorKind

from . import marked_texts as texts


def found(text: str, language: str = "en") -> tuple[Candidate, ...]:
    return find_quotes(text, texts.people(), language).candidates


def words(text: str, candidate: Candidate) -> str:
    return text[candidate.start : candidate.end]


RULES = {
    "after": "“We will stay here,” Mia Brandt said.",
    "before": "Mia Brandt said: “We will stay here.”",
    "object": "Mia Brandt called the offer “an insult to us”.",
    "same sentence": "“We stay,” Mia Brandt said, “until Friday.”",
    "chain": "“We stay,” Mia Brandt said. Snow fell. “We are used to it by now.”",
    "sentence before": "Mia Brandt said she was tired. “We have waited for two years.”",
    "subject": "Mia Brandt was for a harbour that is “open to everybody in the town”.",
    "later": "“We have waited for years.” “And now we stay,” Mia Brandt said.",
    "carried on": "“We stay,” Mia Brandt said.\n\n“We have waited for two years.”",
    "colon": "Mia Brandt had a message for the port:\n\n“We have waited for two years.”",
    "signature": "“We have waited for two years.”\n\n— Mia Brandt, docker",
    "line before": "Mia Brandt, docker\n\n“We have waited for two years.”",
    "goes on": "“We stay,” Mia Brandt said. “We wait.\n\n“We have waited for two years.”",
    "block": "Mia Brandt wrote in a letter:\n\n> We have waited for two years.",
    "turn": "Mia Brandt: We stay.\n\nSam Okafor: We do not.\n\nMia Brandt: We have waited.",
    "far": "“We wait for ships,” and so, after a long night, it was decided by Mia Brandt.",
}


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_finds_its_speaker(rule: str) -> None:
    candidates = found(RULES[rule])
    if rule in ("goes on", "same sentence"):  # what goes on is a part of what it goes on from
        assert any(candidate.parts for candidate in candidates)
    else:
        assert rule in {candidate.rule for candidate in candidates}
    assert {candidate.speaker for candidate in candidates} <= {"mia-brandt", "sam-okafor"}
    assert candidates[-1].speaker == "mia-brandt"


UNSURE = {
    "“We stay,” she said.": "the text names nobody",
    "Mia Brandt nodded. “We stay,” she said.": PRONOUN,
    "“We stay,” said the mayor of Aldmoor.": ROLE,
    "“We stay,” said Rita Holm.": NOT_ON_DESK,
    "“We stay,” said a spokesman for Mia Brandt.": SPOKESMAN,
    "“We stay,” Mia Brandt's spokesman said.": SPOKESMAN,
    "“Who are you?” I asked.": WRITER,
    "“We stay,” said Mia Brandt and Sam Okafor.": SEVERAL,
    "Mia Brandt said: “We stay, whatever they say.": "a quotation mark is missing",
    "“We have waited for two years.”": "the text names no speaker",
    "“We wait for ships,” and so, after a long night, it was left to Mia Brandt.": CONTESTED,
}


@pytest.mark.parametrize("text", UNSURE)
def test_what_is_unsure_says_why(text: str) -> None:
    (candidate,) = (one for one in found(text) if one.form != "indirect")
    assert not candidate.sure
    assert UNSURE[text] in (candidate.reason or "")


def test_of_several_people_of_a_surname_none_is_taken_and_no_third_proposed() -> None:
    people = {
        "mia": Actor(name="Mia Brandt", kind="person"),
        "tom": Actor(name="Tom Brandt", kind="person"),
    }
    for text in ("“We stay,” Brandt said.", "Brandt nodded. “We stay,” she said."):
        findings = find_quotes(text, DeskActors(people), "en")
        (candidate,) = findings.candidates
        assert (candidate.speaker, candidate.sure) == (None, False)
        assert findings.unknown_names == ()
    assert found("“We stay,” Holm said.")[0].reason == NOT_ON_DESK


LABELS = (
    *("{}: ", "{}\n", "[{}] ", "<{}> ", "{} | ", "{} - ", "{}. ", "{}.— ", "{} (00:01) ", "{}  "),
    *("{}\n00:01\n", "00:01\n{}\n", "{}\t00:01\t", "**{}** ", "- **{}**\n"),
)
SPEAKERS = {
    ("Mia Brandt", "Sam Okafor"): LABELS,
    ("MIA BRANDT", "SAM OKAFOR"): ("{} ", "{}. ", "{} -- ", "{} (docker): "),
    ("Q", "A"): ("{}: ", "{}\n", "{} ", "{} - "),
    ("Mia", "Sam"): ("{}\n", "{}: "),
    ("I", "R"): ("{}: ",),
    ("mia.b", "sam"): ("{}: ", "@{}: "),
}
SAID = (
    *("I have waited here for nine days.", "And who told you to wait?", "Nobody told me to wait."),
    *("Which door, please?", "The green one. It was shut.", "That will be all for now."),
)


@pytest.mark.parametrize("gap", ["\n\n", "\n"])
@pytest.mark.parametrize("speakers", SPEAKERS)
def test_labels_of_many_layouts_begin_turns(speakers: tuple[str, str], gap: str) -> None:
    for layout in SPEAKERS[speakers]:
        turns = map("".join, zip(map(layout.format, speakers * 3), SAID, strict=True))
        text = f"A talk at the port\n\n{gap.join(turns)}\n"
        assert tuple(words(text, candidate) for candidate in found(text)) == SAID, layout


@pytest.mark.parametrize(
    "head",
    [
        "{n} — Today at 14:0{i}\n",
        "14:0{i} | {n} | ",
        "{n} says: ",
        "{n} (North) (Ind)\n",
        "14:0{i} <{n}> ",
        "{n}  9:1{i} AM\n",
        "{n}  00:0{i} – 00:1{i}\n",
        "{n} -> ",
        "{n}: 00:00:0{i}\n\n",
        "{n}: (0{i}:12)\n",
        "{n}      :       ",
        "\N{HEADPHONE} {n}: ",
        "{n} » ",
        "{n}, by telephone.— ",
        "Q{i} - {n}\n",
    ],
)
def test_a_layout_that_nobody_knew_is_read_from_the_text(head: str) -> None:
    people = ("Edna Corrigan", "Piers Lavington")
    said = ("Who pays for the quay?", "We do.", "I doubt it.", "You may ask.", "Then I will.")
    turns = "".join(
        head.format(n=people[i % 2], i=i) + each + "\n\n" for i, each in enumerate(said)
    )
    text = f"A talk at the port\n\n{turns}"
    found = find_quotes(text, DeskActors({})).candidates
    heard = [(each.name, words(text, each)) for each in found]
    assert heard == [(people[i % 2], each) for i, each in enumerate(said)]


@pytest.mark.parametrize(("sure", "reason"), [(99.0, WEAK), (-99.0, None)])
def test_turns_of_a_layout_that_is_only_a_little_likely_are_not_sure(
    sure: float, reason: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "_SURE", sure)
    heard = found("Mia Brandt: Who pays?\n\nSam Okafor: You do.\n\nMia Brandt: I doubt it.\n")
    assert [each.reason for each in heard] == [reason] * 3


TALK = (
    "Ms. Brandt: (SL) We wait for the money.\n\nMr. Reed: (DE) You will get it in May.\n\n"
    "Ms. Brandt: I doubt it.\n\n"
)
UNMARKED = (
    "The chair of the union, Mia Brandt, spoke to the Post.\n\nWhy do you strike?\n\n"
    "We have waited for two years, and I see no offer.\n\nWhat would end it?\n\n"
    "I would end it for ten per cent.\n\nWhen will you talk?\n\nWe talk daily, and I will go on.\n"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # Neither the code of a language nor how the sitting ended is said.
        (f"A sitting\n\n{TALK}The meeting rose at 11.45 a.m.\n", 3),
        # A line of the head is no turn.
        (f"Minutes of the Board: 4 May 2031\n\n{TALK}", 3),
        # Without names, who asks and who speaks of himself take turns.
        (f"Mia Brandt on the strike\n\n{UNMARKED}", 6),
    ],
)
def test_what_stands_around_turns_is_not_said(text: str, said: int) -> None:
    heard = [words(text, each) for each in find_quotes(text, DeskActors({})).candidates]
    assert len(heard) == said
    assert not {"SL", "rose", "Minutes", "Post"} & {*re.findall(r"\w+", " ".join(heard))}


# What they tell and quote is no speech of their topics, nor of what stands in their way.
ARTICLES = (
    (
        "Salt fell on Friday.\n\nBANK TALK: Many ask whether rates fall. “We wait,” Mia Brandt "
        "said.\n\nENERGY: Oil rose. “I see no end,” said Sam Okafor.\n\nENERGY: Gas fell.\n"
    ),
    (
        "All pay.\n\nArticle Continued Below\n\nMia Brandt says no. “We cannot,” she said.\n\n"
        "Article Continued Below\n\nSam Okafor came. “What should I tell them?” he asked.\n"
    ),
    (
        "Three plans\n\nMia Brandt: The mayor would like to sell the quay. She said so in May.\n\n"
        "Sam Okafor: He wants a toll. “I know who will pay,” he said.\n\n"
        "Lena Falk: Her plan is a bridge. Who pays for it, she has not said.\n"
    ),
)


@pytest.mark.parametrize(
    "text",
    [
        "What is it?\n\nA toll. I pay it.\n\nWho pays?\n\nEverybody.\n\nAnd when?\n\nIn May.",
        "Mia Brandt – director of the port\nSam Okafor – docker\nMia Brandt – also a treasurer\n",
        "10:00 Opening: Mia Brandt\n10:30 Lena Falk: The salt\n11:00 Lena Falk: Questions\n",
        "THE STRIKE\n\nIt began in May.\n\nTHE PORT\n\nIt was shut.\n\nTHE STRIKE\n\nIt ended.",
        "Minister Mia R. Brandt said no.\n\nMinister Mia R. Brandt said yes.\n\nMr. Lund. A man.",
        "Cod: 4.10 a kilo. Up a little.\nEel: none.\nCod: 4.40 for the large.\nEel: 9 at noon.\n",
        "Aldmoor: Rain. Take care.\nTarsk: Dry.\n\nAldmoor: Dry.\nTarsk: Rain by evening.\n",
        "Mia Brandt: painter, born in 1902.\nSam Okafor: poet. He wrote.\nMia Brandt: a niece.\n",
        "12' Brandt: wide.\n31' Okafor: booked.\n44' Brandt: 1-0! Could you hear it?\n",
        "Warning: Do not open it.\nNote: Your lid is hot.\nWarning: Have you switched it off?\n",
        "Talk with Mia Brandt\n\n“Why?”\n\n“We stay,” she said.\n\n“Who?”\n\n“I do,” she said.",
        *ARTICLES,
    ],
)
def test_what_only_looks_like_turns_is_none(text: str) -> None:
    assert "turn" not in {candidate.rule for candidate in found(text)}


def test_one_who_cuts_in_with_a_dash_is_quoted_with_it() -> None:
    text = (
        "Q    Is the mayor —\n\nMS. HOLM:  She stays.\n\nQ    — in her office?\n\n"
        "MS. HOLM:  I do not know.\n\nQ    Who does?\n\nMS. HOLM:  Nobody does.\n"
    )
    assert words(text, found(text)[2]) == "— in her office?"


def test_an_article_that_quotes_a_transcript_is_none() -> None:
    excerpt = "“PARTICIPANT: You raised the fares. MS. BRANDT: We had to. PARTICIPANT: Twice.”"
    article = f"The minutes are short. {excerpt} [Meeting, 4 May.]\n\n“We stay,” Mia Brandt said."
    candidates = found(article)
    assert "turn" not in {candidate.rule for candidate in candidates}
    assert "We stay," in {words(article, candidate) for candidate in candidates}


def test_a_turn_in_which_another_seems_to_begin_is_not_sure() -> None:
    text = (
        "Mia Brandt: We stay. Two points. Prime Minister Rita Holm (translated): I see.\n\n"
        "Sam Okafor: We go. I say so.\n\nMia Brandt: Yes, and I say this: it is ours.\n"
    )
    one, other, last = found(text)
    assert (one.speaker, one.sure, one.reason) == ("mia-brandt", False, WITHIN)
    assert (other.sure, last.sure) == (True, True)


MEANT = {
    "Mia Brandt": "mia-brandt",
    "Mia Lena Brandt": "mia-brandt",
    "Ms. Rivera": "ana-rivera",
    "Samuel Okafor": "sam-okafor",
    "S. Okafor": "sam-okafor",
    "Mr Okafor": "sam-okafor",
    "Karl Okafor": None,
    "Secretary Brandt": "mia-brandt",
    "Mayor Brandt": "tom-brandt",
    "the mayor of Aldmoor": "tom-brandt",
    "the foreign minister": "clara-voss",
    "the Veldland leader": "leo-hartmann",
    "the Icelandic leader": "gunnar-lind",
    "Icelandic Prime Minister Gunnar Lind": "gunnar-lind",
    "the Dock Union": "dock-union",
    "the DWU": "dock-union",
    "Harbour House": "veldland",
    "Rivera's lawyer": None,
    "a spokeswoman for the Dock Union": None,
    "North Terminal spokesman Sam Okafor": "sam-okafor",
    "her brother, Sam Okafor,": "sam-okafor",
    "the former mayor of Aldmoor": None,
    "Inês Prado": "ines-prado",
    "Ines Prado": "ines-prado",
}


@pytest.mark.parametrize("name", MEANT)
def test_whom_a_name_means(name: str) -> None:
    (candidate,) = found(f"“We will stay here,” {name} said.")
    assert candidate.speaker == MEANT[name]


@pytest.mark.parametrize("follows", ["\n\nSam Okafor waits.", " Sam Okafor waits."])
def test_whoever_begins_the_next_sentence_has_not_spoken(follows: str) -> None:
    (candidate,) = found(f"“We will stay here,” said her colleague.{follows}")
    assert (candidate.speaker, candidate.name) == (None, "her colleague")


@pytest.mark.parametrize("when", ["", " on Wednesday", " on Wednesday morning"])
def test_a_full_stop_may_stand_where_a_comma_should(when: str) -> None:
    (candidate,) = found(f"“We will stay here for ten days.” Mia Brandt said{when}.")
    assert candidate.speaker == "mia-brandt"


def test_roles_are_those_of_the_day() -> None:
    text = "“We will stay here,” the foreign minister said."
    for day, speaker in (("2031-05-03", "clara-voss"), ("2031-08-01", "jonas-weil")):
        (candidate,) = find_quotes(text, texts.people(on=day)).candidates
        assert candidate.speaker == speaker


def test_whose_president_the_text_does_not_say() -> None:
    text = "“We will stay here,” the president said."
    (candidate,) = find_quotes(text, texts.people("veldland")).candidates
    assert candidate.speaker == "leo-hartmann"


UNKNOWN: dict[str, ActorKind] = {
    "Rita Holm": "person",
    "Aldmoor University": "organisation",
    "Norway": "state",
    "Department of the Environment": "organisation",
    "Ministry of Defence": "organisation",
    "Office of the Prime Minister": "organisation",
    "Bank of England": "organisation",
    "Rail Workers' Union": "organisation",
    "National Farmers’ Union": "organisation",
    "Women's Institute": "organisation",
    max(load_language("en").demonyms["european"], key=len): "bloc",
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_names_that_the_desk_does_not_have(name: str) -> None:
    the = "the " if " of " in name or name.endswith(("Union", "Institute")) else ""
    text = f"“We will stay here,” {the}{name} said. “All of us,” {the}{name} added."
    (unknown,) = find_quotes(text, texts.people()).unknown_names
    assert (unknown.name, unknown.kind) == (name, UNKNOWN[name])
    assert text[unknown.start : unknown.end] == f"{the}{name}"
    assert unknown.start < 40


def test_an_actor_of_several_labels_is_proposed_once() -> None:
    labels = ("Aide to the Director Yuri Orlov", "Q", "Yuri Orlov") * 2
    text = "\n\n".join(f"{label}: We are ready, I think." for label in labels)
    (unknown,) = find_quotes(text, texts.people()).unknown_names
    assert unknown.name == "Yuri Orlov"


CAPITALS = {
    "JOANNE PIKE|NADIA OKORO|PIKE|OKORO": ["Joanne Pike", "Nadia Okoro"],
    "MS. MCKENNA|DR. O'BRIEN-LEE|ANNA VAN DER LUND": [
        "Ms. McKenna",
        "Dr. O'Brien-Lee",
        "Anna van der Lund",
    ],
    "THE CHAIR|MAYOR BOONE OF THE DWU": ["The Chair", "Mayor Boone of the DWU"],
    "MR. BRUN|MS. BRUN": ["Karl Brun", "Anna Brun"],
}


@pytest.mark.parametrize("labels", CAPITALS)
def test_names_in_capitals_are_proposed_as_names_are_written(labels: str) -> None:
    turns = "\n\n".join(f"{label}: The DWU is ready, I think." for label in labels.split("|") * 2)
    findings = find_quotes(f"Karl Brun and Anna Brun met here.\n\n{turns}", texts.people())
    assert [each.name for each in findings.unknown_names] == CAPITALS[labels]
    assert {each.name for each in findings.candidates} == {*CAPITALS[labels]}


@pytest.mark.parametrize("owner", ["Department of the Environment", "Bank of Veldland", "Harbo"])
def test_an_unnamed_spokesman_is_no_part_of_a_name(owner: str) -> None:
    text = f"A spokesman for the {owner} said that it was “aware of the situation”."
    findings = find_quotes(text, texts.people())
    (unknown,) = findings.unknown_names
    assert (unknown.name, unknown.kind) == (f"Spokesman for the {owner}", "unnamed")
    assert findings.candidates[0].speaker is None
    (candidate,) = found(f"“We will stay here,” said Rita Holm of the {owner}.")
    assert candidate.name == "Rita Holm"


BODIES = {
    "“We had no choice,” the foreign affairs ministry said.": ["Foreign affairs ministry"],
    "“We had no choice,” the dockers’ union said.": ["Dockers’ union"],
    "“We had no choice,” the council said.": [],
    "“We had no choice,” the chief of the union said.": [],
}


@pytest.mark.parametrize("text", BODIES)
def test_bodies_without_capitals_are_proposed_as_actors(text: str) -> None:
    unknown = find_quotes(text, DeskActors({})).unknown_names
    assert [each.name for each in unknown] == BODIES[text]
    assert {each.kind for each in unknown} <= {"organisation"}


def test_an_interrupted_utterance_is_one_candidate() -> None:
    text = "“We stay,” Mia Brandt said. “We wait.”"
    (candidate,) = found(text)
    assert [text[start:end] for start, end in candidate.parts] == ["We stay,", "We wait."]
    assert words(text, candidate) == text[1:-1]


FORMS = {
    "“We will stay here until Friday,” Mia Brandt said.": "direct",
    "Mia Brandt said: “No.”": "direct",
    "Mia Brandt said they would “stay here until Friday”.": "partial",
    "“We will stay here until —” Mia Brandt began.": "partial",
    "“We will stay —” Mia Brandt said, “until Friday.”": "direct",
    "‘It’s chaos’, said Mia Brandt.": "direct",
    "Mia Brandt said: “Never again”.": "direct",
    "Mia Brandt called it “Chaos”, and left.": "partial",
    "Mia Brandt: We will stay until –\n\nSam Okafor: Go on.\n\nMia Brandt: Friday.": "partial",
}


@pytest.mark.parametrize("text", FORMS)
def test_whole_sentences_are_direct_and_parts_are_partial(text: str) -> None:
    assert found(text)[0].form == FORMS[text]


MARKS = {
    'He said "one" and "two".': ["one", "two"],
    "‘The workers’ demands,’ she said, ‘aren’t new.’": ["The workers’ demands,", "aren’t new."],
    "the '90s and rock 'n' roll": [],
    "« un » et «\u00a0deux\u00a0»": ["un", "deux"],
    "»eins« und »zwei«": ["eins", "zwei"],
    "„eins“ und „zwei”": ["eins", "zwei"],
    "``one'' and ''two''": ["one", "two"],
    "“one ‘two’ three”": ["one ‘two’ three"],
    "“one “two” three”": ["one “two” three"],
    '"open to the end': ["open to the end"],
    '"never closed and "one"': ["one"],
    '<a href="x">"one"</a>': ["one"],
    '"""""" "one"': ["one"],
    '"" “ ” « »': [],
}


@pytest.mark.parametrize("text", MARKS)
def test_words_between_marks(text: str) -> None:
    quotes = MarkReader(text, frozenset({"n"})).read(paragraphs(text))
    assert [text[slice(*quote.words)] for quote in quotes] == MARKS[text]


def test_lines_that_are_wrapped_by_hand_are_one_paragraph() -> None:
    text = "The port\nis closed and\nnobody\nknows why.\n\nIt is\ncold."
    assert [text[slice(*span)].rsplit(maxsplit=1)[-1] for span in paragraphs(text)] == [
        "why.",
        "cold.",
    ]


@pytest.mark.parametrize("sign", ["“", "a", "\n"])
def test_a_megabyte_of_one_sign_takes_no_time(sign: str) -> None:
    text = sign * 1_000_000
    started = time.process_time()
    found(text)
    assert time.process_time() - started < 30  # in steps that grow with its square: a day


@pytest.mark.parametrize(
    "pattern",
    [
        *('"a" ', "“A,” he said. ", "‘’", "A: b\n", "Brandt, ", ". A b("),
        *('the so-called "a b c" thing, ', "Bank of ", "Ann Lee and ", "Ann/Ian "),
    ],
)
def test_time_grows_with_the_length(pattern: str) -> None:
    """No pattern of ours goes back and forth over such a text: calls would not show that."""

    def growth() -> float:
        spent = []
        for length in (1_000, 8_000):
            started = time.process_time()
            found((pattern * length)[:length])
            spent.append(time.process_time() - started)
        return spent[1] / max(spent[0], 0.01)

    assert any(growth() < 15 for _ in range(3))  # other work may slow one of them


def test_the_same_text_gives_the_same() -> None:
    text = texts.marked_texts("wire")[0]
    assert text.find() == text.find()


@pytest.mark.parametrize(
    ("name", "text", "role"),
    [
        ("Ida Holm", "Norwegian Prime Minister Ida Holm said", ("Prime Minister", "Norway")),
        ("Ida Holm", "as Norway’s foreign minister Ida Holm said", ("Foreign minister", "Norway")),
        ("Ida Holm", "The IDU Secretary General Ida Holm", ("Secretary General", "IDU")),
        ("Vice President Holm", "VICE PRESIDENT HOLM: Yes.", ("Vice President", "")),
        ("Ida Holm", "the former minister Ida Holm; Minister Ida Holmes", None),
        ("Ida Holm", "Mrs Ida Holm. Then-mayor Ida Holm", None),
        ("Ida Holm", "He thanked the minister. Ida Holm, too.", None),
        ("Ida Holm", "The minister:\nIda Holm", None),
        (
            "Ida Holm",
            "Ida Holm, the Norwegian transport minister.",
            ("Transport minister", "Norway"),
        ),
        ("Ida Holm", "Ida Holm, 40, leader of the Port Union, said", ("Leader", "Port Union")),
        ("Ida Holm", "Ida Holm (minister of work and health)", ("Minister of work and health", "")),
        (
            "Ida Holm",
            "and the finance minister of Osland, Ida Holm.",
            ("Finance minister of Osland", ""),
        ),
        ("Ida Holm", "The Norwegian minister, Ida Holm, said", ("Minister", "Norway")),
        (
            "Ida Holm",
            "On Monday Dock and Ferry Workers Union President Ida Holm said",
            ("President", "Dock and Ferry Workers Union"),
        ),
        (
            "Ida Holm",
            "Ida Holm, chair of the Port Union branch that meets at the old ferry hall in Oslo.",
            ("Chair of the Port Union branch that meets at the old ferry hall in Oslo", ""),
        ),
        (
            "Ida Holm",
            "Ida Holm, chair of the Dock Workers’ Union (DWU), and",
            ("Chair", "Dock Workers’ Union"),
        ),
        ("Ida Holm", "Ida Holm, the council’s director of ports.", ("Director of ports", "")),
        ("Ida Holm", "Ida Holm, the father’s minister.", None),
        ("Ida Holm", "He met the minister, and then Ida Holm. In Oslo, Ida Holm", None),
        ("Ida Holm", "Ida Holm, former minister; Ida Holm, minister until May,", None),
        ("Ida Holm", "Ida Holm, President Tom Beck and Ida Holm, minister said", None),
    ],
)
def test_the_role_beside_a_name(name: str, text: str, role: tuple[str, str] | None) -> None:
    found = role_beside(name, text, load_language("en"))
    assert (found and (found.title, "".join(found.of))) == role


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Mary Quill", "person"),
        ("Zed Quill", "person"),  # whom the text calls a senator
        ("Xyr Zee", None),
        ("Ministry of Ports", "organisation"),
        ("Dock Workers Union", "organisation"),
        ("Norway", "state"),
        ("a spokesman for the port", "unnamed"),
        ("Harbour Watch", None),
        ("", None),
    ],
)
def test_what_kind_of_actor_a_name_is(name: str, kind: str | None) -> None:
    text = "Senator Quill said so. Xyr Zee, of Aldmoor, did not."
    assert kind_of_name(name, text, load_language("en")) == kind


def test_initials_that_a_text_explains_mean_the_whole_name() -> None:
    text = "The Rail and Transport Union (RTU) met. “We stay,” the RTU said."
    [quote] = find_quotes(text, texts.people(), "en").candidates
    assert quote.name == "Rail and Transport Union"
    explained = {
        "la Confédération générale du travail (CGT)": "Confédération générale du travail",
        "Immigration, Refugees and Citizenship Canada (IRCC)": (
            "Immigration, Refugees and Citizenship Canada"
        ),
        "the board of the port (ABC), the Dock Union (PORT)": None,
    }
    for words, name in explained.items():
        assert explained_names(f"He asked {words}.") == (
            {words[-4:-1].lstrip("("): name}
            if words.endswith("(CGT)")
            else {"IRCC": name}
            if name
            else {}
        )


def test_a_shorter_name_that_a_text_explains_means_the_whole() -> None:
    text = "Harbour Rail plc (“Harbour”), North AG (the “Seller”) and he said (“Never”) no."
    assert explained_names(text) == {"Harbour": "Harbour Rail plc"}


def test_a_body_is_also_meant_by_a_shorter_name_that_the_desk_has() -> None:
    names = [{"name": "Brandt"}]
    rail = Actor.model_validate({"name": "Brandt Rail plc", "kind": "organisation", "names": names})
    text = "Brandt Rail runs the trains. Brandt said on Monday that it would stop."
    [said] = find_quotes(text, DeskActors({"rail": rail})).candidates
    assert said.speaker == "rail"
    # Not by a word that is somebody's surname.
    text = "Tom Brandt was there on Monday. Brandt said that he would stop."
    assert not find_quotes(text, DeskActors({"rail": rail})).candidates


def test_a_shorter_name_in_brackets_is_no_speech() -> None:
    text = (
        "Harbour Rail AG (“Harbour”) and North plc (the “Seller” or “North”) said they would merge."
        " Mia Brandt said no (“Never again will we do this”)."
    )
    found = find_quotes(text, texts.people(), "en")
    assert [words(text, quote) for quote in found.candidates if quote.form != "indirect"] == [
        "Never again will we do this"
    ]
    assert {each.why for each in found.left_out} == {DEFINED}


def test_a_quote_of_a_book_is_wrapped_in_no_time() -> None:
    said = "We will stay until they pay. " * 10_000
    began = time.process_time()
    lines = list(wrapped(said.strip(), 90))
    assert time.process_time() - began < 30
    assert " ".join(lines) == said.strip()
    assert max(map(len, lines)) <= 90
