"""The facts in a saved web page: headline, publisher, date, address, language, authors.

They are from JSON-LD (schema.org), meta tags and the page's markup, in this order.
"""

import html
import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from onrecord.desk.naming import without_tracks
from onrecord.reading.texts import why_no_web_address, without_accents
from onrecord.records.fields import LANGUAGE

from .html_tree import Element, block_texts, parse_page
from .source_text import ReadFacts
from .written_names import people_in

# The types of schema.org whose genre is beyond doubt.
_GENRES = {
    **dict.fromkeys(("NewsArticle", "ReportageNewsArticle"), "news_report"),
    **dict.fromkeys(("AnalysisNewsArticle", "BackgroundNewsArticle"), "analysis"),
    "OpinionNewsArticle": "opinion",
}
# Types of schema.org that are a text by somebody.
_ARTICLES = re.compile(r".*Article|BlogPosting|Report|SocialMediaPosting|LiveBlogPosting")
# How the months begin in English and in French, without accents; no other word begins so.
_MONTHS = (
    *(("jan",), ("feb", "fev"), ("mar",), ("apr", "avr"), ("may", "mai"), ("jun", "juin")),
    *(("jul", "juil"), ("aug", "aou"), ("sep",), ("oct",), ("nov",), ("dec",)),
)
# A moment in UTC, or of which nobody says where, with its hour; the day in an address.
_UTC = re.compile(r"[T ](\d\d):[\d:.]+(?:Z|[+-]00:?00)?$")
_IN_ADDRESS = re.compile(r"/(\d{4}[/-]\d\d[/-]\d\d)(?=[/-])")
_WEST, _EAST = 12, 14  # hours by which clocks are behind UTC, and before it
# Dates as data and as prose have them: "2031-05-04", "4. May 2031", "May 4, 2031", "04.05.2031".
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:\.|er|st|nd|rd|th)? ([A-Za-zéû]{3,9})\.?,? (\d{4})\b")
_MONTH_FIRST = re.compile(r"\b([A-Za-zéû]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
_FIGURES = re.compile(r"(?<![\d.])(\d{1,2})([./])(\d{1,2})\2(\d{4})(?![\d.]?\d)")
_DATES = [
    *("article:published_time", "og:article:published_time", "og:published_time"),
    *("datepublished", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created"),
    *("dcterms.issued", "dc.date", "dcterms.date", "publishdate", "publish-date"),
    *("publish_date", "pubdate", "publication_date", "date"),
]
_HEADLINES = "og:title twitter:title dc.title parsely-title".split()  # noqa: SIM905
_PUBLISHERS = "og:site_name application-name dc.publisher dcterms.publisher publisher".split()  # noqa: SIM905
_AUTHORS = "author article:author byl parsely-author sailthru.author dc.creator".split()  # noqa: SIM905
_MOST_AUTHORS, _LONGEST = 10, 300  # authors; characters of one line
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")
_SINGLE_FILE = re.compile(r"\burl:\s*(https?://\S+)\s+saved date:\s*([^\n]+)", re.IGNORECASE)
# As JavaScript writes a date: "Sun May 04 2031 ".
_SAVED_ON = re.compile(r"\w{3} (\w{3}) (\d{1,2}) (\d{4}) ")


def facts_of_page(page: Element, comments: list[str]) -> ReadFacts:
    """The facts that ``page`` gives; ``comments`` are those at its beginning."""
    metas = _metas(page)
    item = _article(_items(page))
    saved_url, saved_on = _saved(comments)
    url = _url(page, metas, item, saved_url)
    publisher = _line(_name(item.get("publisher"))) or _first(metas, _PUBLISHERS)
    published = _published(page, metas, item, url)
    known = {name for name, fact in (("publisher", publisher), ("published", published)) if fact}
    return ReadFacts(
        publisher=publisher or (urlsplit(url).hostname if url else None),
        published=published or _first_day(page),
        headline=_headline(page, metas, item),
        url=url,
        authors=_authors(page, metas, item),
        retrieved=saved_on,
        language=_language(page, metas, item),
        genre=next((_GENRES[kind] for kind in _types(item) if kind in _GENRES), None),
        guessed=frozenset({"publisher", "published"} - known),
    )


def _first_day(page: Element) -> str | None:
    """The first day that the page marks as a time; usually the article's, but not always."""
    for each in page.find_all("time"):
        moment = each.attributes.get("datetime")
        if day := day_of(moment) or day_of(each.text()):
            return _local_day(moment or "", day, [each.text()])
    return None


def body_of_page(page: Element) -> str:
    """The text of the article where the page has it as data, as pages do that scripts build."""
    body = _article(_items(page)).get("articleBody")
    if not isinstance(body, str):
        return ""
    inner, _ = parse_page(body)
    paragraphs = (part for line in body.splitlines() for part in block_texts(parse_page(line)[0]))
    return "\n\n".join(paragraphs if inner.is_plain else block_texts(inner))


def _metas(page: Element) -> dict[str, list[str]]:
    """The contents of the meta tags by their lower-case names."""
    found: dict[str, list[str]] = {}
    for meta in page.find_all("meta"):
        attributes = meta.attributes
        name = (
            attributes.get("property")
            or attributes.get("name")
            or attributes.get("itemprop")
            or attributes.get("http-equiv")
            or ""
        )
        content = _line(attributes.get("content"))
        if content:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _first(metas: dict[str, list[str]], names: list[str]) -> str | None:
    return next((metas[name][0] for name in names if name in metas), None)


def _line(value: object) -> str | None:
    """``value`` as one line of text; None if it is no text of that kind."""
    if not isinstance(value, str):
        return None
    # Whoever writes these values as HTML into data that is none gives them two times.
    line = " ".join(html.unescape(value).split())
    return line if 0 < len(line) <= _LONGEST and line.isprintable() else None


def _items(page: Element) -> Iterator[dict[str, Any]]:
    """Every item of the page's JSON-LD; invalid JSON is ignored."""
    for script in page.find_all("script"):
        if script.attributes.get("type", "").strip().lower() != "application/ld+json":
            continue
        text = script.raw_text().strip().removeprefix("<!x[CDATA[").removesuffix("]]>")
        try:
            waiting: list[Any] = [json.loads(text, strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            value = waiting.pop(0)
            if isinstance(value, list):
                waiting = value + waiting
            elif isinstance(value, dict):
                yield value
                waiting += [value[key] for key in ("@graph", "mainEntity") if key in value]


def _article(items: Iterator[dict[str, Any]]) -> dict[str, Any]:
    """The first item that is an article; an empty one if there is none."""
    return next((each for each in items if any(map(_ARTICLES.fullmatch, _types(each)))), {})


def _types(item: dict[str, Any]) -> list[str]:
    types = item.get("@type")
    return [
        kind for kind in (types if isinstance(types, list) else [types]) if isinstance(kind, str)
    ]


def _name(value: object) -> object:
    """The name of a person or an organisation, given as an item, a list or a text."""
    if isinstance(value, list):
        value = value[0] if value else None
    return value.get("name") if isinstance(value, dict) else value


def _headline(page: Element, metas: dict[str, list[str]], item: dict[str, Any]) -> str | None:
    if said := _line(item.get("headline")) or _first(metas, _HEADLINES):
        return said
    headings = [text for heading in page.find_all("h1") if (text := _line(heading.text()))]
    title = next((text for each in page.find_all("title") if (text := _line(each.text()))), None)
    # A title often has the name of the site behind the headline or before it.
    there = [text for text in headings if not title or text in title]
    at_start = [text for text in there if title and title.startswith(text)]
    return next(iter([*at_start, *there]), title)


def _published(
    page: Element, metas: dict[str, list[str]], item: dict[str, Any], url: str | None
) -> str | None:
    said = [item.get("datePublished"), *(text for name in _DATES for text in metas.get(name, ()))]
    for element in page.walk():
        marks = f"{element.attributes.get('itemprop', '')} {element.names}".lower()
        if element.tag == "time" and ("publi" in marks or "pubdate" in element.attributes):
            said.append(element.attributes.get("datetime") or element.text())
    for moment in said:
        if day := day_of(moment):
            times = page.find_all("time")
            same = [it.text() for it in times if it.attributes.get("datetime") == moment]
            return _local_day(
                str(moment),
                day,
                [*same, *(each.replace("/", "-") for each in _IN_ADDRESS.findall(url or ""))],
            )
    return None


def _local_day(moment: str, day: str, shown: list[str]) -> str:
    """The day of ``moment`` where the page is from, if the page or its address has ``shown`` it.

    In UTC a moment late in the day may be on the day before or behind ``day``.
    """
    found = _UTC.search(moment)
    for text in shown if found else ():
        local = day_of(text)
        apart = (date.fromisoformat(local) - date.fromisoformat(day)).days if local else 0
        hour = int(found[1]) if found else 0
        if local and ((apart == -1 and hour <= _WEST) or (apart == 1 and hour >= 24 - _EAST)):
            return local
    return day


def day_of(value: object) -> str | None:
    """The day that ``value`` certainly names, as ``2031-05-03``; else None."""
    text = _line(value)
    if text is None:
        return None
    if found := _ISO.match(text):
        return _day(*map(int, found.groups()))
    if found_day := dated(text):
        return found_day[0]
    try:
        moment: datetime | None = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        moment = None
    return moment.date().isoformat() if moment else None


def dated(text: str) -> tuple[str, int, int] | None:
    """The first day that ``text`` certainly names, and its place."""
    for pattern, year, month, day in ((_DAY_FIRST, 3, 2, 1), (_MONTH_FIRST, 3, 1, 2)):
        if found := pattern.search(text):
            named = _day(int(found[year]), _month(found[month]), int(found[day]))
            return (named, *found.span()) if named else None
    for pattern in (_ISO, _FIGURES):
        if found := pattern.search(text):
            named = _in_figures(found)
            return (named, *found.span()) if named else None
    return None


def _in_figures(found: re.Match[str]) -> str | None:
    """A day in figures; with slashes, only if no other order of day and month is possible."""
    if found.re is _ISO:
        return _day(*map(int, found.groups()))
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    days = {_day(year, second, first), *([_day(year, first, second)] if found[2] == "/" else [])}
    days.discard(None)
    return days.pop() if len(days) == 1 else None


def _month(name: str) -> int:
    plain = without_accents(name.lower())
    fitting = (number for number, begins in enumerate(_MONTHS, 1) if plain.startswith(begins))
    return next(fitting, 0)


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _url(
    page: Element, metas: dict[str, list[str]], item: dict[str, Any], saved: str | None
) -> str | None:
    links = [
        link.attributes.get("href", "")
        for link in page.find_all("link")
        if "canonical" in link.attributes.get("rel", "").lower().split()
    ]
    main = item.get("mainEntityOfPage")
    main = main.get("@id") if isinstance(main, dict) else main
    base = saved or next(iter(metas.get("og:url", ())), "")
    said = [*links, *metas.get("og:url", ()), saved, item.get("url"), main]
    for text in said:
        address = urljoin(base, text.strip()) if isinstance(text, str) and text.strip() else ""
        if address and len(address) <= 2 * _LONGEST and not why_no_web_address(address):
            return without_tracks(address)
    return None


def _authors(page: Element, metas: dict[str, list[str]], item: dict[str, Any]) -> tuple[str, ...]:
    said = item.get("author", item.get("creator"))
    names: list[Any] = [_name(each) for each in (said if isinstance(said, list) else [said])]
    if not any(names):
        names = [text for name in _AUTHORS for text in metas.get(name, ())]
    if not names or not any(names):
        links = page.find_all("a")
        names = [
            link.text() for link in links if "author" in link.attributes.get("rel", "").split()
        ]
    found = dict.fromkeys(author for name in names for author in people_in(_author(name) or ""))
    slugs = {name.lower().replace(" ", "-") for name in found if " " in name}
    return tuple(name for name in found if name not in slugs)[:_MOST_AUTHORS]


def _author(value: object) -> str | None:
    name = _line(value)
    if name is None or "://" in name or name.startswith(("@", "{")):
        return None
    return re.sub(r"^by:? ", "", name, flags=re.IGNORECASE)


def _language(page: Element, metas: dict[str, list[str]], item: dict[str, Any]) -> str | None:
    said = [
        page.attributes.get("lang"),
        page.attributes.get("xml:lang"),
        item.get("inLanguage"),
        *metas.get("content-language", ()),
        *(text.replace("_", "-") for text in metas.get("og:locale", ())),
    ]
    tags = (text.strip() for text in said if isinstance(text, str))
    return next((tag for tag in tags if LANGUAGE.fullmatch(tag)), None)


def _saved(comments: list[str]) -> tuple[str | None, str | None]:
    """The address and the day of a saved page, if the saving program wrote them."""
    for comment in comments:
        if found := _SINGLE_FILE.search(comment):
            when = _SAVED_ON.match(found[2])
            return found[1], day_of(when[0].split(maxsplit=1)[1]) if when else None
        if found := _SAVED_FROM.search(comment):
            return found[1], None
    return None, None
