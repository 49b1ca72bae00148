"""What the lists, an article's page and the home page hold."""

from pathlib import Path

import pytest
from tests.desk.desks import article
from tests.views.strike import strike

from onrecord.desk.desk import Desk
from onrecord.views import actors
from onrecord.views.actors import actors_list
from onrecord.views.articles_sources import article_view, articles_list
from onrecord.views.context import Context
from onrecord.views.quote_pages import article_quote_parts, article_quotes_view, quotes_list


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    leaflet = article(source={"publisher": "A leaflet", "published": "unknown"})
    return strike(tmp_path_factory.mktemp("strike"), undated=leaflet)


def test_people_come_by_sort_name_within_their_kind(desk: Desk) -> None:
    views = actors_list(Context(desk))
    (part,) = views.parts
    groups = views.page(part).groups
    assert [kind for kind, _ in groups] == ["person", "organisation", "unnamed"]
    # "Brandt, Mia" and "Inês Prado": by the sort name, accents aside.
    assert [row.link.text for row in groups[0][1]] == [
        "Ana Rivera", "Mia Brandt", "Inês Prado", "Sam Okafor",
    ]  # fmt: skip


def test_many_people_are_split_by_number_without_loss(desk: Desk) -> None:
    views = actors_list(Context(desk), limit=4)
    parts = views.parts
    assert [part.uri for part in parts] == ["actors/", "actors/page/2/", "actors/page/3/"]
    rows = [row for part in parts for _, of_kind in views.page(part).groups for row in of_kind]
    assert len({row.link for row in rows}) == len(desk.actors)


def test_letters_lead_to_the_page_and_the_first_name_of_each(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actors, "_LETTERED", 3)
    views = actors_list(Context(desk), limit=2)
    view = views.page(views.parts[1])

    people = dict(view.letters)["person"]
    assert [(initial.letter, initial.uri) for initial in people] == [
        ("A", "actors/"), ("B", "actors/"), ("I", "actors/page/2/"), ("S", "actors/page/2/"),
    ]  # fmt: skip
    shown = {row.link.id for _, rows in view.groups for row in rows}
    assert {initial.first for initial in people[2:]} == shown & view.firsts
    monkeypatch.setattr(actors, "_INITIALS", 3)
    assert not actors_list(Context(desk)).page(views.parts[0]).letters


def test_articles_come_latest_published_first_and_unknown_last(desk: Desk) -> None:
    views = articles_list(Context(desk))
    (part,) = views.parts
    assert [(str(day), rows[0][0].publisher) for day, rows in views.page(part).days] == [
        ("2031-05-03", "Harbour Gazette"), ("2031-05-02", "Port Radio"), ("unknown", "A leaflet"),
    ]  # fmt: skip


def test_all_quotes_are_listed_and_utterances_counted_apart(desk: Desk) -> None:
    views = quotes_list(Context(desk))
    (part,) = views.parts
    page = views.page(part)
    assert page.quotes == sum(len(group.quotes) for group in page.groups) == 11
    # Two versions of one, the writer's marks, an unknown speaker, words passed on, and what was
    # retracted or withheld are left out.
    assert page.utterances == 5
    assert str(page.groups[-1].date) == "unknown"


def test_an_articles_quotes_stand_in_the_order_of_the_source(desk: Desk) -> None:
    context = Context(desk)
    parts = article_quote_parts(context, "rally", limit=4)
    assert [part.uri for part in parts] == [
        "quotes/rally/", "quotes/rally/page/2/", "quotes/rally/page/3/",
    ]  # fmt: skip
    first = article_quotes_view(context, "rally", parts[0]).shown
    assert [quote.anchor for quote in first] == [
        "quote-ten-percent", "quote-cold-soup", "quote-so-called", "quote-shout",
    ]  # fmt: skip


def test_an_article_with_all_that_the_desk_took_from_it(desk: Desk) -> None:
    view = article_view(Context(desk), "rally")
    assert view.quotes == len(view.shown) == 10
    assert [act.demands[0].text for act in view.statements] == ["Raise the pay of dockers"]
    assert [answer.word for answer in view.answers] == ["rejected"]
    assert [claim.word for claim in view.claims] == ["asserted"]
    assert [uri for uri, _ in view.corrections] == ["quotes/rally/no-money/"]
    assert [actor.text for actor in view.mentions] == ["Harbour Police"]
    assert view.event.name == "Talks at the harbour office"
    assert view.source.chain == ("Coast Wire",)


def test_an_article_with_very_many_quotes_shows_the_first(tmp_path: Path) -> None:
    quotes = [
        {"id": f"q{number}", "text": "Aye", "speaker": "rivera", "form": "direct"}
        for number in range(60)
    ]
    view = article_view(Context(strike(tmp_path, many=article(quotes=quotes))), "many")
    assert (view.quotes, len(view.shown)) == (60, 25)
