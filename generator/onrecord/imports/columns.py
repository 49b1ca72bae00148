"""The columns of a plain sheet of quotes, one row a quote, by the many names they go under."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# A column of what the desk says to itself: it never becomes a text for readers.
REMARKS = "remarks"

# What a column is called here, and what else it may be called.
_ARTICLE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "title": ("article_title",),
        "summary": (),
        "added": ("added_on",),
        "publisher": ("source", "outlet", "newspaper", "medium", "media", "publication"),
        "published": ("published_on", "publication_date", "date_published", "date_of_publication"),
        "headline": (),
        "url": ("link", "address", "source_url", "article_url", "web_address"),
        "authors": ("author", "byline", "written_by"),
        "retrieved": ("retrieved_on", "accessed", "accessed_on"),
        "archive_url": ("archive", "archived_at", "archive_link"),
        "genre": ("kind_of_source", "type_of_source"),
        "rights": ("copyright",),
        "party": ("outlet_of",),
        "event": (),
        "event_name": (),
        "event_place": (),
        "event_date": (),
        "mentions": (),
    }
)
_QUOTE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "id": ("quote_id",),
        "text": ("quote", "quotation", "words", "exact_words", "quoted_words"),
        "speaker": ("who", "said_by", "speaker_name", "name_of_speaker"),
        "speaking_as": ("role", "speaker_role", "function", "capacity"),
        "form": ("quote_form", "form_of_quote"),
        "gist": ("in_our_words", "paraphrase"),
        "context": (),
        "to": ("said_to", "addressed_to"),
        "via": ("reported_by", "according_to"),
        "said_date": ("date", "date_said", "said", "said_on", "when"),
        "said_place": ("place", "said_in", "said_at", "where", "location"),
        "said_event": (),
        "said_event_name": (),
        "said_event_place": (),
        "said_event_date": (),
        "language": ("lang",),
        "original_language": (),
        "original_text": ("original", "original_words"),
        "translation_by": ("translated_by", "translation"),
        "translation_relay": ("relay", "relay_language"),
        "basis": (),
        "about": ("topic", "topics"),
        "bears_on_demands": (),
        "bears_on_claims": (),
        "note": ("public_note", "note_for_readers"),
        "quoting": (),
        "state": (),
    }
)
_BESIDE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "article": ("article_id",),
        "speaker_id": ("actor", "actor_id"),
        "speaker_kind": ("kind_of_speaker", "kind", "actor_kind"),
        REMARKS: (
            "note", "notes", "comment", "comments", "remark", "remarks", "internal_note",
            "internal_notes", "memo", "to_do", "todo", "remarque", "remarques", "commentaire",
            "commentaires",
        ),
    }
)  # fmt: skip

OF_ARTICLE = frozenset(_ARTICLE)
OF_QUOTE = frozenset(_QUOTE)
# What a folded header stands for.
NAMES: Mapping[str, str] = MappingProxyType(
    {
        **{name: name for group in (_ARTICLE, _QUOTE, _BESIDE) for name in group},
        # What people call their own remarks comes last: "note" is one of them.
        **{
            other: name
            for group in (_ARTICLE, _QUOTE, _BESIDE)
            for name, others in group.items()
            for other in others
        },
    }
)

# The header of an empty sheet to fill in, in the words of people.
TEMPLATE = (
    "Publisher", "Published", "Headline", "Link", "Genre", "Language", "Speaker", "Kind of speaker",
    "Role", "Date said", "Place", "Form", "Quote", "In our words", "Context", "To", "Topic",
    "Original words", "Original language", "Translated by", "Notes",
)  # fmt: skip
