"""Checks of sources: their publishers, addresses, headlines and dates of publication."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from urllib.parse import urlsplit

from onrecord.captures.words_in_texts import words_in
from onrecord.desk.acts import grouped
from onrecord.desk.findings import Finding, in_source
from onrecord.desk.naming import alike, page_of
from onrecord.desk.particulars import particular
from onrecord.records import Article, PartialDate, Records, Source

from .meanings import MEANINGS

COPIED = "if one was copied from the other, finish changing it; if both are right, accept this"
# A copy in a web archive: the day on which it was made, and the address of the page.
_ARCHIVED = re.compile(
    r"https?://(?:web\.)?archive\.org/web/(\d{4})(\d\d)(\d\d)\d*(?:[a-z]{2}_)?/(https?:/+.+)"
)
_ARCHIVES = re.compile(
    r"https?://(?:www\.)?(?:web\.archive\.org|archive\.(?:is|ph|today|md|vn|li|fo))/"
)
_REDIRECTS = re.compile(r"https?://(?:www\.)?google\.[a-z.]+/url\?|https?://l\.facebook\.com/")
_SEARCHES = re.compile(
    r"https?://(?:www\.)?(?:google\.[a-z.]+/search|bing\.com/search|duckduckgo\.com/)\b.*[?&]q="
    r"|https?://web\.archive\.org/web/\*/"
)
_CUT = re.compile(r"(?:\u2026|%E2%80%A6|\.\.\.)$", re.IGNORECASE)
_ONLY_HERE = re.compile(
    r"https?://(?:localhost|127\.|0\.0\.0\.0|\[::1\]|10\.|192\.168\.|[^/:.]+(?:[:/]|$))"
)
_NAME = 6  # letters of a name that no other address has by chance
# How the title of an article names a paper: "The Harbour Gazette on the strike".
_CAPITAL = r"[A-Z\u00c0-\u00de][\w'\u2019-]+"
_PAPER = re.compile(
    rf"(?:The |L[ea] |L['\u2019])?((?:{_CAPITAL} ){{0,4}}(?:{MEANINGS['papers']})"
    rf"(?: {_CAPITAL}){{0,4}}) (?:on|about|with|before|after|interviews?|reports?"
    r"|sur|avec|avant|apr\u00e8s)\b"
)
_PAPERS = frozenset(MEANINGS["papers"].lower().split("|"))
_SLUG = 3  # words of an address that are those of a headline
_OTHERS_WORDS = frozenset({"news_report", "wire_copy", "interview"})


def check_publishers(records: Records) -> Iterator[Finding]:
    """Publishers that are written in two ways, so that the pages count them as two."""
    ways: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for article_id, article in records.articles.items():
        name = article.source.publisher
        ways[_joined(name)][name].append(article_id)
    for key, spelt in ways.items():
        usual = max(spelt, key=lambda name: len(spelt[name]))
        for name in spelt if key and len(spelt) > 1 else ():
            if name == usual or _are_two(records, spelt[name], spelt[usual]):
                continue
            for article_id in spelt[name]:
                message = f"this publisher is written '{usual}' in '{spelt[usual][0]}'"
                hint = "write it in one way; if they are two, add the place: Harbour Post (Aldmoor)"
                yield in_source(article_id, "publisher-spelt", "publisher", message, hint)


def _are_two(records: Records, some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether two publishers with nearly one name have addresses on different hosts."""
    one, two = (
        {
            (urlsplit(url).hostname or "").removeprefix("www.")
            for id_ in ids
            if (url := records.articles[id_].source.url)
        }
        for ids in (some, others)
    )
    return bool(one and two) and not any(
        f".{first}".endswith(f".{second}") or f".{second}".endswith(f".{first}")
        for first in one
        for second in two
    )


PRESS = frozenset({"news_report", "wire_copy", "interview", "analysis", "opinion"})


_STEM = 4  # letters that forms of one name share


@particular
def source_page(article: Article) -> Iterator[str]:
    """The page that the source of ``article`` is, if it is one."""
    if article.source.url:
        yield page_of(article.source.url)


def check_addresses(records: Records) -> Iterator[Finding]:
    """Addresses that lead elsewhere than to the source, or only on one computer."""
    for article_id, article in records.articles.items():
        for field, message, hint in records.kept.of(_addresses, article):
            yield in_source(article_id, "wrong-address", field, message, hint)
    hosts: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for article_id, article in records.articles.items():
        if article.source.url:
            hosts[_host(article.source.url)][article.source.publisher].append(article_id)
    homes = grouped((name, host) for host, names in hosts.items() for name in names)
    named = {_joined(name): name for name in homes}
    for host, publishers in hosts.items():
        yield from _whole_site(records, [id_ for ids in publishers.values() for id_ in ids])
        yield from _of_another(host, publishers, homes, named)


