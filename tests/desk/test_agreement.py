"""What two places say of one thing agrees, or it is reported; what may both be right is not."""

# ruff: noqa: E501 - lines of YAML as they are

from datetime import date
from pathlib import Path

import pytest
from babel import Locale

from onrecord.desk.checks.meanings import numbers_counted
from onrecord.desk.load import load_desk
from onrecord.desk.settings import Coverage, Settings
from onrecord.records import PartialDate
from onrecord.records.dates import MONTH_NAMES, dates_named, days_named

from .test_repeats import CLAIM, FILES, QUOTES, codes

RALLY, TITLE = "articles/rally.yml", "title: A rally at the harbour\n"
SOURCE, TEN = "published: 2031-05-09}", "text: We want ten per cent for each docker."
RISE, OWED, BRANDT = "demands/pay-rise.yml", "claims/owed.yml", "actors/mia-brandt.yml"
URL = SOURCE.replace("}", ", url: {}}}")
WEB = "https://web.archive.org/web/20310510000000/https://post.example/{}"
OURS = CLAIM.format("asserted", "dock-union", "ten")
WEEK = "briefings/week.yml"
BRIEF = "since: 2031-05-01\nuntil: 2031-05-09\nbottom_line: They want {} per cent.\nevidence: rally#ten\n"
GATE = "gate: {{name: Gate, date: 2031-05-03, dates_given: {{date: {}, quote: rally#day}}}}\n"
DAY = "  - {id: day, text: We met on 4 May at the gate., speaker: tom-reed, said: {date: 2031-05-07}}\n"


