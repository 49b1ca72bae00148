"""What changed of records: added, removed, renamed, every written field, and their addresses."""

from collections import Counter
from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from onrecord.desk.quotes import QuoteEntry, article_occasion
from onrecord.records import KINDS, Article, Claim, Demand, Event, Subject, YamlPath, fixed
from onrecord.records.record_kinds import quote_uri

from .changes import ChangedRecord
from .compared_fields import ComparedField, Comparison
from .compared_states import Owner, Side

_COMES_AS = {"article": "source"}  # an article is added and removed as the source that it annotates


def compare_records(comparison: Comparison) -> None:
    """Records that have a file or an entry of their own, added, removed, renamed and changed."""
    for kind in KINDS:
        _compare_kind(comparison, kind, _COMES_AS.get(kind, kind))


def _compare_kind(comparison: Comparison, kind: str, comes_as: str) -> None:
    before, after = comparison.before, comparison.after
    older = {before.now(kind, id_): id_ for id_ in before.records.of(kind)}
    newer = after.records.of(kind)
    for id_, old_id in older.items():
        old, new = before.records.of(kind)[old_id], newer.get(id_)
        if new is None:
            about = changed_record(before, kind, old_id)
            comparison.add(f"{comes_as}-removed", about, old=_named(kind, old))
            continue
        about = changed_record(after, kind, id_)
        if old_id != id_:
            comparison.add(f"{kind}-renamed", about, old_id, id_)
        if old != new:
            comparison.add_fields(kind, about, old, new)
            if isinstance(new, Article) and old.event != new.event:
                was = article_occasion("", old, before.desk.events)
                now = article_occasion("", new, after.desk.events)
                _add_occasion(
                    comparison,
                    ("article-changed", "event"),
                    about,
                    (was.name, was.place, was.date),
                    (now.name, now.place, now.date),
                )
    for id_, new in newer.items():
        if id_ not in older:
            about = changed_record(after, kind, id_)
            comparison.add(f"{comes_as}-added", about, new=_named(kind, new))


def changed_record(side: Side, kind: str, id_: str) -> ChangedRecord:
    """A record of ``side`` as what changes are about."""
    record, described = side.records.of(kind)[id_], KINDS[kind]
    return ChangedRecord(
        id=id_,
        uri=described.address(id_) if described.has_page else None,
        owner=(kind, id_),
        path=described.top(id_),
        gone=side.gone,
        facts=_facts(side, kind, record),
    )


def _facts(side: Side, kind: str, record: BaseModel) -> dict[str, str]:
    facts = {kind: str(getattr(record, KINDS[kind].title))}
    match record:
        case Article():
            facts["title"] = record.title
            facts["publisher"] = record.source.publisher
            facts["date"] = str(record.source.published)
        case Event():
            facts["date"] = str(record.date)
        case Demand():
            facts["by"] = side.actors(record.by)
            facts["to"] = side.actors(record.to)
        case Claim():
            facts["by"] = side.actors(record.by)
            facts["against"] = side.actors(record.against)
    return facts


def _named(kind: str, record: BaseModel) -> str:
    if isinstance(record, Article) and record.source.headline:
        return record.source.headline
    return str(getattr(record, KINDS[kind].title))


def _add_occasion(
    comparison: Comparison,
    kind: tuple[str, str],
    about: ChangedRecord,
    old: tuple[object, ...],
    new: tuple[object, ...],
) -> None:
    """Add each of event, place and date that differs.

    ``kind`` is the kind of change, and the key of the field that has them.
    """
    change, key = kind
    for name, was, now in zip(("event", "place", "date"), old, new, strict=True):
        if was != now:
            texts = (None if value is None else str(value) for value in (was, now))
            values = "date" if name == "date" else "text"
            comparison.add(change, about, *texts, values=values, at=(key, name), field=name)


def compare_quotes(comparison: Comparison) -> None:
    """Quotes added, removed, renamed and changed; nothing of the words of one that is withheld."""
    before, after = comparison.before, comparison.after
    older, newer = before.quotes, after.quotes
    for reference, old in older.items():
        new = newer.get(reference)
        if new is None:
            about = quote_record(before, old, old.reference)
            comparison.add("quote-removed", about, old=_shown(comparison, old, reference))
        elif (old.article_id, old.record) != (new.article_id, new.record):
            _compare_quote(comparison, quote_record(after, new, reference), old, new)
    for reference, new in newer.items():
        if reference not in older:
            about = quote_record(after, new, reference)
            comparison.add("quote-added", about, new=_shown(comparison, new, reference))


def quote_record(side: Side, quote: QuoteEntry, reference: str) -> ChangedRecord:
    """A quote of ``side`` as what changes are about."""
    return ChangedRecord(
        id=reference,
        uri=quote_uri(reference),
        owner=("article", quote.article_id),
        path=("quotes", quote.index),
        gone=side.gone,
        facts={
            "speaker": ", ".join(side.name("actor", speaker) for speaker in quote.speakers),
            "publisher": quote.article.source.publisher,
            "date": str(quote.date),
        },
    )


