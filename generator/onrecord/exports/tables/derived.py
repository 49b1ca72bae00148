"""Tables that follow from the others: where demands and claims stand, and who is heard."""

from __future__ import annotations

from onrecord.exports.table import Table, derived

POSITIONS = Table(
    "positions",
    "Where a demand stands towards one whom it is addressed to.",
    ("demand", "addressee"),
    (
        derived("demand", "id", "The demand.", "demands.demand", required=True),
        derived("addressee", "id", "To whom.", "actors.actor", required=True),
        derived("title", "text", "What is demanded.", required=True),
        derived("state", "word", "Where it stands.", words="position", required=True),
        derived("told", "boolean", "Whether that rests on what somebody else tells."),
        derived("date", "date", "When the latest deciding answer was given."),
        derived("told_by", "ids", "Who tells of it.", "actors.actor"),
        derived("quotes", "ids", "The quotes that it rests on.", "quotes.quote"),
        derived("responses", "ids", "The rows that decide.", "responses.row"),
        derived("beside", "ids", "Later rows that are told and do not decide.", "responses.row"),
        derived("answers", "integer", "How many answers there are towards them.", required=True),
        derived("searched_through", "date", "The last day searched, where something was."),
        derived("searched_in", "text", "Where was searched."),
    ),
    derived=True,
)

ANSWERS = Table(
    "answers",
    "One actor's answer to one demand, as far as one addressee is concerned.",
    ("demand", "addressee", "by", "row"),
    (
        derived("demand", "id", "The demand.", "demands.demand", required=True),
        derived("addressee", "id", "Towards whom it counts; of an outsider: the outsider.",
                "actors.actor", required=True),
        derived("by", "id", "Whose answer.", "actors.actor", required=True),
        derived("row", "id", "The row that says so.", "responses.row", required=True),
        derived("response", "word", "What kind of answer.", words="response", required=True),
        derived("relation", "word", "What the answerer is to the addressee.", words="relation",
                required=True),
        derived("rank", "word", "How near it is to the addressee.", words="rank", required=True),
        derived("told_by", "id", "Who tells of it.", "actors.actor"),
        derived("quote", "id", "The words it rests on.", "quotes.quote"),
        derived("date", "date", "When it was given, as far as known.", required=True),
        derived("early", "boolean", "Whether it is dated before the demand was first stated."),
        derived("late", "boolean", "Whether it is dated after the demand's end."),
        derived("decides", "boolean", "Whether it is one of those that make the position."),
    ),
    derived=True,
)  # fmt: skip

CLAIM_STANDINGS = Table(
    "claim_standings",
    "What has become of a claim.",
    ("claim",),
    (
        derived("claim", "id", "The claim.", "claims.claim", required=True),
        derived("standing", "word", "What has become of it.", words="standing", required=True),
        derived("told_by", "ids", "On whose account alone it stands so.", "actors.actor"),
        derived("first_asserted", "date", "When it was first asserted, as far as known."),
        derived("asserted", "integer", "How many rows assert it.", required=True),
        derived("denied", "integer", "How many deny it.", required=True),
        derived("disputed", "integer", "How many dispute it.", required=True),
        derived("corroborated", "integer", "How many corroborate it.", required=True),
        derived("retracted", "integer", "How many take it back.", required=True),
    ),
    derived=True,
)

HEARINGS = Table(
    "hearings",
    "Whether one whom a claim is against is heard on it.",
    ("claim", "accused"),
    (
        derived("claim", "id", "The claim.", "claims.claim", required=True),
        derived("accused", "id", "Whom it is against.", "actors.actor", required=True),
        derived("heard", "boolean", "Whether words of theirs stand beside the claim."),
        derived("denials", "ids", "Rows of their own that deny or dispute it.", "claim_acts.row"),
        derived("told_denials", "ids", "Rows by which others tell that they do.", "claim_acts.row"),
        derived("replies", "integer", "How many replies the claim's file has.", required=True),
        derived("searched_through", "date", "The last day searched, where nothing was found."),
        derived("searched_in", "text", "Where was searched."),
    ),
    derived=True,
)

DERIVED = (POSITIONS, ANSWERS, CLAIM_STANDINGS, HEARINGS)