def reported(folder: Path, *edits: tuple[str, str, str]) -> list[str]:
    """The codes of what is said once each file has something else, or is there at all."""
    files = dict(FILES)
    for name, old, new in edits:
        assert old in files.get(name, "")
        files[name] = files.get(name, "").replace(old, new, 1) if old else new
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    coverage = Coverage(PartialDate.parse("2031-05"), PartialDate.parse("2031-06"))
    return [it.code for it in load_desk(Settings(folder, coverage)).diagnostics]


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        # Names that are none.
        (BRANDT, "name: Mia Brandt", "name: 'Mia Brandt, chair'", "placeholder"),
        (BRANDT, "name: Mia Brandt", "name: spokesperson", "placeholder"),
        (BRANDT, "name: Mia Brandt", "name: Mia Brandt (Dock Union)", "placeholder"),
        (BRANDT, "name: Mia Brandt", "name: ibid.", "placeholder"),
        (BRANDT, "name: Mia Brandt", "name: 'Mia Brandt, Jr.'", None),
        (BRANDT, "name: Mia Brandt", "name: Ida Holm", "copied"),
        (BRANDT, "name: Mia Brandt", "name: Ida Holm\nsummary: Mia until 2030.", None),
        (BRANDT, "kind: person", "kind: person\nin_sentence: the Port", "copied"),
        (BRANDT, "title: Chair", "title: Dock Union", "copied"),
        ("", "speaker: mia-brandt", "speaker: mia-brandt, speaking_as: Tom Reed", "role-of-another"),
        ("", TEN, TEN + ", gist: We want more.", "words-repeated"),
        ("", TEN, TEN + ", gist: They want what “we want” means.", None),
        # Topics.
        ("", TEN, TEN + ", about: pay", None),
        ("", TEN, TEN + ", about: [work, pay]", None),
        ("", TEN, TEN + ", about: work", "other-topic"),
        # Numbers.
        ("", TEN, TEN + ", gist: The union asks for 10 % more.", None),
        ("", TEN, TEN + ", gist: The union has asked three times for ten per cent.", None),
        ("", TEN, TEN + ", gist: The union asks for twelve per cent more.", "other-number"),
        (RISE, "Raise the pay", "Raise the pay by ten per cent", None),
        (RISE, "Raise the pay", "Raise the pay by 20 per cent", "other-number"),
        (OWED, "owes ten", "owes eleven", "other-number"),
        # Whose claim.
        ("", OURS, OURS + CLAIM.format("denied", "port-authority", "no"), None),
        # Demands.
        (RISE, "strength: demand", "strength: demand\ndeadline: 2031-06-01\noutcome: {value: not_fulfilled, assessed_on: 2031-06-02}", None),
        (RISE, "strength: demand", "strength: demand\ndeadline: 2031-06-01\noutcome: {value: partial, assessed_on: 2031-05-20}", None),
        (RISE, "strength: demand", "strength: demand\ndeadline: 2031-06-01\noutcome: {value: not_fulfilled, assessed_on: 2031-05-20}", "unlikely-date"),
        (OWED, "kind: opinion", "against: port-authority\nkind: opinion\nreplies: {by: port-authority, reply: none_found, searched_through: 2031-06-30}", None),
        (OWED, "kind: opinion", "against: port-authority\nkind: opinion\nreplies: {by: port-authority, reply: none_found, searched_through: 2031-07-30}", "outside-coverage"),
        # Briefings and events.
        (WEEK, "", BRIEF.format("ten"), None),
        (WEEK, "", BRIEF.format("twelve"), "maybe-number"),
        (WEEK, "", BRIEF.format("ten") + "date: 2031-05-09\n", None),
        (WEEK, "", BRIEF.format("ten") + "date: 2031-04-09\n", "unlikely-date"),
        # Addresses.
        ("", SOURCE, URL.format("https://post.example/2"), None),
        ("", SOURCE, URL.format("https://post.example/?p=2"), None),
        ("", SOURCE, URL.format("https://post.example/"), None),  # no other article says more
        ("", SOURCE, URL.format("https://www.google.com/search?q=rally"), "wrong-address"),
        ("", SOURCE, URL.format("https://post.example/a-rally-at-the…"), "wrong-address"),
        ("", SOURCE, URL.format("https://post.example/2, archive_url: 'https://web.archive.org/web/*/https://post.example/2'"), "wrong-address"),
        ("", SOURCE, URL.format(f"https://post.example/2, archive_url: '{WEB.format(3)}'"), "wrong-address"),
        ("", SOURCE, URL.format(f"https://post.example/2?utm_source=x, archive_url: '{WEB.format('2/')}'"), None),
        # Names.
        (BRANDT, "kind: person", "kind: person\nsort_name: Brandt, Mia", None),
        (BRANDT, "kind: person", "kind: person\nsort_name: Reed, Tom", "copied"),
        # Outlets.
        ("", "Harbour Post, published: 2031-05-09}", "Port Authority, published: 2031-05-09, party: port-authority}", None),
        ("", "Harbour Post, published: 2031-05-09}", "Port Authority, published: 2031-05-09, party: dock-union}", "other-outlet"),
        # Originals and corrections.
        ("", TEN, TEN + ", original: {language: pt}, translation: {by: source}", None),
        ("", TEN, TEN + ", language: en, original: {language: pt}, translation: {by: none}", "maybe-translated"),
        ("", QUOTES, "corrections: [{date: 2031-05-10, item: ten, field: text, was: nine, now: ten, kind: wording, whose: desk}]\n" + QUOTES, None),
        ("", QUOTES, "corrections: [{date: 2031-05-10, item: ten, field: text, was: ten, now: ten, kind: wording, whose: desk}]\n" + QUOTES, "correction-differs"),
        ("", QUOTES, "added: 2031-05-12\ncorrections: [{date: 2031-05-10, item: ten, field: text, was: nine, now: ten, kind: wording, whose: desk}]\n" + QUOTES, "unlikely-date"),
    ],
)  # fmt: skip
def test_two_places(tmp_path: Path, name: str, old: str, new: str, code: str | None) -> None:
    found = reported(
        tmp_path, (name or RALLY, old, new), ("topics.yml", "pay:", "work: {name: Work}\npay:")
    )
    assert found == ([code] if code else [])


