"""All checks across records, in lists, and how they are run."""

import marshal
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from operator import attrgetter
from statistics import median_low
from typing import Any, TypeAlias

from onrecord.captures.lock import Lock
from onrecord.captures.withheld import WithheldDigests
from onrecord.desk.desk import Desk
from onrecord.desk.differing import Differing, may_differ
from onrecord.desk.findings import VALUES, Finding
from onrecord.desk.particulars import Particulars, processes_for
from onrecord.desk.settings import Coverage, HouseStyle, Settings
from onrecord.records import KINDS, Article, Records, fixed
from onrecord.writing.processes import done

from . import (
    acts,
    agreement,
    briefings,
    copies,
    dates,
    gists,
    house_style,
    known_ids,
    languages,
    no_texts,
    quoted_words,
    references,
    renderings,
    rows,
    senses,
    sources,
    speakers,
    taken_back,
)
from .followers import Followers, with_faults
from .prose import Prose

Check: TypeAlias = Callable[[], Iterable[Finding]]

_source = attrgetter("source")
_said = attrgetter("source", "event", "defaults", "speakers", "quotes")


@fixed
class Between:
    """A check that may depend on any other record."""

    check: "partial[Any]"  #: of a function that gives findings
    #: what it looks at of each article; None: nothing
    looks_at: Callable[[Article], object] | None = lambda article: article
    #: the kinds of other records that it looks at
    kinds: Iterable[str] = tuple(KINDS)
    #: what it looks at of the days that a whole desk covers, and of the years of its sources
    span: Callable[[Coverage | None, Sequence[int]], object] | None = None
    #: whether it looks, where these are the same, at one record and what that is linked with
    alone: bool = False
    #: whether it reads files that are no records
    files: bool = False

    @property
    def name(self) -> str:
        """The name of the check; no two have the same."""
        return str(self.check.func.__name__)

    def may_differ(
        self, differing: Differing, *spans: tuple[Coverage | None, Sequence[int]]
    ) -> bool:
        """Whether it may find something else in any record; ``spans`` are those before and now."""
        if self.span and len({self.span(*span) for span in spans}) > 1:
            return True
        return may_differ(differing, self.looks_at, self.kinds)


def _usual_year(_: Coverage | None, years: Sequence[int]) -> object:
    return years and (median_low(years), *sorted({*years}))


def _last_day(coverage: Coverage | None, _: Sequence[int]) -> object:
    return coverage and coverage.through.last


def basic_faults(every: Records) -> Iterator[Finding]:
    """Faults from which others may follow."""
    yield from known_ids.check_references(every, known_ids.KnownIds(every))
    yield from known_ids.check_quote_ids(every)
    yield from rows.check_rows(every)
    yield from rows.check_actors(every)


def checks_within(records: Records, every: Records, desk: Desk) -> Iterator[Check]:
    """Checks that depend only on a record and on what it is linked with, as `Differing` has it."""
    for check in (
        taken_back.check_withheld,
        taken_back.check_evidence,
        briefings.check_pinned,
        known_ids.check_drafts,
        references.check_versions,
        quoted_words.check_phrases,
        dates.check_dates,
        rows.check_rows_twice,
        rows.check_names_itself,
        rows.check_unused,
    ):
        yield partial(check, every)
    yield partial(briefings.check_briefings, records)
    yield partial(rows.check_roles, records)
    yield partial(rows.check_phrases_copied, records)
    yield partial(dates.check_sayings, records, desk)
    yield partial(taken_back.check_corrections, desk)
    yield partial(quoted_words.check_quoted_words, desk, records.kept)
    yield partial(references.check_within_another, desk, records.kept)
    unread = acts.UnreadActs(records)
    yield partial(acts.check_acts, desk, unread)
    yield partial(senses.check_order, desk, unread)
    for check_desk_alone in (
        speakers.check_described,
        rows.check_topics,
        taken_back.check_outcomes,
        languages.check_scripts,
        agreement.check_dates_given,
        dates.check_months,
        briefings.check_days_of_briefings,
        agreement.check_genres,
        rows.check_tellers,
        speakers.check_own_side,
        references.check_versions_differ,
        senses.check_says_both,
        senses.check_demands,
        senses.check_claims,
        gists.check_media,
        renderings.check_conditions,
        languages.check_originals_in_source,
    ):
        yield partial(check_desk_alone, desk)
    yield partial(renderings.check_numbers, desk, records.kept)
    yield partial(senses.check_acts_in_words, desk, records.kept)
    yield partial(gists.check_gists, desk, records.kept)
    yield partial(languages.check_translations, desk, records.kept)
    yield partial(no_texts.check_own_words, desk, records.kept)
    yield partial(no_texts.check_texts, records, desk)
    yield partial(sources.check_published, records)
    yield partial(sources.check_papers, records)


