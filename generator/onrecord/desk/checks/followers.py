"""Findings that only follow from another one, and are not reported.

Either an error is reported already, or a date is in doubt, or a file that cannot be read may say
what seems to be missing.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import replace
from itertools import chain

from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding
from onrecord.desk.quotes import QuoteEntry, full_reference
from onrecord.diagnostics import CODES, Severity
from onrecord.records import FaultyPlaces, Records, YamlPath

from .dates import has_event_date

_ROWS = ("demands", "responses", "claims", "replies")
# Of a demand or claim: whose it is and whom it is against.
_PARTIES = ("by", "to", "against")
# What tells that a date is wrong, and what then may be said because of it.
_DOUBTFUL = frozenset(
    {"said-after-published", "said-long-before", "said-outside-event", "maybe-month"}
)
_OF_ROLES = frozenset({"outsider-act", "outsider-claim", "outsider-response", "names-itself"})
_OF_ORDER = frozenset(
    {"act-before-first", "assessed-before-statement", "search-before-demand", "unlikely-date"}
)
_OF_VERSIONS = frozenset({"said-outside-event", "versions-differ"})
_OF_BRIEFINGS = frozenset({"maybe-evidence", "maybe-number", "unlikely-date"})


def with_faults(records: Records, findings: Iterable[Finding]) -> Records:
    """``records`` with a faulty place at each error among ``findings``."""
    paths: dict[tuple[str, str], list[YamlPath]] = {}
    for finding in findings:
        if CODES[finding.code] is not Severity.ERROR:
            continue
        row = paths.setdefault((finding.kind, finding.id), [])
        row.append(finding.path)
        if finding.code == "speaker-missing":
            row.append((*finding.path[:-1], "speaker"))
    if not paths:
        return records
    faulty = {
        owner: records.faulty_places_of(*owner).with_paths(of_owner)
        for owner, of_owner in paths.items()
    }
    return replace(records, faulty_places=records.faulty_places | faulty)


class Followers:
    """Tells which findings follow from faults of other records or from an id used twice."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._twice = {
            f"{article_id}#{quote_id}"
            for article_id, article in records.articles.items()
            for quote_id, count in Counter(quote.id for quote in article.quotes).items()
            if count > 1
        }
        self._some_article_is_faulty = any(it == "article" for it, _ in records.faulty_places)

    def only_follows(self, finding: Finding) -> bool:
        """Whether nobody can say if ``finding`` is true until another fault is mended."""
        faulty, owner = self._faulty(finding.kind, finding.id), finding.path[:2]
        if faulty.covers(finding.path):
            return True
        # Which words are compared depends on who translated them, which `speakers` may say.
        if finding.code == "quote-stale" and faulty.excuses(owner, "speaker", "translation"):
            return True
        is_error = CODES[finding.code] is Severity.ERROR
        if finding.kind == "briefing" and not is_error and self._some_article_is_faulty:
            return True
        if is_error and finding.path[:1] != ("quotes",):
            return False
        return self._is_unclear(finding)

    def _is_unclear(self, finding: Finding) -> bool:
        if finding.kind in ("demand", "claim") and self._has_unclear_parties(
            finding.kind, finding.id
        ):
            return True
        record = self._records.find(finding.kind, finding.id)
        path = finding.path
        if record is None or len(path) < 2 or not isinstance(path[1], int):
            return False
        if path[0] == "quotes":
            rows = getattr(record, "quotes", ())
            quote = rows[path[1]] if path[1] < len(rows) else None
            same = getattr(quote, "same_as", ())
            return any(self._is_twice(version.quote, finding) for version in same)
        if path[0] not in _ROWS:
            return False
        rows = getattr(record, str(path[0]), ())
        return path[1] < len(rows) and self._is_unclear_row(rows[path[1]], finding)

    def _is_unclear_row(self, row: object, finding: Finding) -> bool:
        reference: str | None = getattr(row, "quote", None)
        if reference and self._is_twice(reference, finding):
            return True
        actors = [*_many(getattr(row, "by", ())), *self._speakers(reference, finding)]
        if any(map(self._has_unclear_roles, actors)):
            return True
        return any(
            self._has_unclear_parties(kind, name)
            for kind in ("demand", "claim")
            for name in _many(getattr(row, kind, ()))
        )

    def _speakers(self, reference: str | None, finding: Finding) -> list[str]:
        if not reference:
            return []
        article_id, _, quote_id = self._full(reference, finding).partition("#")
        article = self._records.articles.get(article_id)
        quotes = article.quotes if article else ()
        return [name for quote in quotes if quote.id == quote_id for name in quote.speaker]

    def _is_twice(self, reference: str, finding: Finding) -> bool:
        return self._full(reference, finding) in self._twice

    def _full(self, reference: str, finding: Finding) -> str:
        return full_reference(reference, finding.id if finding.kind == "article" else None)

    def _has_unclear_parties(self, kind: str, name: str) -> bool:
        return any(self._faulty(kind, name).within((key,)) for key in _PARTIES)

    def _has_unclear_roles(self, actor_id: str) -> bool:
        """Whether nobody can say yet for whom this actor speaks."""
        records = self._records
        if actor_id not in records.actors or actor_id in records.partial.actors:
            return ("actor", actor_id) in records.known
        return self._faulty("actor", actor_id).within(("roles",))

    def _faulty(self, kind: str, name: str) -> FaultyPlaces:
        return self._records.faulty_places_of(kind, name)


