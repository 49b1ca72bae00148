"""At what a quote was said: nothing puts it to an event of another day."""

from pathlib import Path
from typing import Any

import pytest

from onrecord.desk.quotes import QuoteEntry, newest_quotes_first
from onrecord.views.articles_sources import article_view
from onrecord.views.context import Context
from onrecord.views.newest import by_occasion
from onrecord.views.timeline import timeline_list

from .desks import article, good_desk, harbour

TALKS, OFFICE = "Talks at the harbour office", "Harbour office"  # on 2 May 2031
CALL = {"name": "A call", "place": "By telephone", "date": "2031-05-04"}
EVENTS = {
    "talks": {"name": TALKS, "date": "2031-05-02", "place": OFFICE},
    "spring-talks": {"name": "Spring talks", "date": "2031-04"},
    "march": {
        "name": "March",
        "date": "2031-06-01",
        "dates_given": [{"date": "2031-06-02", "quote": "news#none"}],
    },
    "some-day": {"name": "Some day", "date": "unknown"},
}
# The article's event, the quote's `said`; its date, name of its event, and place.
CASES: dict[str, tuple[Any, Any, tuple[str, str | None, str | None]]] = {
    "none": (None, None, ("unknown", None, None)),
    "of-the-event": ("talks", None, ("2031-05-02", TALKS, OFFICE)),
    "of-its-day": ("talks", {"date": "2031-05-02"}, ("2031-05-02", TALKS, OFFICE)),
    "of-its-month": ("talks", {"date": "2031-05"}, ("2031-05", TALKS, OFFICE)),
    "of-another-day": ("talks", {"date": "2031-05-03"}, ("2031-05-03", None, None)),
    "of-another-month": ("talks", {"date": "2031-06"}, ("2031-06", None, None)),
    "elsewhere": (
        "talks",
        {"date": "2031-05-03", "place": "The gate"},
        ("2031-05-03", None, "The gate"),
    ),
    "nobody-knows-when": ("talks", {"date": "unknown"}, ("unknown", None, None)),
    "once-there": ("talks", {"date": "unknown", "event": "talks"}, ("unknown", TALKS, OFFICE)),
    "that-month": ("spring-talks", {"date": "2031-04-09"}, ("2031-04-09", "Spring talks", None)),
    "after-the-month": ("spring-talks", {"date": "2031-05-01"}, ("2031-05-01", None, None)),
    "as-a-source-dates-it": ("march", {"date": "2031-06-02"}, ("2031-06-02", "March", None)),
    "as-nobody-dates-it": ("march", {"date": "2031-06-03"}, ("2031-06-03", None, None)),
    "event-of-some-day": ("some-day", {"date": "2031-06-03"}, ("2031-06-03", "Some day", None)),
    "in-place": (CALL, {"date": "2031-05-04"}, ("2031-05-04", "A call", "By telephone")),
    "in-place-another-day": (CALL, {"date": "2031-05-05"}, ("2031-05-05", None, None)),
    "undated": ({"name": "A call"}, {"date": "2031-05-05"}, ("2031-05-05", "A call", None)),
    "taken-off": ("talks", {"event": "none"}, ("unknown", None, None)),
    "taken-off-that-day": (
        "talks",
        {"event": "none", "date": "2031-05-02"},
        ("2031-05-02", None, None),
    ),
    "article-at-none": ("none", None, ("unknown", None, None)),
    "own-in-place": ("talks", {"event": CALL}, ("2031-05-04", "A call", "By telephone")),
    "own-listed": (CALL, {"event": "talks"}, ("2031-05-02", TALKS, OFFICE)),
    "own-on-its-second-day": (
        None,
        {"event": {"event": "talks", "date": "2031-05-03"}},
        ("2031-05-03", TALKS, OFFICE),
    ),
    # What says so itself is kept, and `check` warns of it.
    "own-of-another-day": (
        None,
        {"event": "talks", "date": "2031-05-05"},
        ("2031-05-05", TALKS, OFFICE),
    ),
}  # fmt: skip


def _quote(name: str, said: Any) -> dict[str, Any]:
    quote = {"id": name, "text": "We want more.", "speaker": "brandt", "form": "direct"}
    return quote | ({"said": said} if said else {})


def _tells(quote: QuoteEntry) -> tuple[str, str | None, str | None]:
    return str(quote.date), quote.occasion.name, quote.place


def _files() -> dict[str, dict[str, Any]]:
    files: dict[str, dict[str, Any]] = {"events.yml": EVENTS}
    for name, (event, said, _) in CASES.items():
        given = {"event": event} if event else {}
        article_id = "news" if name == "none" else name
        files[f"articles/{article_id}.yml"] = article(**given, quotes=[_quote(name, said)])
    return files