def _shown(comparison: Comparison, quote: QuoteEntry, reference: str) -> str | None:
    """The words that are shown; none if the quote is withheld on either side."""
    if reference in comparison.withheld.after:
        return None
    record = quote.record
    return (record.gist if record.form == "indirect" else record.words) or None


def _compare_quote(
    comparison: Comparison, about: ChangedRecord, old: QuoteEntry, new: QuoteEntry
) -> None:
    before, after, withheld = comparison.before, comparison.after, comparison.withheld.after
    hidden = about.id in withheld
    # The text on how two versions differ may have the words of either.
    version_hidden = hidden or any(
        side.reference(same.quote, quote.article_id) in withheld
        for side, quote in ((before, old), (after, new))
        for same in quote.record.same_as
    )

    def is_hidden(field: ComparedField) -> bool:
        of_version = field.path[0].name == "same_as"
        return field.repeats_words and (version_hidden if of_version else hidden)

    articles = (old.article_id, new.article_id)
    # That the words of one that is surely withheld differ is said by its state.
    surely = old.record.withheld or new.record.withheld
    comparison.add_fields(
        "quote", about, old.record, new.record, articles=articles, hidden=is_hidden, told=not surely
    )
    if old.record.said != new.record.said:  # a new date of the event itself is one change of it
        _add_occasion(
            comparison,
            ("quote-changed", "said"),
            about,
            (old.occasion.name, old.place, old.date),
            (new.occasion.name, new.place, new.date),
        )
    same_article = before.now("article", old.article_id) == new.article_id
    if same_article and old.record.id != new.record.id:
        comparison.add("quote-renamed", about, old.reference, new.reference, at=("id",))


@fixed
class Address:
    """An address of a record."""

    subject: Subject  # the page that is or was there
    name: str
    owner: Owner  # the record whose file makes it, at `path`
    path: YamlPath
    to: str | None = None  # where it leads, if it is one that the record had before


def compare_addresses(comparison: Comparison) -> None:
    """Addresses that no longer exist, and those that now lead elsewhere.

    Those that go or move with their article are one change, with their number.
    """
    if _ids(comparison.before) == _ids(comparison.after):
        return
    before, after = addresses(comparison.before), addresses(comparison.after)
    kept = after.keys() | comparison.after.redirects
    gone = {uri: old for uri, old in before.items() if uri not in kept}
    moved = {
        uri: after[uri]
        for uri, old in before.items()
        if uri in after and after[uri].to is not None and after[uri].to != old.to
    }
    for uri, old, facts in _grouped(gone):
        about = ChangedRecord(uri, uri, old.owner, old.path, facts, gone=True)
        comparison.add("address-gone", about, old=uri)
    for uri, new, facts in _grouped(moved):
        about = ChangedRecord(uri, new.to, new.owner, new.path, facts)
        comparison.add("address-moved", about, uri, new.to)


def _ids(side: Side) -> list[object]:
    """All values that addresses of records are made of."""
    quotes = ([quote.id for quote in article.quotes] for article in side.records.articles.values())
    formerly = (
        (kind, id_, getattr(record, "formerly", ()))
        for kind in KINDS
        for id_, record in side.records.of(kind).items()
    )
    return [*quotes, *formerly]


def _grouped(found: Mapping[str, Address]) -> Iterator[tuple[str, Address, dict[str, str]]]:
    """Each address and its facts; quotes of an article are grouped under the article."""
    subjects = [address.subject for address in found.values()]
    articles = {subject.id for subject in subjects if subject.kind == "article"}
    counts = Counter(subject.article for subject in subjects if subject.section == "quotes")
    for uri, address in found.items():
        subject = address.subject
        if subject.section != "quotes" or subject.article not in articles:
            count = 1 + counts[subject.id] if subject.kind == "article" else 1
            yield uri, address, {"name": address.name, "count": str(count)}


def addresses(side: Side) -> Mapping[str, Address]:
    """Every address of a record of ``side``, former ones too; lists and their parts are none."""
    found: dict[str, Address] = {}
    former: dict[str, Address] = {}
    for kind, described in KINDS.items():
        if not described.has_page or kind == "briefing":  # a briefing's page is made on demand
            continue
        for id_, record in side.records.of(kind).items():
            name, owner, path = side.name(kind, id_), (kind, id_), described.top(id_)
            here = dict(side.desk.pages_of(kind, id_))
            for subject, at in here.items():
                found[subject.uri] = Address(subject, name, owner, (*path, *at))
            for old in getattr(record, "formerly", ()):
                was = side.desk.pages_of(kind, id_, old)
                for (subject, _), to in zip(was, here, strict=True):
                    former[subject.uri] = Address(subject, name, owner, ("formerly",), to.uri)
    return former | found  # an address in use goes before a former one
