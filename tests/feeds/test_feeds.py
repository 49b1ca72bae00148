"""Feeds: which entries they have, with which dates, and that readers take them."""

import json
import re
from functools import partial
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]  # it has no types
import pytest
from tests.views.strike import RALLY, strike

from onrecord.desk.desk import Desk
from onrecord.exports.feed import SiteFeeds
from onrecord.exports.feed_items import NEWEST, newest_items
from onrecord.render import SiteInfo, Words
from onrecord.render.site import SiteContext
from onrecord.render.templates import packaged_templates
from onrecord.site.plan import plan_site
from onrecord.site.record_pages import quote_title

URL = "https://desk.example/record/"
INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T00:00:00Z")
HOSTILE = "</title> & <b>]]> “x”"


def feeds_of(desk: Desk, url: str = URL) -> dict[str, bytes]:
    words = Words.load([packaged_templates()])
    site = SiteContext(desk, words, SiteInfo("Harbour <desk>", desk.coverage, "en", url))
    made = SiteFeeds(
        site, {page.uri: page for page in plan_site(site)}, partial(quote_title, site=site)
    )
    return {file.uri: file.made() for file in made.files()}


def said(article: str, **more: Any) -> dict[str, Any]:
    """An article with one quote."""
    quote = {"id": "w", "text": f"Words of {article}", "speaker": "brandt", "form": "direct"}
    source = {"publisher": "Port Radio", "published": more.pop("published", "2031-05-02")}
    whole = {key: value for key, value in (quote | more.pop("quote", {})).items() if value}
    return {"title": article, "source": source, "quotes": [whole], **more}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    correction = {"item": "w", "kind": "state", "whose": "desk", "field": "state"}
    return strike(
        tmp_path_factory.mktemp("feeds"),
        rally=RALLY | {"added": "2031-05-06"},
        recorded=said("recorded", added="2031-05-07"),
        month=said("month", published="2031-03", added="2031-04", quote={"text": HOSTILE}),
        late=said("late", published="2031-04-20", added="2031-04"),
        undated=said("undated", published="unknown"),
        corrected=said(
            "corrected", added="2031-05-03", corrections=[correction | {"date": "2031-05-09"}]
        ),
        withdrawn=said(
            "withdrawn",
            added="2031-05-03",
            quote={"state": "withheld", "text": None, "note": "A court forbids it."},
            corrections=[correction | {"date": "2031-05-08", "kind": "removal"}],
        ),
        renamed=said("renamed", formerly=["first-name", "second-name"]),
    )


@pytest.fixture(scope="module")
def files(desk: Desk) -> dict[str, bytes]:
    return feeds_of(desk)


@pytest.fixture(scope="module")
def entries(files: dict[str, bytes]) -> dict[str, Any]:
    """The entries of the site's Atom feed, by the end of their ids."""
    parsed = feedparser.parse(files["feed.xml"])
    return {entry.id.removeprefix(URL): entry for entry in parsed.entries}


def test_there_is_a_feed_of_the_site_and_of_each_actor_topic_and_demand(
    desk: Desk, files: dict[str, bytes]
) -> None:
    folders = ["", *(f"actors/{actor}/" for actor in desk.actors)]
    folders += [f"topics/{topic}/" for topic in desk.topics]
    folders += [f"demands/{demand}/" for demand in desk.demands]
    assert set(files) == {f"{folder}feed.{end}" for folder in folders for end in ("xml", "json")}


def test_without_an_address_there_are_none(desk: Desk) -> None:
    assert feeds_of(desk, url="") == {}


def test_atom_is_whole_and_its_ids_and_links_are_in_full(files: dict[str, bytes]) -> None:
    for uri in (uri for uri in files if uri.endswith(".xml")):
        parsed = feedparser.parse(files[uri])
        assert not parsed.bozo
        assert parsed.version == "atom10"
        assert (parsed.feed.author, parsed.feed.id) == (
            "Harbour <desk>",
            URL + uri.removesuffix("feed.xml"),
        )
        ids = [entry.id for entry in parsed.entries]
        assert len(set(ids)) == len(ids)
        links = [link.href for entry in parsed.entries for link in entry.links]
        assert all(link.startswith("https://") for link in [*ids, *links])
        stamps = [stamp for entry in parsed.entries for stamp in (entry.updated, entry.published)]
        assert all(INSTANT.fullmatch(stamp) for stamp in [parsed.feed.updated, *stamps])
        updated = [entry.updated for entry in parsed.entries]
        assert updated == sorted(updated, reverse=True)
        assert parsed.feed.updated == max(updated, default=parsed.feed.updated)


def test_json_feed_has_what_its_rules_ask_for(files: dict[str, bytes]) -> None:
    """https://jsonfeed.org/version/1.1: what is required, and the types of the rest."""
    for uri in (uri for uri in files if uri.endswith(".json")):
        feed = json.loads(files[uri])
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["feed_url"] == URL + uri
        assert feed["home_page_url"] == URL + uri.removesuffix("feed.json")
        assert feed["title"]
        for item in feed["items"]:
            assert item["id"].startswith(URL)
            assert item["url"].startswith(URL)
            assert item["content_text"]
            assert INSTANT.fullmatch(item["date_published"])
            assert INSTANT.fullmatch(item["date_modified"])
            assert all(isinstance(tag, str) for tag in item.get("tags", []))
        same = [entry.id for entry in feedparser.parse(files[f"{uri[:-4]}xml"]).entries]
        assert [item["id"] for item in feed["items"]] == same


