"""Tables that follow from the others, with their rows: positions, answers, who is heard."""

from collections.abc import Iterable, Iterator

from onrecord.desk.acts import Act
from onrecord.desk.desk import Desk
from onrecord.records import VOCABULARIES

from .table import Column, Row, Table, date_text, derived


def _search_columns(meaning: str) -> tuple[Column, Column]:
    where = derived("searched_in", "text", "Where we searched.")
    return derived("searched_through", "date", meaning), where


POSITIONS = Table(
    "positions",
    "The status of a demand with one addressee.",
    ("demand", "addressee"),
    (
        derived("demand", "id", "The demand.", "demands.demand", required=True),
        derived("addressee", "id", "To whom.", "actors.actor", required=True, facet=True),
        derived("title", "text", "What is demanded.", required=True),
        derived("state", "word", "The status.", words="position", required=True,
                facet=True),
        derived("told", "boolean", "Whether it is based only on what somebody else reports."),
        derived("conditional", "boolean",
                "Whether an answer that decides the status is given on a condition."),
        derived("date", "date", "When the latest answer that decides the status was given."),
        derived("told_by", "ids", "Who reports it.", "actors.actor"),
        derived("quotes", "ids", "The quotes it is based on.", "quotes.quote"),
        derived("responses", "ids", "The rows that decide the status.", "responses.row"),
        derived("later_accounts", "ids", "Later reported answers, which do not decide.",
                "responses.row"),
        derived("answers", "integer", "How many answers there are for this addressee, those that"
                " do not count and each version of a statement included; pages count versions"
                " once.", required=True),
        *_search_columns("The last day searched, if somebody searched."),
    ),
    derived=True,
    first_facet="state",
    latest_by="date",
)  # fmt: skip

ANSWERS = Table(
    "answers",
    "One actor's answer to one demand, counted for one addressee.",
    ("demand", "addressee", "by", "row"),
    (
        derived("demand", "id", "The demand.", "demands.demand", required=True),
        derived("addressee", "id", "The addressee it counts for; for an outsider, the outsider.",
                "actors.actor", required=True),
        derived("by", "id", "Whose answer.", "actors.actor", required=True),
        derived("row", "id", "The row with the answer.", "responses.row", required=True),
        derived("response", "word", "What kind of answer.", words="response", required=True),
        derived("condition", "text", "The condition of the answer."),
        derived("relation", "word", "What the answerer is to the addressee.", words="relation",
                required=True),
        derived("rank", "word", "In whose words it is.", words="rank", required=True),
        derived("told_by", "ids", "Who reports it.", "actors.actor"),
        derived("quote", "id", "The quote it is based on.", "quotes.quote"),
        derived("date", "date", "When it was given, if known.", required=True),
        derived("early", "boolean", "Whether it is dated before the demand was first made."),
        derived("late", "boolean", "Whether it is dated after the demand's end."),
        derived("decides", "boolean", "Whether it is one of those that decide the status."),
    ),
    derived=True,
    latest_by="date",
)  # fmt: skip

CLAIM_STANDINGS = Table(
    "claim_standings",
    "The status of a claim.",
    ("claim",),
    (
        derived("claim", "id", "The claim.", "claims.claim", required=True),
        derived("standing", "word", "The status.", words="standing", required=True),
        derived("told_by", "ids", "Who reports it, if the status is based only on reports.",
                "actors.actor"),
        derived("first_asserted", "date", "The first of the known dates on which it was asserted."),
        derived("asserted", "integer", "How many rows assert it.", required=True),
        derived("denied", "integer", "How many deny it.", required=True),
        derived("disputed", "integer", "How many dispute it.", required=True),
        derived("corroborated", "integer", "How many corroborate it.", required=True),
        derived("retracted", "integer", "How many retract it.", required=True),
    ),
    derived=True,
)  # fmt: skip

