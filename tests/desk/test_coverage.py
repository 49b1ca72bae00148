"""What the site says it covers, against what is in the content."""

from pathlib import Path
from typing import Any

import pytest

from onrecord.desk.load import load_desk
from onrecord.desk.settings import Coverage, Settings
from onrecord.records import PartialDate

from .desks import article, harbour

NOTHING = "nothing in this article is from the days that the site covers, 2031-05-01 to 2031-05-31"
LATER = "dated 2031-06-01, after the days that the site covers, 2031-05-01 to 2031-05-31"


def _published(on: str, *said: str, **rows: Any) -> dict[str, Any]:
    quote = {"text": "More.", "speaker": "brandt", "form": "direct"}
    quotes = [quote | {"id": f"q{n}", "said": {"date": date}} for n, date in enumerate(said)]
    source = {"publisher": "Harbour Gazette", "published": on}
    return article(**rows, **({"quotes": quotes} if quotes else {})) | {"source": source}


ACT = {"demand": "pay-rise", "act": "stated", "by": "brandt"}
CASES: dict[str, tuple[dict[str, Any], list[tuple[int, str]]]] = {
    "within": (_published("2031-05-02", "2031-05-02"), []),
    "that-year": (_published("2031"), []),
    "nobody-knows-when": (_published("unknown", "unknown"), []),
    "looks-back": (_published("2031-05-02", "1990-02-09"), []),
    "published-later": (_published("2031-06-09", "2031-05-31"), []),
    "the-last-day": (_published("2031-06-01", "2031-05-31", "2031-05"), []),
    "long-before": (_published("2029-03-02"), [(4, NOTHING)]),
    "long-before-and-undated": (_published("2029-03-02", "unknown"), [(4, NOTHING)]),
    "all-after": (_published("2031-06-01", "2031-06-01"), [(4, NOTHING)]),
    "only-words": (_published("unknown", "1990-02-09"), [(4, NOTHING)]),
    "one-after": (_published("2031-06-01", "2031-05-31", "2031-06-01"), [(17, LATER)]),
    "an-act-after": (
        _published("2031-06-01", "2031-05-31", demands=[ACT | {"date": "2031-06-01"}]),
        [(9, LATER)],
    ),
    "an-act-within": (_published("2031-06-01", demands=[ACT | {"date": "2031-05-31"}]), []),
    "accepted": (_published("1990-02-09", "1990-02-09") | {"accept": "outside-coverage"}, []),
}


@pytest.mark.parametrize("name", CASES)
def test_what_lies_outside_the_days_covered(name: str, tmp_path: Path) -> None:
    rows, expected = CASES[name]
    content = harbour(tmp_path, {"articles/news.yml": rows})
    coverage = Coverage(PartialDate.parse("2031-05-01"), PartialDate.parse("2031-05-31"))

    loaded = load_desk(Settings(content, coverage=coverage))
    said = [
        (diagnostic.line, diagnostic.message)
        for diagnostic in loaded.diagnostics
        if diagnostic.code == "outside-coverage" and diagnostic.severity.value == "warning"
    ]
    assert said == expected
    assert not [
        diagnostic
        for diagnostic in load_desk(Settings(content)).diagnostics
        if diagnostic.code == "outside-coverage"
    ]