@pytest.mark.parametrize(
    ("given", "dates", "code"),
    [
        ("Chair", "from: 2031-05-04, of: port-authority", "role-of-another"),
        ("Chair", "from: 2031-05", None),
        ("Former chair", "from: 2031-05", "role-of-another"),
        ("Former chair", "to: 2031-04", None),
        ("Spokesman of the union", "from: 2031-05", None),
    ],
)
def test_a_title_of_another_time(tmp_path: Path, given: str, dates: str, code: str | None) -> None:
    quote = f"  - {{id: third, text: They met., speaker: ida-holm, speaking_as: {given}, said: {{date: 2031-05-03}}}}\n"
    title = "Chair" if "of:" in dates else "Chair, of: dock-union"
    holm = f"name: Ida Holm\nkind: person\nroles: [{{title: {title}, {dates}}}]\n"
    found = reported(tmp_path, ("actors/ida-holm.yml", "", holm), (RALLY, QUOTES, QUOTES + quote))
    assert found == ([code] if code else [])


def test_who_is_translated_everywhere_else(tmp_path: Path) -> None:
    quote = "  - {{id: q{}, text: They met {} men., speaker: tom-reed, said: {{date: 2031-05-03}}, original: {{language: pt}}}}\n"
    other = FILES[RALLY].split(QUOTES)[0].replace("A rally", "Talks") + QUOTES
    other += "".join(quote.format(number, number) for number in range(3))
    assert reported(tmp_path, ("articles/talks.yml", "", other)) == ["maybe-original"]
    said = "speaker: tom-reed", "speaker: tom-reed, language: en"
    assert reported(tmp_path, ("articles/talks.yml", "", other), (RALLY, *said)) == []


def test_an_event_that_is_there_twice(tmp_path: Path) -> None:
    events = ("events.yml", "", "gate: {name: Meeting at the gate, date: 2031-05-03}\n")
    for day, found in (("2031-05-03", ["copied"]), ("2031-05-08", [])):
        event = f"event: {{name: Meeting at the gate, date: {day}}}\n{QUOTES}"
        assert reported(tmp_path, events, (RALLY, QUOTES, event)) == found


def test_a_locator_in_the_source_of_another_article(tmp_path: Path) -> None:
    other = "title: The gate\nsource: {publisher: Wire, published: 2031-05-09, url: 'https://wire.example/2'}\n"
    source = SOURCE, URL.format("https://post.example/1")
    for url, found in (("https://wire.example/2#a", ["copied"]), ("https://post.example/1#b", [])):
        edits = (RALLY, *source), (RALLY, TEN, f"{TEN}, locator: {{url: '{url}'}}")
        assert reported(tmp_path, ("articles/gate.yml", "", other), *edits) == found


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2031-05-04", None),  # as the words say
        ("2031-05-05", "unlikely-date"),
        ("2031-05", None),
    ],
)
def test_a_date_given_is_in_the_words(tmp_path: Path, day: str, code: str | None) -> None:
    edits = ("events.yml", "", GATE.format(day)), (RALLY, QUOTES, QUOTES + DAY)
    assert reported(tmp_path, *edits) == ([code] if code else [])


def test_who_denies_their_own_claim(tmp_path: Path) -> None:
    for day, found in (("2031-05-03", ["names-itself"]), ("2031-05-07", [])):
        quote = f"  - {{id: fair, text: They pay., speaker: mia-brandt, said: {{date: {day}}}}}\n"
        denied = OURS + CLAIM.format("denied", "mia-brandt", "fair")
        assert reported(tmp_path, (RALLY, QUOTES, QUOTES + quote), (RALLY, OURS, denied)) == found


def test_an_address_of_a_whole_site(tmp_path: Path) -> None:
    other = "title: The gate\nsource: {publisher: Wire, published: 2031-05-09, url: 'https://post.example/2'}\n"
    edit = RALLY, SOURCE, URL.format("https://post.example/")
    assert reported(tmp_path, ("articles/gate.yml", "", other), edit) == ["wrong-address"]


