"""Tables of what lies beside the articles: topics, events, actors, demands, claims, briefings."""

from __future__ import annotations

from onrecord.exports.table import Column, Table, date, derived, key, place, ref, refs, text, word

_NOTE = text("note", "A note of the desk.")
_FORMERLY = Column("formerly", "ids", "Ids it had before; their addresses lead to it.")


def address(of: str) -> Column:
    """The page of a row."""
    return derived("address", "text", f"The page of {of}, below the address of the site.")


def count(name: str, meaning: str) -> Column:
    """A number that the pages show too."""
    return derived(name, "integer", meaning, required=True)


TOPICS = Table(
    "topics",
    "A topic that demands, claims and quotes are about.",
    ("topic",),
    (
        key("topic", "The id of the topic."),
        text("name", "Its name.", required=True),
        text("summary", "What it is, in the desk's words."),
        address("the topic"),
    ),
)

EVENTS = Table(
    "events",
    "An event at which things were said, where several articles tell of it.",
    ("event",),
    (
        key("event", "The id of the event."),
        text("name", "Its name.", required=True),
        date("date", "When it was, local at the place.", required=True),
        text("place", "Where it was."),
        Column("time", "time", "The time of day, with its offset from UTC."),
        _NOTE,
    ),
)

EVENT_DATES = Table(
    "event_dates",
    "A date that a source gives for an event, differing from the desk's.",
    ("event", "position"),
    (
        key("event", "The event.", "events.event"),
        place("the dates given for the event"),
        date("date", "The date that the source gives.", required=True),
        ref("quote", "quotes.quote", "The quote that gives it.", required=True),
    ),
)

ACTORS = Table(
    "actors",
    "Someone who speaks, acts or is addressed: a person, a state, an organisation and so on.",
    ("actor",),
    (
        key("actor", "The id of the actor."),
        text("name", "The name, as the site shows it.", required=True),
        word("kind", "actor_kind", "What kind of actor.", required=True),
        text("sort_name", "The name as a list sorts it."),
        Column("wikidata", "text", "The item of Wikidata, Q and a number."),
        text("summary", "Who it is, in the desk's words."),
        _NOTE,
        _FORMERLY,
        count("utterances", "Utterances of its own that this desk chose."),
        count("utterances_for_it", "Utterances of those who speak for it."),
        count("demands_made", "Demands that are its."),
        count("demands_received", "Demands addressed to it."),
        count("claims_made", "Claims that are its."),
        count("claims_received", "Claims against it."),
        Column("last_heard", "date", "The latest known date of words of its own.", derived=True),
        address("the actor"),
    ),
)

ACTOR_NAMES = Table(
    "actor_names",
    "Another name of an actor.",
    ("actor", "position"),
    (
        key("actor", "The actor.", "actors.actor"),
        place("the actor's other names"),
        text("name", "The name.", required=True),
        Column("language", "language", "Its language."),
        word("kind", "name_kind", "What kind of name."),
    ),
)

ACTOR_ROLES = Table(
    "actor_roles",
    "What an actor is, for whom, from when to when.",
    ("actor", "position"),
    (
        key("actor", "The actor.", "actors.actor"),
        place("the actor's roles"),
        text("title", "The role.", required=True),
        ref("of", "actors.actor", "For whom; for a state or an organisation: of what a member."),
        date("from", "The first day; open where empty."),
        date("to", "The last day; open where empty."),
    ),
)

ACTOR_LINKS = Table(
    "actor_links",
    "A page elsewhere about an actor.",
    ("actor", "position"),
    (
        key("actor", "The actor.", "actors.actor"),
        place("the actor's links"),
        text("title", "What the page is.", required=True),
        Column("url", "url", "Its address.", required=True),
    ),
)

