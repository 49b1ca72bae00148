"""The columns of a plain sheet of quotes, one row a quote, by the many names they go under."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# A column of what the desk says to itself: it never becomes a text for readers.
REMARKS = "remarks"

# What a column is called here, and what else it may be called, in English and in French.
_ARTICLE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "title": ("article_title", "titre_de_l_article"),
        "summary": ("resume",),
        "added": ("added_on",),
        "publisher": (
            "source",
            "outlet",
            "newspaper",
            "medium",
            "media",
            "publication",
            "journal",
            "editeur",
        ),
        "published": (
            "published_on",
            "publication_date",
            "date_published",
            "date_of_publication",
            "publie",
            "publie_le",
            "date_de_publication",
        ),
        "headline": ("titre", "manchette"),
        "url": ("link", "address", "source_url", "article_url", "web_address", "lien", "adresse"),
        "authors": ("author", "byline", "written_by", "auteur", "auteurs"),
        "retrieved": ("retrieved_on", "accessed", "accessed_on", "consulte_le"),
        "archive_url": ("archive", "archived_at", "archive_link", "lien_d_archive"),
        "genre": ("kind_of_source", "type_of_source", "type_de_source"),
        "rights": ("copyright", "droits"),
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
        "text": (
            "quote",
            "quotation",
            "words",
            "exact_words",
            "quoted_words",
            "citation",
            "mots",
            "mots_exacts",
            "propos",
            "verbatim",
        ),
        "speaker": (
            "who",
            "said_by",
            "speaker_name",
            "name_of_speaker",
            "qui",
            "locuteur",
            "intervenant",
            "dit_par",
        ),
        "speaking_as": ("role", "speaker_role", "function", "capacity", "fonction"),
        "form": ("quote_form", "form_of_quote", "forme"),
        "gist": ("in_our_words", "paraphrase", "en_substance"),
        "context": ("contexte",),
        "to": ("said_to", "addressed_to", "a_qui", "adresse_a"),
        "via": ("reported_by", "according_to"),
        "said_date": ("date", "date_said", "said", "said_on", "when", "dit_le", "quand"),
        "said_place": ("place", "said_in", "said_at", "where", "location", "lieu", "ou"),
        "said_event": (),
        "said_event_name": (),
        "said_event_place": (),
        "said_event_date": (),
        "language": ("lang", "langue"),
        "original_language": ("langue_originale",),
        "original_text": ("original", "original_words", "mots_originaux"),
        "translation_by": ("translated_by", "translation", "traduit_par", "traduction"),
        "translation_relay": ("relay", "relay_language"),
        "basis": (),
        "about": ("topic", "topics", "theme", "themes", "sujet", "sujets"),
        "bears_on_demands": (),
        "bears_on_claims": (),
        "note": ("public_note", "note_for_readers", "note_publique"),
        "quoting": (),
        "state": ("etat",),
    }
)
_BESIDE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "article": ("article_id",),
        "speaker_id": ("actor", "actor_id"),
        "speaker_kind": (
            "kind_of_speaker", "kind", "actor_kind",
            "type_de_locuteur", "type_d_intervenant", "type_d_acteur",
        ),
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