@pytest.mark.parametrize(
    ("title", "event", "code"),
    [
        ("A rally on 7 May 2031", "2031-05-07", None),
        ("A rally on 7 May 2031", "2031-05-03", None),  # the day of the report, say
        ("A rally on 7 May", "2031-04-07", "unlikely-date"),
        ("A rally on 7 May 2031", "2030-05-07", "unlikely-date"),
        ("A rally", "2031-04-08", "maybe-month"),
        ("A rally", "2031-03-08", None),
        ("A rally", "2031-04-02", None),
    ],
)
def test_the_day_of_an_event(tmp_path: Path, title: str, event: str, code: str | None) -> None:
    said = (
        FILES[RALLY]
        .replace(", said: {date: 2031-05-03}", "")
        .replace(", said: {date: 2031-05-04}", "")
    )
    new = said.replace(TITLE, f"title: {title}\nevent: {{name: Rally, date: {event}}}\n")
    codes_ = reported(tmp_path, (RALLY, FILES[RALLY], new))
    assert [it for it in codes_ if it not in ("said-long-before", "outside-coverage")] == (
        [code] if code else []
    )


@pytest.mark.parametrize(
    ("response", "words", "code"),
    [
        ("rejected", "The port will not pay so much.", None),
        ("accepted", "The port will not pay so much.", "maybe-other-act"),
        ("accepted", "We will not wait, but pay.", None),
        ("accepted", "We agree, and will never speak of it again.", None),
        ("rejected", "Yes, we agree to pay.", "other-act"),
        ("rejected", "We agree that something is due, but not so much.", None),
    ],
)
def test_an_answer_that_its_words_contradict(
    tmp_path: Path, response: str, words: str, code: str | None
) -> None:
    rally = FILES[RALLY].replace("The port will not pay so much.", f'"{words}"')
    rally = rally.replace("response: rejected", f"response: {response}")
    assert reported(tmp_path, (RALLY, FILES[RALLY], rally)) == ([code] if code else [])


