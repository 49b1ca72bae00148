"""What changed of records: added, removed, renamed, and every written field that differs."""

from pydantic import BaseModel

from onrecord.desk.addresses import quote_uri
from onrecord.desk.quotes import QuoteEntry, article_occasion
from onrecord.records import Article, Claim, Demand, Event
from onrecord.records.kinds import KINDS

from .comparison import ChangedRecord, Comparison
from .fields import ComparedField
from .sides import Side

# An article is added and removed as the source that it annotates.
_COMES_AS = {"article": "source"}


def compare_records(comparison: Comparison) -> None:
    """Records that have a file or an entry of their own, added, removed, renamed and changed."""
    for kind in KINDS:
        _compare_kind(comparison, kind)


def _compare_kind(comparison: Comparison, kind: str) -> None:
    before, after = comparison.before, comparison.after
    older = {before.now(kind, id_): id_ for id_ in before.records.of(kind)}
    newer = after.records.of(kind)
    comes_as = _COMES_AS.get(kind, kind)
    for id_, old_id in older.items():
        old, new = before.records.of(kind)[old_id], newer.get(id_)
        if new is None:
            about = changed_record(before, kind, old_id)
            comparison.add(f"{comes_as}-removed", about, old=_called(kind, old))
            continue
        about = changed_record(after, kind, id_)
        if old_id != id_:
            comparison.add(f"{kind}-renamed", about, old_id, id_)
        if old != new:
            comparison.add_fields(kind, about, old, new)
            if isinstance(new, Article):
                _compare_event(comparison, about, old, new)
    for id_, new in newer.items():
        if id_ not in older:
            about = changed_record(after, kind, id_)
            comparison.add(f"{comes_as}-added", about, new=_called(kind, new))


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


def _called(kind: str, record: BaseModel) -> str:
    if isinstance(record, Article) and record.source.headline:
        return record.source.headline
    return str(getattr(record, KINDS[kind].title))


def _compare_event(
    comparison: Comparison, about: ChangedRecord, old: Article, new: Article
) -> None:
    """The event, where the article names another one or says something else of it."""
    if old.event == new.event:
        return
    was = article_occasion("", old, comparison.before.desk.events)
    now = article_occasion("", new, comparison.after.desk.events)
    _add_saying(
        comparison,
        ("article-changed", "event"),
        about,
        (was.name, was.place, was.date),
        (now.name, now.place, now.date),
    )


def _add_saying(
    comparison: Comparison,
    kind: tuple[str, str],
    about: ChangedRecord,
    old: tuple[object, ...],
    new: tuple[object, ...],
) -> None:
    """Add what differs of event, place and date; ``kind`` of change, and the key that has them."""
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
    """What is shown as said; nothing of a quote that is withheld on either side."""
    if reference in comparison.withheld.after:
        return None
    record = quote.record
    return (record.gist if record.form == "indirect" else record.words) or None


def _compare_quote(
    comparison: Comparison, about: ChangedRecord, old: QuoteEntry, new: QuoteEntry
) -> None:
    before, after, withheld = comparison.before, comparison.after, comparison.withheld.after
    hidden = about.id in withheld
    # What says in what versions differ may have the words of either.
    version_hidden = hidden or any(
        side.reference(same.quote, quote.article_id) in withheld
        for side, quote in ((before, old), (after, new))
        for same in quote.record.same_as
    )

    def may_be_told(field: ComparedField) -> bool:
        is_hidden = version_hidden if field.path[0].name == "same_as" else hidden
        return not (is_hidden and field.repeats_words)

    articles = (old.article_id, new.article_id)
    comparison.add_fields(
        "quote", about, old.record, new.record, articles=articles, only=may_be_told
    )
    if old.record.said != new.record.said:  # else an event that is dated anew tells it once
        _add_saying(
            comparison,
            ("quote-changed", "said"),
            about,
            (old.occasion.name, old.place, old.date),
            (new.occasion.name, new.place, new.date),
        )
    same_article = before.now("article", old.article_id) == new.article_id
    if same_article and old.record.id != new.record.id:
        comparison.add("quote-renamed", about, old.reference, new.reference, at=("id",))
