"""Tables of what an article says: its source, its quotes, and the rows that rest on them."""

from __future__ import annotations

from onrecord.exports.table import (
    Column,
    Table,
    date,
    derived,
    key,
    lines,
    place,
    ref,
    refs,
    text,
    word,
)

from .world import address

_NOTE = text("note", "A note of the desk.")


# What says of a row where it comes from: the same in every table of rows found in articles.
SOURCED = (
    derived("published", "date", "When its source appeared (told, not said)."),
    derived("added", "date", "When the desk recorded its article."),
    derived("rights", "text", "Whose the source's words are, as the source puts it."),
)
CHECKED = (
    derived("utterance", "id", "The first of the quotes of the same utterance."),
    derived(
        "verdict", "word", "What comparing the words with the source came to.", words="verdict"
    ),
    derived("checked", "day", "When they were compared; empty where they were not."),
)

ARTICLES = Table(
    "articles",
    "An article: one source, annotated.",
    ("article",),
    (
        key("article", "The id of the article."),
        text("title", "A neutral title of the desk.", required=True),
        text("summary", "What it says, in the desk's words."),
        date("added", "When the desk recorded it."),
        _NOTE,
        Column("formerly", "ids", "Ids it had before; their addresses lead to it."),
        text("publisher", "Who published the source.", required=True),
        date("published", "When.", required=True),
        text("headline", "The headline of the source."),
        Column("url", "url", "The address of the source."),
        lines("authors", "Who wrote it."),
        date("retrieved", "When the desk read it."),
        Column("archive_url", "url", "A copy of the source in an archive."),
        Column("language", "language", "The language of the source."),
        word("genre", "genre", "What kind of source."),
        lines("via", "Where the source has what it tells from."),
        text("rights", "Whose the source's words are, as the source puts it."),
        ref("party", "actors.actor", "The actor whose own outlet the publisher is."),
        ref("event", "events.event", "The event it is about, where the desk lists it."),
        text("event_name", "The event, where it is described in place."),
        text("event_place", "Where the event was, where the article says so itself."),
        date("event_date", "When the event was, where the article says so itself."),
        refs("mentions", "actors.actor", "Actors that are named, neither quoted nor acting."),
        derived("quotes", "integer", "How many quotes it has.", required=True),
        address("the article"),
    ),
)

QUOTES = Table(
    "quotes",
    "A quote, with all that it inherits in its article written out. A withheld one has none of its "
    "words and, as its note, the reason.",
    ("quote",),
    (
        key("quote", "The reference: the article's id, # and the quote's id in it."),
        ref("article", "articles.article", "The article it stands in.", required=True),
        Column("id", "id", "Its id in the article.", required=True),
        place("the quotes of the article"),
        text("text", "The exact words. Parts that the source prints apart stand in quote_parts; "
             "here they are joined by […]."),
        Column("speaker", "id", "Who said it: an actor, or `unknown`; empty for the writer's own "
               "marks."),
        text("speaking_as", "The role as the source gives it."),
        word("form", "form", "How the source gives the words."),
        text("gist", "What was said, in the desk's words: what counts where form is indirect."),
        text("context", "What it was said to, in the desk's words."),
        refs("to", "actors.actor", "To whom it was said."),
        lines("via", "Who reported it to the source."),
        date("said_date", "When it was said, where the article says so of the quote itself."),
        text("said_place", "Where, likewise."),
        Column("said_event", "id", "At what, likewise: one of the listed events, or `none`."),
        text("said_event_name", "At what, likewise, where it is described in place."),
        text("said_event_place", "Where that was."),
        date("said_event_date", "When that was."),
        Column("language", "language", "The language of the words, where not the source's."),
        Column("original_language", "language", "The language they were said in."),
        text("original_text", "The words in that language."),
        word("translation_by", "translated_by", "Whose translation the words are."),
        Column("translation_relay", "language", "The language through which they came."),
        word("basis", "basis", "On what terms it was said."),
        refs("about", "topics.topic", "What it is about."),
        refs("bears_on_demands", "demands.demand", "Demands it bears on, without answering."),
        refs("bears_on_claims", "claims.claim", "Claims it bears on."),
        _NOTE,
        ref("quoting", "actors.actor", "Whose words the speaker gives."),
        word("state", "state", "What the quote is worth.", required=True),
        derived("speaker_actor", "id", "The speaker, where it is an actor.", to="actors.actor"),
        derived("date", "date", "When it was said: its own date, else the event's."),
        derived("place", "text", "Where it was said, likewise."),
        derived("event", "id", "At which of the listed events. Words of another day than the "
                "article's event were not said there.", to="events.event"),
        derived("event_name", "text", "At what event, listed or described in place."),
        derived("words_language", "language", "The language of the words, else the source's."),
        derived("counts", "boolean", "Whether it counts as an utterance of its speaker."),
        *CHECKED,
        derived("abridged", "boolean", "Whether words are left out of it."),
        derived("inserted", "boolean", "Whether words in brackets are added to it."),
        derived("publisher", "text", "Who published its source."),
        derived("url", "url", "The address of its source."),
        *SOURCED,
        address("the quote"),
    ),
)  # fmt: skip