MARKED = "note: They write “{}”.\nsource:"
LEAFLET = BRIEF.format("ten").replace("They want ten per cent.", "{}")
ASKED = "kind: opinion\nagainst: port-authority\nreplies: {{by: port-authority, reply: none_found, searched_through: {}, asked_on: {}}}"
OUTCOME = "strength: demand\noutcome: {{value: {}, assessed_on: {}, evidence: rally#{}}}"
BEFORE = "title: Lower the dues\nby: {}\nto: port-authority\ntopic: pay\naction: do\nstrength: demand\naccept: demand-never-stated\n"
FIXED = "corrections: [{{date: 2031-05-10, item: ten, field: {}, was: nine, now: {}, kind: {}, whose: desk}}]\n"


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        # A number of something else.
        ("", TEN, "form: indirect, text: “They ask for 48 hours.”, gist: They want 48 hours.", None),
        ("", TEN, "form: indirect, text: “They ask for 48 hours.”, gist: They want two days.", None),
        ("", TEN, "form: indirect, text: “They ask for 48 hours.”, gist: They want 48 days.", "other-number"),
        ("", TEN, "form: indirect, text: They ask for $12 bn and 12 billion euros., gist: They want €12 billion.", None),
        ("", TEN, "form: indirect, text: They ask for 12 billion euros., gist: They want €12 million.", "other-number"),
        ("", TEN, "form: indirect, text: It costs $12., gist: It costs 12 €.", "other-number"),
        ("", TEN, "form: indirect, text: They ask for it before 2034., gist: They want it by 2033.", "maybe-number"),
        ("", TEN, "form: indirect, text: They ask for it before 2034., gist: They want it by 2034.", None),
        ("", TEN, "form: indirect, text: It costs 4.5 million a year., gist: It costs 4.5 billion.", "other-number"),
        ("", TEN, "form: indirect, text: It costs 4.5 million a year., gist: It costs nearly 5 million.", None),
        ("", TEN, "form: indirect, text: 'They ask for 3,200 men.', gist: They want over 3.1 thousand men.", None),
        ("", TEN, "form: indirect, text: 'They ask for 3,200 men.', gist: They want forty men.", "other-number"),
        ("", TEN, "form: indirect, text: They ask for 30 men in two weeks., gist: They want thirty men in 14 days.", None),
        ("", TEN, "form: indirect, text: They ask for 30 men in two weeks., gist: They want 30 men in 3 weeks.", "other-number"),
        # Numbers in several words are not worked out, and a unit may be left out the second time.
        ("", TEN, "form: indirect, text: A hundred and twenty jobs will go., gist: They lose 120 jobs.", None),
        ("", TEN, "form: indirect, text: Two hundred and fifty people wait., gist: They have 250 people there.", None),
        ("", TEN, "form: indirect, text: Two dozen wells are dry., gist: They say that 24 wells are dry.", None),
        ("", TEN, "form: indirect, text: Il faut quatre-vingt-dix euros., gist: They want 90 euros.", None),
        ("", TEN, "form: indirect, text: Il faut deux cents emplois., gist: They want 200 emplois.", None),
        ("", TEN, "form: indirect, text: Five thousand men wait., gist: They say that 6000 men wait.", "other-number"),
        ("", TEN, "form: indirect, text: They say three storeys. Their drawing shows six., gist: They want six storeys.", None),
        ("", TEN, "form: indirect, text: They say three storeys. Their drawing shows six., gist: They want four storeys.", "other-number"),
        # A day may be counted from another.
        ("", TEN, "form: indirect, text: Give us a week from 15 May., gist: They have until 22 May.", None),
        ("", TEN, "form: indirect, text: Give us until 15 May., gist: They have until 22 May.", "other-number"),
        # What was done on a day after the source.
        ("", "source:", "summary: Mia Brandt spoke on 7 May 2032.\nsource:", "unlikely-date"),
        ("", "source:", "summary: Mia Brandt spoke in May 2031 of a port that is to open in 2040.\nsource:", None),
        ("", "source:", "note: Tom Reed resigned on 7 June 2031.\nsource:", None),
        ("", "source:", "note: Tom Reed resigned in 2033.\nsource:", "unlikely-date"),
        # Words that nobody said.
        ("", "source:", MARKED.format("We want ten per cent for each docker"), None),
        ("", "source:", MARKED.format("We want ten per cent […] for each docker"), None),
        ("", "source:", MARKED.format("The gate is closed for today"), None),  # words of the source
        ("", "source:", MARKED.format("We want ten per cent for every docker"), "misquoted"),
        ("", "source:", MARKED.format("the docker will want ten for each"), None),
        ("", TEN, "form: indirect, text: 'They ask for 1,5 billion euros.', gist: They want €1.5bn.", None),
        (WEEK, "", LEAFLET.format("Brandt wants “ten per cent for each docker”."), None),
        (WEEK, "", LEAFLET.format("Brandt wants “the gate closed for today”."), "misquoted"),
        (WEEK, "", LEAFLET.format("On 3 May Mia Brandt said that she wants ten."), None),
        (WEEK, "", LEAFLET.format("On 2 May Mia Brandt said that she wants ten."), "maybe-evidence"),
        (WEEK, "", LEAFLET.format("Tom Reed said that the union wants ten."), "maybe-evidence"),
        (WEEK, "", LEAFLET.format("The Dock Union said that it wants ten."), None),
        (WEEK, "", LEAFLET.format("The union wants ten per cent for 300 men."), "maybe-evidence"),
        ("", "source:", "summary: Mia Brandt says that the port owes ten per cent.\nsource:", None),
        ("", "source:", "summary: The port owes ten per cent.\nsource:", "claim-as-fact"),
        ("", "source:", "summary: We want ten per cent for each docker.\nsource:", "words-repeated"),
        # Outcomes, searches and what a demand is related to.
        (RISE, "strength: demand", OUTCOME.format("partial", "2031-05-09", "no"), None),
        (RISE, "strength: demand", OUTCOME.format("partial", "2031-05-03", "no"), "unlikely-date"),
        (OWED, "kind: opinion", ASKED.format("2031-05-20", "2031-05-19"), None),
        (OWED, "kind: opinion", ASKED.format("2031-05-20", "2031-05-21"), "search-before-demand"),
        (OWED, "kind: opinion", ASKED.format("2031-05-20", "2031-05-02"), "act-before-first"),
        (WEEK, "", BRIEF.format("ten").replace("05-09", "06-09"), None),
        (WEEK, "", BRIEF.format("ten").replace("05-09", "07-09"), "outside-coverage"),
        # Letters of another alphabet.
        (BRANDT, "kind: person", "kind: person\nnames: [{name: Миа Брандт, language: ru, kind: alias}]", None),
        (BRANDT, "kind: person", "kind: person\nnames: [{name: Миа Брандт, language: en, kind: alias}]", "other-script"),
        (BRANDT, "kind: person", "kind: person\nnames: [{name: NLR, language: ru, kind: alias}]", None),
        (BRANDT, "kind: person", "kind: person\nnames: [{name: Mia, language: ru-RU, kind: alias}]", "other-script"),
        (BRANDT, "kind: person", "kind: person\nnames: [{name: Миа Брандт, language: en, kind: transliteration}]", None),
        ("", TEN, TEN + ", original: {language: ru, text: Мы хотим десять.}", None),
        ("", TEN, TEN + ", original: {language: ru, text: Quere mos dez por cento.}", "other-script"),
        ("", TEN, TEN + ", original: {language: ja, text: 十 パーセント を 求めます。}", None),
        # Corrections of a kind.
        ("", QUOTES, FIXED.format("text", "ten", "translation") + QUOTES, None),
        ("", QUOTES, FIXED.format("text", "ten", "date") + QUOTES, "correction-field"),
        ("", QUOTES, FIXED.format("said.date", "2031-05-03", "date") + QUOTES, None),
        ("", QUOTES, FIXED.format("speaker", "mia-brandt", "wording") + QUOTES, "correction-field"),
        # Who publishes what.
        ("", SOURCE, URL.format("https://post.example/opinion/2, genre: opinion"), None),
        ("", SOURCE, URL.format("https://post.example/opinion/2, genre: news_report"), "maybe-genre"),
        # What is no speech.
        ("", TEN, TEN.replace(".", ". (Applause.)"), "label-in-text"),
        ("", TEN, TEN.replace(".", ". (Laughing is free.)"), None),
        ("", TEN, "text: 'Mia Brandt at the gate. Photo: Ida Holm'", "label-in-text"),
        ("", SOURCE, SOURCE.replace("}", ", headline: We want ten per cent for each docker}"), "words-repeated"),
        ("", SOURCE, SOURCE.replace("}", ", headline: “We want ten per cent for each docker”}"), None),
        # Notes and gists.
        ("", "quote: no}", "quote: no, note: He rejected it twice.}", None),
        ("", "quote: no}", "quote: no, note: He accepted it at once.}", "maybe-other-act"),
        ("", "quote: no}", "quote: no, note: 'He accepted it in May, and rejected it now.'}", None),
    ],
)  # fmt: skip
def test_our_own_words(tmp_path: Path, name: str, old: str, new: str, code: str | None) -> None:
    assert reported(tmp_path, (name or RALLY, old, new)) == ([code] if code else [])