DEMANDS = Table(
    "demands",
    "A demand: one requested change, one way.",
    ("demand",),
    (
        key("demand", "The id of the demand."),
        text("title", "The demand, in neutral words of the desk.", required=True),
        refs("by", "actors.actor", "Whose demand it is.", required=True),
        refs("to", "actors.actor", "To whom it is addressed.", required=True),
        ref("topic", "topics.topic", "What it is about.", required=True),
        word("action", "action", "What is to be done.", required=True),
        word("strength", "strength", "How strongly it is put.", required=True),
        text("condition", "On what condition."),
        date("deadline", "By when."),
        ref("part_of", "demands.demand", "The demand it is a part of."),
        ref("supersedes", "demands.demand", "The demand it takes the place of."),
        text("summary", "More on it, in the desk's words."),
        _NOTE,
        _FORMERLY,
        word("outcome", "outcome", "What happened, as against what was said."),
        date("outcome_assessed_on", "When the outcome was assessed; there where it is."),
        text("outcome_assessed_by", "Who assessed it."),
        refs("outcome_evidence", "quotes.quote", "The quotes that the outcome rests on."),
        text("outcome_note", "A note on the outcome."),
        Column(
            "addressees", "ids", "Its own addressees and those of its statements.",
            "actors.actor", derived=True,
        ),
        Column("first_stated", "date", "When it was first stated, as far as known.", derived=True),
        Column("last_stated", "date", "When it was last stated, as far as known.", derived=True),
        Column("withdrawn", "date", "When it was withdrawn; empty where it was not.", derived=True),
        count("times_stated", "How often it was stated, versions of one utterance once."),
        address("the demand"),
    ),
)  # fmt: skip

CLAIMS = Table(
    "claims",
    "A claim: something that someone says is so. The desk does not say whether it is.",
    ("claim",),
    (
        key("claim", "The id of the claim."),
        text("text", "The claim, in a neutral paraphrase of the desk.", required=True),
        refs("by", "actors.actor", "Who makes it.", required=True),
        refs("against", "actors.actor", "Whom it is against."),
        refs("about", "topics.topic", "What it is about."),
        word("kind", "claim_kind", "What kind of claim.", required=True),
        refs("conflicts_with", "claims.claim", "Claims that cannot be so if it is, as written."),
        _NOTE,
        _FORMERLY,
        Column(
            "conflicts", "ids", "The same, named from either side.", "claims.claim", derived=True
        ),
        address("the claim"),
    ),
)

CLAIM_REPLIES = Table(
    "claim_replies",
    "What the one a claim is against said to it, or that nothing was found.",
    ("claim", "position"),
    (
        key("claim", "The claim.", "claims.claim"),
        place("the replies to the claim"),
        ref("by", "actors.actor", "Whose reply.", required=True),
        word("reply", "reply", "What kind of reply.", required=True),
        ref("quote", "quotes.quote", "The words it rests on."),
        refs("told_by", "actors.actor", "Who tells of it, where it is not in its own words."),
        date("date", "When it was given."),
        date("searched_through", "The last day searched."),
        text("searched_in", 'Where was searched; "the sources of this desk" where empty.'),
        date("asked_on", "When the desk asked; never where empty."),
        _NOTE,
    ),
)

BRIEFINGS = Table(
    "briefings",
    "What a person wrote over a briefing.",
    ("briefing",),
    (
        key("briefing", "The id of the briefing."),
        Column("since", "day", "The first day.", required=True),
        Column("until", "day", "The last day.", required=True),
        text("bottom_line", "What it comes to, by a person.", required=True),
        text("by", "Who wrote it."),
        date("date", "When."),
        refs("evidence", "quotes.quote", "The quotes it rests on."),
        refs("topics", "topics.topic", "Only these topics."),
        refs("actors", "actors.actor", "Only these actors."),
        address("the briefing"),
    ),
)

WORLD = (
    TOPICS, EVENTS, EVENT_DATES, ACTORS, ACTOR_NAMES, ACTOR_ROLES, ACTOR_LINKS, DEMANDS, CLAIMS,
    CLAIM_REPLIES, BRIEFINGS,
)  # fmt: skip
