"""What a quote takes from its article's ``speakers`` and ``defaults``.

Done on nodes, so that a value keeps the place where it is written.
"""

from __future__ import annotations

from onrecord.reading import Entry, Mapping, Node, Scalar, Sequence

from .quote import TELLING_WORDS

# What only the quote itself can say: the writer's own marks have no speaker, and withheld words
# have no substitute.
_OWN_IF_SCARE = ("speaker",)


def inherit(article: Node) -> Node:
    """``article`` with each of its quotes completed; as it is where nothing is to be inherited."""
    if not isinstance(article, Mapping) or "quotes" not in article.entries:
        return article
    defaults, speakers = _mapping(article, "defaults"), _mapping(article, "speakers")
    if defaults is None and speakers is None:
        return article
    entry = article.entries["quotes"]
    quotes = _complete_all(entry.value, defaults, speakers)
    entries = {**article.entries, "quotes": Entry(entry.key, quotes)}
    return Mapping(entries, article.line, article.column)


def _complete_all(quotes: Node, defaults: Mapping | None, speakers: Mapping | None) -> Node:
    if isinstance(quotes, Mapping):  # one may stand alone
        return _complete(quotes, defaults, speakers)
    if not isinstance(quotes, Sequence):
        return quotes
    items = tuple(
        _complete(item, defaults, speakers) if isinstance(item, Mapping) else item
        for item in quotes.items
    )
    return Sequence(items, quotes.line, quotes.column)


def _complete(quote: Mapping, defaults: Mapping | None, speakers: Mapping | None) -> Mapping:
    own_form = _text(quote, "form")
    speaker = _text(quote, "speaker")
    if speaker is None and defaults and own_form != "scare":
        speaker = _text(defaults, "speaker")
    result = quote
    if speakers and speaker and (of_speaker := _mapping(speakers, speaker)):
        result = _merge(result, of_speaker)
    if defaults:
        result = _merge(result, defaults)
    own: tuple[str, ...] = _OWN_IF_SCARE if _text(result, "form") == "scare" else ()
    if _text(result, "state") == "withheld":
        own += TELLING_WORDS
    return _without(result, {key for key in own if key not in quote.entries})


def _merge(over: Mapping, under: Mapping) -> Mapping:
    """``over``, completed from ``under``; mappings key by key."""
    entries = dict(over.entries)
    for key, entry in under.entries.items():
        mine = entries.get(key)
        if mine is None:
            entries[key] = entry
        elif isinstance(mine.value, Mapping) and isinstance(entry.value, Mapping):
            if key == "said" and _other_event(mine.value, entry.value):
                continue  # that day and that place are the other event's
            entries[key] = Entry(mine.key, _merge(mine.value, entry.value))
    return Mapping(entries, over.line, over.column)


def _other_event(over: Mapping, under: Mapping) -> bool:
    """Whether both say at what something was said, and not the same."""
    if "event" not in over.entries or "event" not in under.entries:
        return False
    same = _text(over, "event")
    return same is None or same != _text(under, "event")


def _without(mapping: Mapping, keys: set[str]) -> Mapping:
    if keys.isdisjoint(mapping.entries):
        return mapping
    entries = {key: entry for key, entry in mapping.entries.items() if key not in keys}
    return Mapping(entries, mapping.line, mapping.column)


def _mapping(parent: Mapping, key: str) -> Mapping | None:
    entry = parent.entries.get(key)
    return entry.value if entry and isinstance(entry.value, Mapping) else None


def _text(parent: Mapping, key: str) -> str | None:
    entry = parent.entries.get(key)
    return entry.value.text if entry and isinstance(entry.value, Scalar) else None