HEARINGS = Table(
    "hearings",
    "Whether an actor whom a claim is against has replied.",
    ("claim", "accused"),
    (
        derived("claim", "id", "The claim.", "claims.claim", required=True),
        derived("accused", "id", "Who the claim is against.", "actors.actor", required=True),
        derived("heard", "boolean", "Whether our sources have a reply in their own words."),
        derived("denials", "ids", "Rows of their own that deny or dispute it.", "claim_acts.row"),
        derived("told_denials", "ids", "Rows in which others report that they do.",
                "claim_acts.row"),
        derived("replies", "integer", "How many replies the claim's file has.", required=True),
        *_search_columns("The last day searched, if no reply was found."),
    ),
    derived=True,
)  # fmt: skip

DERIVED = (POSITIONS, ANSWERS, CLAIM_STANDINGS, HEARINGS)


def positions(desk: Desk, demand_id: str) -> Iterator[Row]:
    """The rows of ``positions``."""
    for addressee, position in desk.demands[demand_id].positions.items():
        yield {
            "demand": demand_id,
            "addressee": addressee,
            "title": desk.demands[demand_id].record.title,
            "state": position.state,
            "told": position.told,
            "conditional": any(answer.condition for answer in position.deciding),
            "date": date_text(position.date),
            "told_by": _once(teller for answer in position.deciding for teller in answer.told_by),
            "quotes": _once(answer.quote.reference for answer in position.deciding if answer.quote),
            "responses": _once(_key(answer) for answer in position.deciding),
            "later_accounts": _once(_key(answer) for answer in position.later_accounts),
            "answers": len(position.answers),
            **_searched(position.none_found),
        }


def answers(desk: Desk, demand_id: str) -> Iterator[Row]:
    """The rows of ``answers``: those towards addressees, then those of others."""
    entry = desk.demands[demand_id]
    for position in entry.positions.values():
        deciding = {id(answer) for answer in position.deciding}
        found = [*position.answers, *([position.none_found] if position.none_found else [])]
        for answer in found:
            yield _answer(answer, decides=id(answer) in deciding)
    for answer in entry.others:
        yield _answer(answer, decides=False)


def standings(desk: Desk, claim_id: str) -> Iterator[Row]:
    """The row of ``claim_standings``."""
    claim = desk.claims[claim_id]
    first = claim.first_date
    yield {
        "claim": claim_id,
        "standing": claim.standing,
        "told_by": claim.tellers,
        "first_asserted": date_text(first) if claim.by_act("asserted") else None,
        **{
            act: len({(entry.article_id, entry.row) for entry in claim.by_act(act)})
            for act in VOCABULARIES["claim_act"]
        },
    }


def hearings(desk: Desk, claim_id: str) -> Iterator[Row]:
    """The rows of ``hearings``."""
    for hearing in desk.claims[claim_id].hearings:
        yield {
            "claim": claim_id,
            "accused": hearing.accused,
            "heard": hearing.heard,
            "denials": _denials(act for act in hearing.denials if not act.told_by),
            "told_denials": _denials(act for act in hearing.denials if act.told_by),
            "replies": len(hearing.replies),
            **_searched(hearing.searched),
        }


def _searched(act: Act | None) -> Row:
    search = act.search if act else None
    return {
        "searched_through": date_text(search.searched_through) if search else None,
        "searched_in": search.searched_in if search else None,
    }


def _answer(answer: Act, *, decides: bool) -> Row:
    return {
        "demand": answer.subject,
        "addressee": answer.addressee,
        "by": answer.by[0],
        "row": _key(answer),
        "response": answer.word,
        "condition": answer.condition,
        "relation": answer.relation.value,
        "rank": answer.rank.name.lower(),
        "told_by": answer.told_by,
        "quote": answer.quote.reference if answer.quote else None,
        "date": date_text(answer.date),
        "early": answer.early,
        "late": answer.late,
        "decides": decides,
    }


def act_key(article_id: str, demand_id: str, name: str, index: int) -> str:
    """The key of a row, by its index from 0 in the list ``name`` of an article or a demand."""
    owner = f"articles/{article_id}" if article_id else f"demands/{demand_id}"
    return f"{owner}/{name}/{index + 1}"


def _key(answer: Act) -> str:
    return act_key(answer.article_id, answer.subject, "responses", answer.row)


def _denials(acts: Iterable[Act]) -> tuple[str, ...]:
    return _once(act_key(act.article_id, act.subject, "claims", act.row) for act in acts)


def _once(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