def checks_between(
    records: Records, every: Records, desk: Desk, whole: Records, particulars: Particulars
) -> Iterator[Between]:
    """Checks that may depend on any record of the ``whole``, each with the values it compares.

    What takes ``particulars``, those of the whole, reads few articles or none.
    """
    actors, subjects, kept = ("actor",), ("demand", "claim"), records.kept
    evidence = (*actors, *subjects)
    yield Between(partial(known_ids.check_redirects, every), attrgetter("formerly"))
    yield Between(partial(rows.check_demand_addressees, every), None, (), alone=True)
    yield Between(partial(known_ids.check_circles, every), None, subjects)
    yield Between(partial(sources.check_publishers, records), _source, ())
    yield Between(partial(sources.check_addresses, records), _source, ())
    yield Between(partial(sources.check_headlines, records), _source, ())
    yield Between(partial(agreement.check_genres_of_publishers, desk), _source, ())
    yield Between(partial(agreement.check_outlets, desk), _source, actors)
    yield Between(partial(copies.check_same_names, records.actors), None, actors)
    yield Between(partial(copies.check_other_names, records.actors), None, actors)
    yield Between(partial(agreement.check_kinds, records.actors), None, actors)
    yield Between(partial(agreement.check_holders, records.actors), None, actors)
    yield Between(partial(copies.check_near_names, records), _source, ("actor", "topic"))
    in_copies = partial(copies.check_copies, records, particulars)
    yield Between(in_copies, attrgetter("source", "summary"))
    yield Between(partial(copies.check_near_events, records), None, ("topic", "event"))
    yield Between(partial(copies.check_longer_names, records), None, ("actor",))
    yield Between(partial(references.check_events, records, particulars), _said, ("event",))
    yield Between(partial(quoted_words.check_locators, particulars), _said, ())
    yield Between(partial(languages.check_languages_spoken, particulars), _said, ())
    yield Between(partial(languages.check_languages_of_sources, desk), None, (), alone=True)
    repeated = partial(references.check_same_words, desk, particulars, kept)
    yield Between(repeated, _said, ("event",))
    near = partial(references.check_near_words, desk, particulars)
    yield Between(near, _said, ("event",))
    yield Between(partial(copies.check_said_twice, records), None, subjects)
    yield Between(partial(copies.check_conflicting, records.claims), None, ("claim",))
    yield Between(partial(gists.check_contexts_copied, particulars), _said, ())
    yield Between(partial(speakers.check_titles, desk), None, actors, alone=True)
    titles = partial(renderings.check_titles_of_articles, desk)
    yield Between(titles, None, evidence, alone=True)
    yield Between(partial(agreement.check_days_in_titles, desk), None, ("event",), alone=True)
    yield Between(partial(speakers.check_addressees, desk), None, evidence, alone=True)
    yield Between(partial(speakers.check_namesakes, desk), None, actors, alone=True)
    yield Between(partial(briefings.check_bottom_lines, desk), None, evidence, alone=True)
    facts = partial(house_style.check_claims_as_facts, records, whole.claims)
    yield Between(facts, None, ("claim",), alone=True)
    yield Between(partial(speakers.check_sources, desk), None, actors, alone=True)
    years = partial(dates.check_years, records, desk)
    yield Between(years, None, (), _usual_year, alone=True)
    days = partial(dates.check_days_in_texts, records, desk)
    yield Between(days, None, (), _last_day, alone=True)