def test_where_a_quote_was_said(tmp_path: Path) -> None:
    desk = good_desk(harbour(tmp_path, _files()))

    told = {quote.record.id: _tells(quote) for quote in desk.quotes.values()}
    assert {name: told[name] for name in CASES} == {name: case[2] for name, case in CASES.items()}


@pytest.mark.parametrize(
    ("defaults", "speaker", "said", "told"),
    [
        # Of another day: neither the event nor the place of `defaults`.
        ({"event": "talks"}, None, {"date": "2031-05-03"}, ("2031-05-03", None, None)),
        (
            {"event": "talks", "place": "Pier"},
            None,
            {"date": "2031-05-03"},
            ("2031-05-03", None, None),
        ),
        ({"event": "talks"}, {"date": "2031-05-03"}, None, ("2031-05-03", None, None)),
        ({"date": "2031-05-03"}, None, None, ("2031-05-03", None, None)),
        ({"event": "talks"}, None, {"place": "Pier"}, ("2031-05-02", TALKS, "Pier")),
        ({"event": "talks"}, None, {"event": "none"}, ("unknown", None, None)),
        # A day and a place beside one event are not those of another.
        (
            {"event": "talks", "date": "2031-05-02", "place": "Pier"},
            None,
            {"event": CALL},
            ("2031-05-04", "A call", "By telephone"),
        ),
        (
            {"event": "talks", "place": "Pier"},
            None,
            {"event": "talks"},
            ("2031-05-02", TALKS, "Pier"),
        ),
        ({"place": "Pier"}, {"event": "talks"}, None, ("2031-05-02", TALKS, "Pier")),
    ],
)  # fmt: skip
def test_what_defaults_and_speakers_say_of_it(
    defaults: Any, speaker: Any, said: Any, told: tuple[str, ...], tmp_path: Path
) -> None:
    spoken = {"speakers": {"brandt": {"said": speaker}}} if speaker else {}
    rows = article(
        event={"name": "Open day", "date": "2031-05-01", "place": "Quay"},
        defaults={"said": defaults},
        quotes=[_quote("one", said)],
        **spoken,
    )
    desk = good_desk(harbour(tmp_path, {"articles/news.yml": rows}))

    assert _tells(desk.quotes["news#one"]) == told


def test_lists_keep_apart_what_was_said_at_an_event_and_what_was_not(tmp_path: Path) -> None:
    quotes = [
        _quote("there", None),
        _quote("too", {"date": "2031-05-04"}),
        _quote("same-day", {"date": "2031-05-04", "event": "none"}),
        _quote("later", {"date": "2031-05-06"}),
        _quote("other-call", {"event": CALL | {"name": "Another call"}}),
    ]
    rows = article(
        event=CALL, quotes=quotes, demands=[{"demand": "pay-rise", "act": "stated", "by": "brandt"}]
    )
    content = harbour(tmp_path, {"articles/news.yml": rows})
    for other in (content / "articles").iterdir():
        if other.name != "news.yml":
            other.unlink()
    context = Context(good_desk(content))

    groups = by_occasion(newest_quotes_first(context.desk.quotes.values()), context.cards)
    assert [(str(occasion.date), occasion.name, len(occasion.quotes)) for occasion in groups] == [
        ("2031-05-06", None, 1),
        ("2031-05-04", "A call", 2),
        ("2031-05-04", None, 1),
        ("2031-05-04", "Another call", 1),
    ]
    # A role is said once an occasion; on the actor's own page the name, too.
    said = [[(quote.named, quote.with_role) for quote in group.quotes] for group in groups]
    assert said[:2] == [[(True, True)], [(True, True), (True, False)]]
    newest = newest_quotes_first(context.desk.quotes.values())
    name = context.people.link(newest[0].speakers[0]).text
    named = by_occasion(newest, context.cards, name)[1].quotes
    assert [quote.named for quote in named] == [True, False]
    # An article's page says its event at the top.
    dated = [(quote.card.reference, quote.dated) for quote in article_view(context, "news").shown]
    assert sum(not is_dated for _, is_dated in dated) == 2
    timeline = timeline_list(context)
    days = timeline.page(timeline.parts[0]).days
    names = [(str(day.date), occasion.name) for day in days for occasion in day.occasions]
    assert names.count(("2031-05-04", "A call")) == 1
    assert [name for _, name in names].count("A call") == 1
    # An act without words is still of the article's event.
    assert str(context.desk.demands["pay-rise"].statements[0].date) == "2031-05-04"


def test_marks_of_a_writer_are_of_the_day_of_the_source(tmp_path: Path) -> None:
    marks = {"id": "marks", "text": "offer", "form": "scare"}
    files = {
        "events.yml": {"talks": EVENTS["talks"]},
        "articles/news.yml": article(event="talks", quotes=[marks]),
    }
    quote = good_desk(harbour(tmp_path, files)).quotes["news#marks"]

    assert _tells(quote) == (str(quote.article.source.published), None, None)
