"""The walkout at the harbour: a small desk with one of each kind of answer and act.

``walkout(folder)`` writes and reads it; ``walkout(folder, {"demands/x.yml": "…"})`` with files
added or replaced.
"""

from collections.abc import Mapping
from pathlib import Path

from onrecord.desk.desk import Desk
from onrecord.desk.load import load_desk
from onrecord.desk.settings import Settings

_ACTORS = {
    "dock-union": "{name: Dock Union, kind: organisation}",
    "port-authority": "{name: Port Authority, kind: organisation}",
    "ministry": "{name: Harbour Ministry, kind: organisation}",
    "crane-works": "{name: Crane Works, kind: organisation}",
    # Members of the authority; whoever speaks for one is never the authority itself.
    "north-terminal": """
        name: North Terminal
        kind: organisation
        roles: [{title: Member, of: port-authority}]""",
    "brandt": """
        name: Mia Brandt
        kind: person
        roles: [{title: Secretary, of: dock-union}]""",
    "rivera": """
        name: Ana Rivera
        kind: person
        roles: [{title: Director, of: port-authority}]""",
    "clerk": """
        name: A clerk of the authority
        kind: unnamed
        roles: [{title: Clerk, of: port-authority}]""",
    "mayor": "{name: The Mayor, kind: office}",
}

_DEMANDS = {
    "pay-rise": """
        title: Raise the pay of the night crews
        by: dock-union
        to: [port-authority, ministry]
        topic: pay
        action: do
        strength: demand
        responses:
          - {by: ministry, response: none_found, searched_through: 2031-05-31}
        outcome: {value: partial, assessed_on: 2031-06-01, assessed_by: The desk}""",
    "return-to-work": """
        title: Return to work
        by: port-authority
        to: dock-union
        topic: pay
        action: stop
        strength: ultimatum
        deadline: 2031-05-10""",
    "crane-checks": """
        title: Have the cranes checked
        by: dock-union
        to: crane-works
        topic: safety
        action: do
        strength: request
        supersedes: crane-repairs""",
    "crane-repairs": """
        title: Repair the cranes
        by: dock-union
        to: crane-works
        topic: safety
        action: do
        strength: request""",
}

_CLAIMS = {
    "hid-report": """
        text: The authority hid a report on the cranes.
        by: dock-union
        against: port-authority
        about: safety
        kind: accusation
        conflicts_with: report-public
        replies:
          - {by: port-authority, reply: none_found, searched_through: 2031-05-31}
          - {by: crane-works, reply: no_comment, date: 2031-05-20}""",
    "report-public": """
        text: The report on the cranes was public all along.
        by: port-authority
        about: safety
        kind: fact""",
}

_ARTICLES = {
    # The union speaks, at an event that somebody dates otherwise.
    "union-rally": """
        title: The union at the gate
        source: {publisher: Harbour Gazette, published: 2031-05-02, genre: news_report,
                 language: en}
        event: rally
        defaults: {form: direct, basis: on_record}
        quotes:
          - {id: pay, text: Nobody works nights for this., speaker: brandt, about: pay}
          - {id: report, text: They sat on that report., speaker: brandt, about: safety}
          - {id: cranes, text: Somebody has to look at them., speaker: brandt, about: safety}
          - {id: nights, text: A night is a long shift., speaker: brandt,
             bears_on: {demands: pay-rise}}
        demands:
          - {demand: pay-rise, act: stated, by: brandt, quote: pay}
          - {demand: crane-repairs, act: stated, by: brandt, date: 2031-04-01}
          - {demand: crane-checks, act: stated, by: brandt, quote: cranes}
        claims:
          - {claim: hid-report, act: asserted, by: brandt, quote: report}""",
    # The same words in a second English version.
    "union-leaflet": """
        title: A leaflet of the union
        source: {publisher: Dock Union, published: 2031-05-03, genre: document, party: dock-union}
        event: rally
        defaults: {form: direct, basis: document}
        quotes:
          - {id: pay, text: No one works at night for so little., speaker: brandt,
             same_as: union-rally#pay, about: pay}
        demands:
          - {demand: pay-rise, act: stated, by: brandt, quote: pay}""",
    # Own words that decide, an early one, an unnamed one, a member and somebody not asked.
    "authority-answers": """
        title: What the authority answered
        source: {publisher: Port Authority, published: 2031-05-05, genre: official_statement,
                 party: port-authority}
        defaults: {form: direct, basis: on_record}
        quotes:
          - {id: early, text: We will think about pay., speaker: rivera, said: {date: 2031-04-20}}
          - {id: first, text: We are looking at it., speaker: rivera, said: {date: 2031-05-02}}
          - {id: no, text: 'No: there is no money.', speaker: rivera, said: {date: 2031-05-04},
             about: pay}
          - {id: clerk, text: They may pay a little., speaker: clerk, said: {date: 2031-05-06}}
          - {id: member, text: We would pay., speaker: north-terminal, said: {date: 2031-05-05}}
          - {id: mayor, text: Pay them., speaker: mayor, said: {date: 2031-05-05}}
        responses:
          - {demand: pay-rise, by: rivera, response: considering, quote: early}
          - {demand: pay-rise, by: rivera, response: deferred, quote: first}
          - {demand: pay-rise, by: rivera, response: rejected, quote: 'no',
             condition: until the autumn}
          - {demand: pay-rise, by: clerk, response: partly_accepted, quote: clerk}
          - {demand: pay-rise, by: north-terminal, response: accepted, quote: member}
          - {demand: pay-rise, by: mayor, response: accepted, quote: mayor}""",
    # What the union tells of the authority's answer, later than its own words; and undated.
    "union-account": """
        title: The union on the talks
        source: {publisher: Harbour Gazette, published: 2031-05-20}
        defaults: {form: direct, basis: on_record, said: {date: 2031-05-19}}
        quotes:
          - {id: told, text: The director gave way., speaker: brandt}
          - {id: when, text: The rally of the thirtieth., speaker: brandt, said: {date: unknown}}
        demands:
          - {demand: return-to-work, act: reported, by: port-authority, to: dock-union, quote: told}
        responses:
          - {demand: pay-rise, by: rivera, response: accepted, told_by: brandt, quote: told,
             date: 2031-05-18}""",
}

_FILES = {
    "topics.yml": """
        pay: {name: Pay}
        safety: {name: Safety of the cranes, summary: Who looks after the cranes.}
        leave: {name: Leave}""",
    "events.yml": """
        rally:
          name: Rally at the gate
          place: East gate
          date: 2031-05-01
          dates_given: [{date: 2031-04-30, quote: union-account#when}]""",
    **{f"actors/{name}.yml": text for name, text in _ACTORS.items()},
    **{f"demands/{name}.yml": text for name, text in _DEMANDS.items()},
    **{f"claims/{name}.yml": text for name, text in _CLAIMS.items()},
    **{f"articles/{name}.yml": text for name, text in _ARTICLES.items()},
}


def walkout(folder: Path, files: Mapping[str, str] | None = None, *, drafts: bool = False) -> Desk:
    """Write the desk below ``folder`` and read it."""
    content = folder / "content"
    for name, text in {**_FILES, **(files or {})}.items():
        file = content / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    loaded = load_desk(Settings(content, drafts=drafts))
    assert loaded.desk, [
        f"{problem.file}:{problem.line}: {problem.message}" for problem in loaded.diagnostics
    ]
    return loaded.desk