def test_a_demand_that_is_a_part_of_one_of_the_other_side(tmp_path: Path) -> None:
    ports = ["names-itself", "other-maker"]  # Tom Reed speaks for the port
    for by, found in (("dock-union", []), ("mia-brandt", []), ("port-authority", ports)):
        before = BEFORE.format(by).replace("to: port-authority", "to: tom-reed")
        edit = RISE, "topic: pay", "topic: pay\npart_of: dues"
        said = reported(tmp_path, ("demands/dues.yml", "", before), edit)
        assert [code for code in said if code != "demand-never-stated"] == found


def test_key_words_of_another_demand(tmp_path: Path) -> None:
    row = "  - {{demand: dues, act: stated, by: dock-union, quote: ten, phrase: {}}}\n"
    for phrase, found in (("each docker", []), ("ten per cent", ["copied"])):
        edits = ("demands/dues.yml", "", BEFORE.format("dock-union").replace("accept", "note"))
        rows = FILES[RALLY].replace(
            "quote: ten}\nresponses", "quote: ten, phrase: ten per cent}\nresponses"
        )
        rows = rows.replace("responses:", row.format(phrase) + "responses:")
        assert reported(tmp_path, edits, (RALLY, FILES[RALLY], rows)) == found


def test_one_original_of_two_quotes(tmp_path: Path) -> None:
    no = "text: The port will not pay so much."
    for text, found in (
        ("Não pagamos tanto, disse ele ontem.", []),
        ("Queremos dez por cento para todos.", ["same-words"]),
    ):
        edits = (
            (
                RALLY,
                TEN,
                TEN + ", original: {language: pt, text: Queremos dez por cento para todos.}",
            ),
            (RALLY, no, no + f", original: {{language: pt, text: '{text}'}}"),
        )
        assert reported(tmp_path, *edits) == found