def _many(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, tuple) else ()


def without_followers(
    findings: Sequence[Finding], desk: Desk, severity_of: Callable[[Finding], Severity]
) -> Sequence[Finding]:
    """``findings`` without what only follows from a date that another of them doubts.

    What is a notice, or accepted, takes nothing away.
    """
    published = {it.id for it in findings if it.code == "published-else"}
    after = "said-after-published"
    findings = [it for it in findings if it.code != after or it.id not in published]
    doubts = [it for it in findings if _doubts_date(it) and severity_of(it) is not Severity.NOTICE]
    doubted = {(it.kind, it.id, it.path[:2]) for it in doubts}
    if not doubted or len(doubted) == len(findings):
        return findings
    days = {it.id for it in doubts if it.code in _DOUBTFUL and it.path[:1] == ("event",)}
    quotes = {it.reference for it in desk.quotes.values() if _is_doubted(it, doubted)}
    subjects: dict[tuple[object, ...], set[str]] = {}
    for act in desk.acts:
        row = (*act.owner, act.path[:2])
        if row in doubted or (act.quote and act.quote.reference in quotes):
            subjects.setdefault(row, set()).add(act.subject)
    every = {*chain.from_iterable(subjects.values())}
    rows = {(*act.owner, act.path[:2]) for act in desk.acts if act.subject in every}
    articles = {it.partition("#")[0] for it in quotes}
    articles |= {id_ for kind, id_, _ in doubted if kind == "article"}
    events = {desk.quotes[it].occasion.event for it in quotes}
    of_days = {it.occasion.event for it in desk.quotes.values() if it.article_id in days}
    versions = {desk.quotes[it].utterance for it in quotes}
    rows_of = {("article", it.article_id, ("quotes", it.index)): it for it in desk.quotes.values()}
    others = {
        row
        for row, it in rows_of.items()
        if it.occasion.event in of_days or (it.utterance in versions and row not in doubted)
    }

    def follows(it: Finding) -> bool:
        row, briefing = (it.kind, it.id, it.path[:2]), desk.briefings.get(it.id)
        demand = desk.demands[it.id].record if it.kind == "demand" else None
        is_order = it.code in _OF_ORDER and not _doubts_date(it)
        return any(
            (
                it.code in _OF_ROLES and row in subjects,
                it.code == "outside-coverage" and it.id in articles,
                it.code in _OF_VERSIONS and row in others,
                it.kind == "event" and it.path[1:2] == ("dates_given",) and it.id in events,
                it.code == "unlikely-date" and it.path == ("event",) and it.id in days,
                it.kind == "briefing"
                and it.code in _OF_BRIEFINGS
                and briefing is not None
                and not quotes.isdisjoint(briefing.evidence),
                is_order and row in rows,
                is_order and it.kind in ("demand", "claim") and it.id in every,
                is_order and demand is not None and demand.supersedes in every,
            )
        )

    return [it for it in findings if not follows(it)]


def _is_doubted(quote: QuoteEntry, doubted: Container[tuple[str, str, YamlPath]]) -> bool:
    """Whether the date of a quote, or of its event, is among ``doubted``."""
    places: list[tuple[str, str, YamlPath]] = [
        ("article", quote.article_id, ("quotes", quote.index)),
        ("event", quote.occasion.event or "", (quote.occasion.event or "", "date")),
    ]
    if has_event_date(quote):
        places.append(("article", quote.article_id, ("event",)))
    return any(it in doubted for it in places)


def _doubts_date(finding: Finding) -> bool:
    """Whether it reports a wrong date of an event, of words or of a row."""
    if finding.code in _DOUBTFUL:
        return True
    of_event = finding.kind == "event" and finding.path[1:2] == ("date",)
    of_words = finding.kind == "article" and finding.path[:1] in (("event",), ("quotes",))
    return finding.code == "unlikely-date" and (of_event or of_words)