def _joined(name: str) -> str:
    return alike(name).removeprefix("the ").replace(" ", "")


def _whole_site(records: Records, articles: Sequence[str]) -> Iterator[Finding]:
    """Articles that name a whole site of which others name pages."""
    paths = {id_: urlsplit(records.articles[id_].source.url or "") for id_ in articles}
    whole = {id_ for id_, url in paths.items() if not (url.path.strip("/") or url.query)}
    for article_id in articles:
        if article_id in whole:
            of_press = records.articles[article_id].source.genre in PRESS
            if of_press or len(whole) < len(articles):
                message = "this is the address of a whole site"
                hint = "copy the address of the page"
                yield in_source(article_id, "wrong-address", "url", message, hint)


def _addresses(article: Article) -> Iterator[tuple[str, str, str]]:
    """Field, message and hint for each wrong address."""
    source = article.source
    if source.url and _ARCHIVES.match(source.url):
        message = "this is the address of a copy in a web archive"
        yield "url", message, "move it to `archive_url`, and write here where the page itself is"
    for field, url in (("url", source.url), ("archive_url", source.archive_url)):
        if url and (found := _not_of_a_page(url, is_archive=field == "archive_url")):
            yield field, *found
    if source.archive_url:
        for message, hint in _of_archive(source, source.archive_url):
            yield "archive_url", message, hint


def _not_of_a_page(url: str, *, is_archive: bool) -> tuple[str, str] | None:
    """Message and hint, if ``url`` leads to no page or redirects to another one."""
    if _ONLY_HERE.match(url):
        return "this address leads nowhere on other computers", "copy the public address"
    if _CUT.search(url):
        return "this address is cut off at its end", "copy all of it"
    if _SEARCHES.match(url):
        return "this is a page of search results", "open the page, and copy its own address"
    joined = url.count("://") > 1 and re.search(r"[a-z0-9]https?://", url)
    if _REDIRECTS.match(url) or (joined and not is_archive):
        return "this address only redirects to another one", "copy it from the page itself"
    return None


def _of_archive(source: Source, archive_url: str) -> Iterator[tuple[str, str]]:
    """Message and hint, if the copy is of another page or another day."""
    if source.url and page_of(archive_url) == page_of(source.url):
        yield "this is the address of the page itself", "copy the address of the archived copy"
    found = _ARCHIVED.match(archive_url)
    if not found:
        return
    hint = "copy the address of the copy of this source"
    if source.url and not _ARCHIVES.match(source.url):
        if _host(found[4]) != _host(source.url):
            yield f"this is a copy of a page of {_host(found[4])}, not of {_host(source.url)}", hint
        elif _name(found[4]) != _name(source.url) and _name(found[4]).isalnum():
            yield "this is a copy of another page of the same site", hint
    first = source.published.first
    if first and (made := _day(found)) and (first - made).days > 1:
        message = (
            f"this copy was made on {made}, before the source was published ({source.published})"
        )
        yield message, "correct the date, or name the copy of this source"


def _name(url: str) -> str:
    """The last part of the path, which identifies the page on its site."""
    return urlsplit(url).path.rstrip("/").rpartition("/")[2]


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _of_another(
    host: str,
    publishers: Mapping[str, list[str]],
    homes: Mapping[str, Sequence[str]],
    named: Mapping[str, str],
) -> Iterator[Finding]:
    """Articles at the address of another publisher, by its name or by its host."""
    labels = [it for it in host.replace("-", "").split(".") if len(it) >= _NAME and it in named]
    for name, ids in publishers.items():
        elsewhere = [at for at in homes[name] if at != host]
        called = next((named[it] for it in labels if it not in _joined(name)), None)
        owner, *others = [other for other in publishers if other != name] or [name]
        if called:
            message = f"{host} seems to be the site of '{called}', not of '{name}'"
        elif owner != name and elsewhere and not others and len(homes[owner]) == 1:
            if len(ids) > len(publishers[owner]):
                continue
            message = f"'{owner}' has {host} in '{publishers[owner][0]}', '{name}' another one"
        else:
            continue
        known = f"other articles of '{name}' are at {elsewhere[0]}" if elsewhere else ""
        hint = f"correct `publisher` or `url`; {known or 'if both are right, accept this'}"
        for article_id in ids:
            yield in_source(article_id, "wrong-address", "url", message, hint)


