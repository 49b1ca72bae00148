"""What can be wrong between records: each module looks at one kind of thing. Lists all checks."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeAlias

from onrecord.captures.lock import Lock
from onrecord.captures.withheld import WithheldDigests
from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding
from onrecord.desk.settings import HouseStyle, Settings
from onrecord.records import Records

from . import (
    acts,
    agreement,
    copies,
    dates,
    house_style,
    known_ids,
    no_texts,
    quoted_words,
    references,
    renderings,
    rows_and_speakers,
    senses,
    sources,
    taken_back,
)
from .prose import Prose

Check: TypeAlias = Callable[[], Iterable[Finding]]


def basic_faults(every: Records) -> Iterator[Finding]:
    """Faults from which others may follow."""
    yield from known_ids.check_references(every, known_ids.KnownIds(every))
    yield from known_ids.check_quote_ids(every)
    yield from rows_and_speakers.check_rows(every)
    yield from rows_and_speakers.check_actors(every)


def checks_within(records: Records, every: Records, desk: Desk) -> Iterator[Check]:
    """What depends only on a record and on what it is linked with, as `Differing` has it."""
    for check in (
        taken_back.check_withheld,
        taken_back.check_evidence,
        house_style.check_pinned,
        known_ids.check_drafts,
        references.check_versions,
        quoted_words.check_phrases,
        dates.check_dates,
        rows_and_speakers.check_rows_twice,
        rows_and_speakers.check_names_itself,
        rows_and_speakers.check_unused,
    ):
        yield partial(check, every)
    yield partial(house_style.check_briefings, records)
    yield partial(references.check_phrases_copied, records)
    yield partial(dates.check_sayings, records, desk)
    yield partial(taken_back.check_corrections, desk)
    yield partial(quoted_words.check_quoted_words, desk, records.kept)
    yield partial(acts.check_acts, desk, acts.UnreadActs(records))
    for check_desk_alone in (
        rows_and_speakers.check_described,
        agreement.check_topics,
        taken_back.check_outcomes,
        agreement.check_scripts,
        agreement.check_dates_given,
        agreement.check_days_in_titles,
        dates.check_months,
        house_style.check_days_of_briefings,
        agreement.check_genres,
        taken_back.check_tellers,
        rows_and_speakers.check_own_side,
        rows_and_speakers.check_addressees,
        references.check_versions_differ,
        references.check_says_both,
        senses.check_order,
    ):
        yield partial(check_desk_alone, desk)
    yield partial(renderings.check_numbers, desk, records.kept)
    yield partial(senses.check_acts_in_words, desk, records.kept)
    yield partial(senses.check_gists, desk, records.kept)
    yield partial(senses.check_translations, desk, records.kept)
    yield partial(no_texts.check_own_words, desk, records.kept)
    yield partial(no_texts.check_texts, records, desk)
    yield partial(sources.check_published, records)


def checks_between(records: Records, every: Records, desk: Desk) -> Iterator[Check]:
    """What may depend on any other record; each is found again where what it looks at differs."""
    same = records.kept.same
    unread = records.faulty_places, records.unlisted
    articles = unread, tuple(records.articles.items())
    of_sources = unread, tuple((id_, it.source) for id_, it in records.articles.items())
    actors = unread, tuple(records.actors.items())
    topics, events = tuple(records.topics.items()), tuple(records.events.items())
    yield partial(known_ids.check_redirects, every)
    yield partial(rows_and_speakers.check_demands, every)
    yield partial(known_ids.check_circles, every)
    yield partial(same, of_sources, sources.check_publishers, records)
    yield partial(same, of_sources, sources.check_addresses, records)
    yield partial(same, of_sources, agreement.check_genres_of_publishers, desk)
    yield partial(same, (of_sources, actors), sources.check_outlets, desk)
    yield partial(same, actors, copies.check_same_names, records.actors)
    yield partial(same, actors, copies.check_other_names, records.actors)
    yield partial(same, actors, agreement.check_kinds, records.actors)
    yield partial(same, (actors, topics, of_sources), copies.check_near_names, records)
    summaries = tuple(article.summary for article in records.articles.values())
    subjects = tuple(records.demands.items()), tuple(records.claims.items())
    inputs = (of_sources, summaries, subjects, topics, events, actors)
    yield partial(same, inputs, copies.check_copies, records)
    yield partial(same, (topics, events), copies.check_near_events, records)
    yield partial(same, (articles, events), references.check_events, records)
    yield partial(same, articles, sources.check_locators, records)
    yield partial(same, (articles, events), agreement.check_languages_spoken, desk)
    yield partial(same, articles, agreement.check_languages_of_sources, desk)
    yield partial(same, (articles, events), references.check_same_words, desk, records.kept)
    yield partial(same, subjects, copies.check_said_twice, records)
    yield partial(agreement.check_titles, desk)
    yield partial(house_style.check_bottom_lines, desk)
    yield partial(copies.check_claims_as_facts, records)
    yield partial(rows_and_speakers.check_sources, desk)
    yield partial(dates.check_years, records)
    yield partial(dates.check_days_in_texts, records, desk)


def checks_within_for_site(
    records: Records, desk: Desk, settings: Settings, style: HouseStyle
) -> Iterator[Check]:
    """What depends on one record, on what it is linked with, and on the settings of a site."""
    yield partial(house_style.check_words, records, style)
    yield partial(house_style.check_quotation, desk, settings.quotation, records.kept)
    if settings.coverage:
        yield partial(house_style.check_coverage, desk, settings.coverage)
        yield partial(acts.check_searches, desk, settings.coverage)


def checks_between_for_site(
    records: Records, desk: Desk, settings: Settings, lock: Lock | None, withheld: WithheldDigests
) -> Iterator[Check]:
    """What depends on all words of a desk, on those withheld, on its lock and on its captures."""
    yield partial(taken_back.check_repeated, records.with_partial(), withheld)
    yield partial(house_style.check_quoted_in_prose, records, Prose.of(desk, settings))
    if lock:
        yield partial(
            quoted_words.check_lock,
            desk,
            settings.captures,
            lock.lines,
            whole=not lock.diagnostics,
        )
    if settings.captures:
        yield partial(house_style.check_summaries, desk, settings.captures)
        yield partial(sources.check_heads, desk, settings.captures)
        yield partial(house_style.check_captures, desk, settings.captures)