QUOTE_PARTS = Table(
    "quote_parts",
    "A part of a quote whose parts the source prints apart; there only where there are several.",
    ("quote", "position"),
    (
        key("quote", "The quote.", "quotes.quote"),
        place("the parts of the quote"),
        text("text", "The exact words.", required=True),
    ),
)

SAME_AS = Table(
    "same_as",
    "That a quote is the same utterance as another, in other words.",
    ("quote", "position"),
    (
        key("quote", "The quote.", "quotes.quote"),
        place("the versions that the quote names"),
        ref("same_as", "quotes.quote", "The other quote.", required=True),
        text("differs", "In what they differ, in the desk's words."),
    ),
)


def _row(of: str) -> Column:
    return Column(
        "row", "id", f"The place of the row: whose file, {of}, and which from 1.", required=True,
        derived=True,
    )  # fmt: skip


_OF_ARTICLE = ref("article", "articles.article", "The article it was found in.", required=True)
_EVIDENCE = ref("quote", "quotes.quote", "The words it rests on.")
_ACTED = (
    derived("dated", "date", "Its date: its own, else its quote's, else the event's. What a third "
             "party tells has only its own."),
    derived("counts", "boolean", "Whether anything rests on it: nothing does where its quote was "
             "taken back or withheld."),
    *CHECKED,
    *SOURCED,
)  # fmt: skip

DEMAND_ACTS = Table(
    "demand_acts",
    "That demands were stated, modified, withdrawn or reported.",
    ("row",),
    (
        _row("demands"),
        _OF_ARTICLE,
        place("the demand rows of the article"),
        refs("demand", "demands.demand", "Which demands.", required=True),
        word("act", "demand_act", "What was done.", required=True),
        refs("by", "actors.actor", "By whom; where reported: whose demand.", required=True),
        refs("to", "actors.actor", "To whom, beside the demand's own addressees."),
        _EVIDENCE,
        date("date", "When, where the row says so itself."),
        _NOTE,
        *_ACTED,
    ),
)

RESPONSES = Table(
    "responses",
    "An answer to demands, or that none was found, as it is written.",
    ("row",),
    (
        _row("responses"),
        ref("article", "articles.article", "The article it was found in; empty where the demand's "
            "own file says it."),
        place("the responses of the article, or of the demand's own file"),
        refs("demand", "demands.demand", "Which demands.", required=True),
        refs("by", "actors.actor", "Whose answer.", required=True),
        word("response", "response", "What kind of answer.", required=True),
        text("condition", "On what condition."),
        _EVIDENCE,
        ref("told_by", "actors.actor", "Who tells of it."),
        date("date", "When, where the row says so itself."),
        date("searched_through", "The last day searched."),
        text("searched_in", 'Where was searched; "the sources of this desk" where empty.'),
        date("asked_on", "When the desk asked; never where empty."),
        _NOTE,
        *_ACTED[1:],
    ),
)  # fmt: skip

CLAIM_ACTS = Table(
    "claim_acts",
    "That claims were asserted, denied, disputed, corroborated or retracted.",
    ("row",),
    (
        _row("claims"),
        _OF_ARTICLE,
        place("the claim rows of the article"),
        refs("claim", "claims.claim", "Which claims.", required=True),
        word("act", "claim_act", "What was done.", required=True),
        refs("by", "actors.actor", "By whom.", required=True),
        refs("told_by", "actors.actor", "Who tells of it, where it is not in their own words."),
        _EVIDENCE,
        date("date", "When, where the row says so itself."),
        _NOTE,
        *_ACTED,
    ),
)

CORRECTIONS = Table(
    "corrections",
    "That a quote was changed, from what to what.",
    ("article", "position"),
    (
        key("article", "The article.", "articles.article"),
        place("the corrections of the article"),
        ref("quote", "quotes.quote", "The quote.", required=True),
        date("date", "When it was corrected.", required=True),
        text("field", "Which field of the quote.", required=True),
        text("was", "What it was; of a withheld quote only what its state was."),
        text("now", "What it is; likewise."),
        word("kind", "correction_kind", "What kind of correction.", required=True),
        word("whose", "correction_of", "Who corrects.", required=True),
        _NOTE,
    ),
)

OF_ARTICLES = (
    ARTICLES, QUOTES, QUOTE_PARTS, SAME_AS, DEMAND_ACTS, RESPONSES, CLAIM_ACTS, CORRECTIONS,
)  # fmt: skip