def check_papers(records: Records) -> Iterator[Finding]:
    """Articles with another paper in the title, or with their author as a speaker."""
    for article_id, article in records.articles.items():
        source, paper = article.source, _PAPER.match(article.title)
        known = words_in(" ".join((source.publisher, *source.via))) if paper else ()
        titled = {*words_in(paper[1])} if paper else set()
        # Two papers of one town share its name.
        titled = titled & _PAPERS or titled
        if paper and " " in paper[1] and titled.isdisjoint(known):
            message = f"the title is of '{paper[1]}', but the publisher is '{source.publisher}'"
            hint = "correct one of the two, or accept this"
            yield in_source(article_id, "copied", "publisher", message, hint)
        speaking = {name for quote in article.quotes for name in quote.speaker}
        actors = [records.actors[it].name for it in speaking if it in records.actors]
        for index, name in enumerate(source.authors if source.genre in _OTHERS_WORDS else ()):
            if name in actors:
                message = f"'{name}' is an author of this source, and speaks in it"
                path, hint = ("source", "authors", index), "name who wrote it, or correct `genre`"
                yield Finding("names-itself", "article", article_id, path, message, hint)


def check_headlines(records: Records) -> Iterator[Finding]:
    """Headlines with words from the address of another article and not of their own."""
    slugs = {id_: _slug(it.source.url or "") for id_, it in records.articles.items()}
    owners = {slug: id_ for id_, slug in slugs.items() if len(slug) >= _SLUG}
    for article_id, article in records.articles.items():
        headline = frozenset(words_in(article.source.headline or ""))
        slug, owner = slugs[article_id], owners.get(headline)
        if owner and slug and slug.isdisjoint(headline):
            message = f"the address of '{owner}' has these words, and not that of this article"
            yield in_source(article_id, "copied", "headline", message, COPIED)


def _slug(url: str) -> frozenset[str]:
    """The words in the last part of an address."""
    return frozenset(it for it in words_in(url.rstrip("/").rpartition("/")[2]) if it.isalpha())


# In an address or an id: "2031/05/02", "2031-05-02", "20310502".
_IN_PATH = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/_]?)([01]\d)\2([0-3]\d)(?!\d)")
# In a text: "2 May 2031", "May 2, 2031", "2031-05-02".
IN_TEXT = re.compile(
    r"\b(?:\d{4}-\d\d-\d\d|\d{1,2}(?:st|nd|rd|th|er)?\.? [^\W\d_]{3,12}\.?,? \d{4}"
    r"|[^\W\d_]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})\b"
)


def check_published(records: Records) -> Iterator[Finding]:
    """Sources with another date in their address, or in the article's id."""
    for article_id, article in records.articles.items():
        published, url = article.source.published, article.source.url or ""
        if published.precision != "day" or published.first is None:
            continue
        path = url.partition("://")[2].partition("/")[2].partition("?")[0]
        days = list(days_in_address(path))
        # A folder of a day is the day of publication, a name may tell another.
        by_folder = re.search(r"\d{4}/\d\d/\d\d/", path) is not None
        wrong = by_folder and len(days) == 1 and abs((days[0] - published.first).days) > 1
        if wrong or may_be_slip(published.first, days):
            yield published_else(article_id, published, "the address has", days[0])
        elif may_be_slip(published.first, days := list(days_in_address(article_id))):
            yield published_else(article_id, published, "the article's id has", days[0])


def published_else(article_id: str, published: PartialDate, where: str, day: date) -> Finding:
    """A fault: ``where`` something says so, the source was published on another ``day``."""
    message = f"published {published}, but {where} {day}"
    hint = f"write `published: {day}` if that is right"
    return in_source(article_id, "published-else", "published", message, hint)


def days_in_address(path: str) -> Iterator[date]:
    """The days that an address or an id has in figures."""
    for year, _, month, day in _IN_PATH.findall(path):
        try:
            yield date(int(year), int(month), int(day))
        except ValueError:
            continue


def may_be_slip(day: date, others: Iterable[date]) -> bool:
    """Whether ``day`` is one of ``others`` with a part of it wrong, and there is no right one."""
    others = {*others}
    if len(others) != 1 or any(abs((other - day).days) <= 1 for other in others):
        return False
    (other,) = others
    parts = [
        one == two for one, two in zip(day.timetuple()[:3], other.timetuple()[:3], strict=True)
    ]
    return other == turned(day) or (parts[2] and sum(parts) == 2)


def turned(day: date) -> date | None:
    """The day with its month and its day of the month the other way round."""
    return day.replace(month=day.day, day=day.month) if day.month != day.day <= 12 else None