def checks_within_for_site(
    records: Records, desk: Desk, settings: Settings, style: HouseStyle
) -> Iterator[Check]:
    """Checks that depend on one record, on what it is linked with, and on a site's settings."""
    yield partial(house_style.check_words, records, style)
    yield partial(house_style.check_quotation, desk, settings.quotation, records.kept)
    if settings.coverage:
        yield partial(house_style.check_coverage, desk, settings.coverage)
        yield partial(rows.check_searches, desk, settings.coverage)


def checks_between_for_site(
    records: Records,
    desk: Desk,
    settings: Settings,
    lock: Lock | None,
    withheld: WithheldDigests,
    particulars: Particulars,
) -> Iterator[Between]:
    """Checks that depend on all words of a desk, on those withheld, its lock and its captures."""
    repeated = partial(taken_back.check_repeated, records.with_partial(), withheld)
    yield Between(repeated, files=True)
    prose = partial(house_style.check_quoted_in_prose, records, Prose.of(desk, settings))
    yield Between(prose, files=True)
    captures = settings.captures
    if lock:
        whole = not lock.diagnostics
        in_lock = partial(quoted_words.check_lock, particulars, captures, lock.lines, whole=whole)
        yield Between(in_lock, _said, (), files=True)
    if captures:
        for check in (
            house_style.check_summaries,
            house_style.check_contexts,
            house_style.check_heads,
            house_style.check_captures,
            renderings.check_attributions,
        ):
            yield Between(partial(check, desk, captures), None, (), alone=True, files=True)


def check_desk(records: Records, desk: Desk) -> Iterator[Finding]:
    """All faults across records, in no particular order.

    What has a fault of its own already is passed over.
    """
    first, own, between = all_found(records, desk, Particulars(records))
    yield from chain(first, own, *between.values())


def all_found(
    records: Records,
    desk: Desk,
    particulars: Particulars,
    within: Iterable[Check] = (),
    between: Iterable[Between] = (),
) -> tuple[list[Finding], list[Finding], dict[str, list[Finding]]]:
    """Findings from which others follow, those within one record, and those between any records.

    The last are by check. What further checks find, ``within`` and ``between`` records, follows
    from no other, but for stale words.
    """
    # Errors show in partial records too; warnings weigh what is whole.
    every = records.with_partial()
    first = [
        finding
        for finding in basic_faults(every)
        if not records.faulty_places_of(finding.kind, finding.id).covers(finding.path)
    ]
    faulty = with_faults(records, first)
    every = replace(every, faulty_places=faulty.faulty_places)
    followers = Followers(every)
    own: list[Finding] = []
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    particulars.found  # noqa: B018 - before other processes ask for it
    all_between = checks_between(faulty, every, desk, records, particulars)
    checks: list[tuple[Check, list[Finding], bool]] = [
        *((check, own, True) for check in checks_within(faulty, every, desk)),
        *((it.check, found[it.name], True) for it in all_between),
        *((check, own, False) for check in within),
        *((it.check, found[it.name], False) for it in between),
    ]
    every_check = [check for check, *_ in checks]
    shared = zip(checks, _shared(every_check, processes_for(records)), strict=True)
    for (_, into, may_follow), findings in shared:
        into.extend(
            it
            for it in findings
            if not ((may_follow or it.code == "quote-stale") and followers.only_follows(it))
        )
    return first, own, found


def _shared(checks: Sequence[Check], processes: int) -> Iterator[Iterable[Finding]]:
    if processes == 1:
        yield from (check() for check in checks)
        return
    for found in done([partial(_packed, check) for check in checks], processes):
        yield [Finding(*values) for values in marshal.loads(found)]  # noqa: S302 - from our own copies


def _packed(check: Check) -> bytes:
    """The findings of ``check``, as another process can return them."""
    return marshal.dumps([VALUES(finding) for finding in check()])