def test_a_year_with_its_digits_exchanged(tmp_path: Path) -> None:
    for retrieved, found in (("2043-05-10", ["unlikely-date"]), ("2038-05-10", [])):
        later = FILES[RALLY].replace("2031", "2034")
        later = later.replace("2034-05-09", f"2034-05-09, retrieved: {retrieved}")
        said = reported(tmp_path, (RALLY, FILES[RALLY], later))
        assert [code for code in said if code != "outside-coverage"] == found


def test_the_year_that_is_meant_is_another_one(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    text = "title: The {}\nsource: {{publisher: Post, published: {}-05-09}}\n"
    for name, year in (("rally", 2031), ("gate", 2301)):
        (tmp_path / f"articles/{name}.yml").write_text(text.format(name, year))
    found = load_desk(Settings(tmp_path)).diagnostics
    assert [it.hint for it in found if it.code == "unlikely-date"] == ["did you mean 2031?"]
    # Of two years that are as usual, neither is said to be the slip.
    (tmp_path / "articles/gate.yml").write_text(text.format("gate", 2013))
    assert [it.code for it in load_desk(Settings(tmp_path)).diagnostics] == []


def test_two_spellings_of_a_publisher(tmp_path: Path) -> None:
    gate = "title: The gate\nsource: {{publisher: {}, published: 2031-05-09}}\n"
    for name, found in (("Harbor Post", ["maybe-same"]), ("Harbour Mail", [])):
        assert reported(tmp_path, ("articles/gate.yml", "", gate.format(name))) == found


def test_a_capture_of_another_text(tmp_path: Path) -> None:
    said = "“We want ten per cent for each docker.” said Mia Brandt.\n“The port will not pay so much.” said Tom Reed."
    assert codes(tmp_path, "none", "", said) == []
    settings = Settings(tmp_path / "content", captures=tmp_path)
    assert [it.code for it in load_desk(settings).diagnostics] == []
    # As Windows and some editors write the same text.
    (tmp_path / "rally.txt").write_bytes(b"\xef\xbb\xbf" + said.replace("\n", "\r\n").encode())
    assert [it.code for it in load_desk(settings).diagnostics] == []
    (tmp_path / "rally.txt").write_text(said.replace("ten", "two"))
    assert [it.code for it in load_desk(settings).diagnostics] == ["capture-changed"]


def test_the_months_are_called_as_cldr_has_them() -> None:
    of = [Locale.parse(tag).months["format"]["wide"] for tag in ("en", "fr")]
    assert tuple(name for names in of for name in names.values()) == MONTH_NAMES


def test_numbers_and_months_with_turkish_letters_are_read() -> None:
    text = "5 M\u0130LL\u0130ON cranes, n\u0131ne gates, 2 Apr\u0131l 2031"
    assert [count.value for count, _ in numbers_counted([text])][:2] == [5e6, 9.0]
    assert list(map(str, dates_named(text))) == ["2031-04-02"]
    assert days_named(text, 2031) == {date(2031, 4, 2)}