@pytest.mark.parametrize(
    ("entry", "added", "updated"),
    [
        ("quotes/recorded/w/", "2031-05-07", "2031-05-07"),
        # Where the desk does not say when it recorded an article: the day it was published.
        ("quotes/flash/more-pay/", "2031-05-02", "2031-05-02"),
        # A month: its first day, or that of publication; neither is later than the truth.
        ("quotes/month/w/", "2031-04-01", "2031-04-01"),
        ("quotes/late/w/", "2031-04-20", "2031-04-20"),
        ("quotes/corrected/w/", "2031-05-03", "2031-05-09"),
        ("quotes/corrected/w/#corrected-2031-05-09-state", "2031-05-09", "2031-05-09"),
        ("demands/pay-rise/#stated-rally-ten-percent-dock-union", "2031-05-06", "2031-05-06"),
        ("demands/pay-rise/#rejected-rally-no-money-port-authority", "2031-05-06", "2031-05-06"),
        # The id that the article had first, whatever it is called now.
        ("quotes/first-name/w/", "2031-05-02", "2031-05-02"),
    ],
)
def test_dates_are_those_of_the_records(
    entries: dict[str, Any], entry: str, added: str, updated: str
) -> None:
    found = entries[entry]
    assert (found.published[:10], found.updated[:10]) == (added, updated)


def test_what_nobody_can_date_is_left_out(entries: dict[str, Any]) -> None:
    assert not [name for name in entries if "undated" in name]


def test_an_entry_has_the_words_with_all_that_goes_with_them(entries: dict[str, Any]) -> None:
    entry = entries["quotes/rally/ten-percent/"]
    assert entry.title == "Mia Brandt: “We want ten percent […] and we want it now”"
    text = entry.content[0].value
    assert "Mia Brandt, Secretary of the Dock Union, to " in text
    assert "Reported by Harbour Gazette on 3 May 2031, citing Coast Wire" in text
    assert entry.link == f"{URL}quotes/rally/ten-percent/"
    assert [tag.term for tag in entry.tags] == ["Pay"]


def test_an_answer_says_of_what_and_by_whom(entries: dict[str, Any]) -> None:
    entry = entries["demands/pay-rise/#rejected-rally-no-money-port-authority"]
    assert entry.title.startswith("Rejected: Sam Okafor, for Port Authority · 2 May 2031")
    assert "There is no money" in entry.content[0].value
    assert entry.link == f"{URL}demands/pay-rise/"


def test_words_that_are_withheld_or_taken_back(files: dict[str, bytes]) -> None:
    items = {item["id"].removeprefix(URL): item for item in json.loads(files["feed.json"])["items"]}
    hidden = items["quotes/withdrawn/w/"]
    assert hidden["date_modified"] == "2031-05-08T00:00:00Z"
    assert "Withheld" in hidden["content_text"]
    assert "A court forbids it." in hidden["content_text"]
    assert "external_url" not in hidden
    removal = items["quotes/withdrawn/w/#corrected-2031-05-08-removal"]
    assert removal["title"].startswith("Correction: ")
    back = items["quotes/rally/taken-back/"]
    assert back["title"].startswith("Retracted")
    assert back["content_text"].startswith("Retracted")


def test_text_is_text(entries: dict[str, Any], files: dict[str, bytes]) -> None:
    entry = entries["quotes/month/w/"]
    assert "&lt;/title&gt; &amp; &lt;b&gt;]]&gt;" in entry.content[0].value
    item = next(
        item for item in json.loads(files["feed.json"])["items"] if item["id"].endswith("month/w/")
    )
    assert HOSTILE in item["content_text"]
    assert "<b>" not in item["content_html"]


def test_a_feed_holds_the_newest_only(tmp_path: Path) -> None:
    words = {"speaker": "brandt", "form": "direct"}
    quotes = [{"id": f"n-{n}", "text": f"Word {n}"} | words for n in range(NEWEST + 9)]
    long = said("long", added="2031-05-08") | {"quotes": quotes}
    found = newest_items(strike(tmp_path, long=long, older=said("older", added="2031-05-07")))
    assert len(found[""]) == len(found["actors/brandt/"]) == NEWEST
    assert {entry.article for entry in found[""]} == {"long"}
    assert [entry.key for entry in found[""][:2]] == ["quotes/long/n-0/", "quotes/long/n-1/"]


def test_a_feed_without_entries_is_as_old_as_the_desk(files: dict[str, bytes]) -> None:
    parsed = feedparser.parse(files["actors/harbour-police/feed.xml"])
    assert parsed.entries == []
    assert parsed.feed.updated == "2031-05-03T00:00:00Z"
    assert parsed.feed.title == "Harbour Police \N{EN DASH} Harbour <desk>"
