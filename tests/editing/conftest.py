"""A desk whose records name one another in every way."""

from pathlib import Path

import pytest
from tests.tiny_site import TinySite

FILES = {
    "site_config.yml": "site_name: Harbour record\ndocs_dir: content\nplugins: [onrecord]\n",
    "content/index.md": "# Harbour\n\nThe [dock union](actors/dock-union/).\n",
    "content/actors/dock-union.yml": "name: Dock union\nkind: organisation\n",
    "content/actors/mia-brandt.yml": (
        "name: Mia Brandt\nkind: person\nroles:\n- title: Chair\n  of: dock-union  # since 2029\n"
    ),
    "content/actors/port-of-aldmoor.yml": "name: Port of Aldmoor\nkind: organisation",
    "content/topics.yml": "# What it is about\nwages: {name: Wages}\n'safety':\n  name: Safety\n",
    "content/events.yml": """\
harbour-talks:
  name: Harbour talks
  date: 2031-05-02
  dates_given: {date: 2031-05-03, quote: report#on-the-third}
""",
    "content/demands/pay-rise.yml": """\
title: Raise the pay
by: [dock-union]
to: port-of-aldmoor
topic: wages
action: do
strength: demand
outcome: {value: partial, assessed_on: 2031-05-09, evidence: [rally#by-friday, report#on-the-third]}
""",
    "content/claims/late-pay.yml": """\
text: The port pays late.
by: dock-union
against: [port-of-aldmoor]
about: 'wages'
kind: accusation
""",
    "content/articles/rally.yml": """\
title: The rally
source:
  publisher: Harbour Post
  published: 2031-05-03
event: harbour-talks
defaults: {form: direct, basis: on_record}
speakers:
  mia-brandt: {speaking_as: Chair, to: [port-of-aldmoor]}
quotes:
  # the deadline
  - id: by-friday
    speaker: mia-brandt
    text: We want an answer
      by Friday, at the gate.   # as printed
    about: [wages]
  - id: all-gates
    speaker: [mia-brandt, dock-union]
    text: All gates stay shut.
demands:
  - {demand: pay-rise, act: stated, by: dock-union, quote: by-friday, phrase: an answer by Friday}
claims:
  - claim: late-pay
    act: asserted
    by: mia-brandt
    quote: rally#all-gates
""",
    "content/articles/2031/report.yml": """\
title: The report
source: {publisher: Aldmoor Gazette, published: 2031-05-04}
event: {name: Meeting of the port, date: 2031-05-03}
quotes:
  - {id: on-the-third, speaker: port-of-aldmoor, form: direct, text: We met on the third.}
  - id: second-hand
    speaker: mia-brandt
    form: direct
    text: We want an answer by Friday.
    same_as: {quote: rally#by-friday, differs: The Post adds where.}
    said: {event: harbour-talks}
responses:
  - {demand: pay-rise, by: port-of-aldmoor, response: deferred, quote: on-the-third}
""",
    "content/briefings/week.yml": """\
since: 2031-05-01
until: 2031-05-07
bottom_line: The port has deferred its answer.
evidence: [report#on-the-third, rally#all-gates]
actors: [dock-union, port-of-aldmoor]
""",
    "captures/rally.txt": (
        "The rally. “We want an answer by Friday, at the gate.” “All gates stay shut.” She left.\n"
    ),
}


def written(folder: Path) -> TinySite:
    """The desk in ``folder``."""
    site = TinySite(folder)
    for path, text in FILES.items():
        site.write(path, text)
    return site


@pytest.fixture
def desk(tmp_path: Path) -> TinySite:
    return written(tmp_path)
