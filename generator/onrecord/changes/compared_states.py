"""The two states of a desk that are compared: what could be read of each, its names and its ids.

Nothing is reported of what one of them could not read, nor of words that one withholds.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import Self, TypeAlias

from onrecord.captures.lock import LockLine
from onrecord.captures.quiet_reports import (
    name_without_known_words,
    withholds_words,
    without_withheld_words,
)
from onrecord.captures.withheld import HIDDEN, WithheldDigests
from onrecord.captures.words_in_texts import words_in
from onrecord.desk.checks.taken_back import check_repeated
from onrecord.desk.corrections import OF_THE_WORDS, corrected_fields
from onrecord.desk.desk import Desk
from onrecord.desk.findings import diagnose
from onrecord.desk.load import LastReading, Linked, link_and_check
from onrecord.desk.quotes import QuoteEntry, full_reference
from onrecord.desk.settings import Settings
from onrecord.diagnostics import Diagnostic, Severity, sorted_unique
from onrecord.records import KINDS, Article, Quote, Records, fixed, load_records
from onrecord.records.record_kinds import BY_PLURAL

from .revisions import Extracted, SameFiles

# (kind, id) as in `Desk.files`; a quote's are `quote` and its reference.
Owner: TypeAlias = tuple[str, str]


class ActorNames(str):
    """Names of actors as one text, such as "Dock Union, Ferry Line"."""

    __slots__ = ("within",)
    within: str  # the same within a sentence: "the Dock Union, Ferry Line"

    def __new__(cls, text: str, within: str) -> Self:  # noqa: D102 - as the class says
        made = super().__new__(cls, text)
        made.within = within
        return made


@dataclass(frozen=True)
class Side:
    """A state as the comparison sees it."""

    records: Records  # without what could not be read on either side
    desk: Desk
    whole: Records  # everything that is whole here, for names
    renamed: Mapping[Owner, str]  # ids of this side that the other side has under another name
    verdict: Callable[[QuoteEntry], str]  # what comparing a quote with its source came to
    gone: bool  # whether this is the older side
    # Former site paths that the configuration leads elsewhere.
    redirects: frozenset[str] = frozenset()

    def now(self, kind: str, id_: str) -> str:
        """The id under which both sides know the record."""
        return self.renamed.get((kind, id_), id_)

    def reference(self, reference: str, article_id: str | None = None) -> str:
        """The reference under which both sides know the quote."""
        full = full_reference(reference, article_id)
        if not self.renamed or "#" not in full:
            return full
        article, _, quote = full.partition("#")
        return self.renamed.get(("quote", full)) or f"{self.now('article', article)}#{quote}"

    @cached_property
    def quotes(self) -> Mapping[str, QuoteEntry]:
        """The quotes, by the reference under which both sides know them."""
        return {self.reference(name): quote for name, quote in self.desk.quotes.items()}

    def name(self, kind: str, id_: str) -> str:
        """What the record is called here; its id where it has no name here."""
        record = self.whole.find(kind, id_)
        return str(getattr(record, KINDS[kind].title)) if record else id_

    def actors(self, ids: Iterable[str]) -> ActorNames:
        """The names of actors in one text."""
        texts, within = [], []
        for id_ in ids:
            actor, name = self.whole.actors.get(id_), self.name("actor", id_)
            texts.append(name)
            within.append((actor and actor.in_sentence) or name)
        return ActorNames(", ".join(texts), ", ".join(within))


def _only_edited(old: QuoteEntry, new: QuoteEntry | None) -> bool:
    """Whether ``new`` still has most of ``old``, and so reveals what would be withheld."""
    if new is None or old.speakers != new.speakers:
        return False
    words = words_in(old.words)
    return 2 * len(set(words) & set(words_in(new.words))) > len(set(words))


@fixed
class Withheld:
    """Quotes whose words may not be shown, since one of the two states withholds them.

    They are withheld in one state and perhaps not in the other; or their words are gone, and others
    are withheld under an id that is new: words can be withheld and their id changed in one go, or
    they can move to another article, so that any words that are gone may be these; but not those
    of a quote that still has most of them.
    """

    before: frozenset[str] = frozenset()  # their references in the older state
    # Their references as the newer state has them, also of those that are gone.
    after: frozenset[str] = frozenset()
    # What they say, with what else is known to be withheld on the desk.
    words: WithheldDigests = field(default_factory=WithheldDigests)
    # What those say that surely are withheld in the newer state.
    taken_out: WithheldDigests = field(default_factory=WithheldDigests)

    @classmethod
    def of(cls, before: Side, after: Side) -> "Withheld":
        """What ``before`` or ``after`` withholds, or may withhold; without the words."""
        older, newer = before.quotes, after.quotes
        withheld = {
            reference
            for quotes in (older, newer)
            for reference, quote in quotes.items()
            if quote.record.withheld
        }
        if not withheld <= older.keys():
            kept = {quote.words for quote in newer.values()}
            withheld |= {
                name
                for name, quote in older.items()
                if quote.words not in kept and not _only_edited(quote, newer.get(name))
            }
        own = {name for name in before.desk.quotes if before.reference(name) in withheld}
        return cls(frozenset(own), frozenset(withheld))

    def __or__(self, other: "Withheld") -> "Withheld":
        """What either withholds; a quote may have its older reference in one of them."""
        before = self.before | other.before
        return Withheld(before, before | self.after | other.after)

    def text(self, text: str, *, quoted: bool = False) -> str:
        """``text``, which may be ``quoted``; "…" if it repeats the words."""
        return text if self.words.repeated_in(text, quoted=quoted) is None else HIDDEN

    def name(self, name: str) -> str:
        """``name``, an id, an address or a path, with "…" for a few of the words in a row."""
        return name_without_known_words(name, self.words)


def with_words_of(
    known: WithheldDigests, quotes: Iterable[tuple[Article, Quote]]
) -> WithheldDigests:
    """What is ``known``, and the words that ``quotes`` of articles have, or had once."""
    texts = {}
    for number, (article, quote) in enumerate(quotes):
        rows = (row for row in article.corrections if row.item == quote.id)
        rows = (row for row in rows if corrected_fields(row) & OF_THE_WORDS)
        earlier = [text for row in rows for text in (row.was, row.now)]
        original = quote.original.text if quote.original else None
        if said := [*filter(None, (*quote.text, original, quote.gist, *earlier))]:
            # No reference, since what is known of a quote stays known.
            texts[str(number)] = said
    return known.with_quotes(texts) if texts else known


def owner_of(name: str) -> Owner | None:
    """Kind and id of the record that has the file ``name``, below the content folder, to itself."""
    path = PurePosixPath(name)
    kind = BY_PLURAL.get(path.parts[0]) if len(path.parts) > 1 else None
    return (kind.name, path.stem) if kind else None


class UnreadFiles:
    """What is left out on both sides, because one of them could not be read.

    Args:
        paths: files or folders, relative to the content folder.
        moved: files that were renamed, old to new.
    """

    def __init__(self, paths: Iterable[str], moved: Mapping[str, str]) -> None:
        self._paths = set(paths)
        self._paths |= {old for old, new in moved.items() if new in self._paths}
        self._owners = set(map(owner_of, self._paths))
        # None of the records of such a file can be compared.
        self._kinds = {
            kind.name
            for kind in KINDS.values()
            if kind.together and str(kind.file("")) in self._paths
        }

    def withheld_by(self, state: "State", other: Records) -> Iterator[tuple[Article, Quote]]:
        """The quotes that ``other`` records have and that a file of ``state`` may withhold.

        They may be in it under another id, or in one that has another name.
        """
        content, records = state.settings.content, state.records
        if any(withholds_words(content / name, records.unwritten) for name in self._paths):
            for id_, article in other.with_partial().articles.items():
                if id_ not in records.articles:
                    yield from ((article, quote) for quote in article.quotes)

    def without(self, records: Records, content: Path) -> Records:
        """``records`` without what is left out; the same object if that is nothing."""
        if not self._paths:
            return records
        shown = copy(records)
        for kind in KINDS.values():
            kept = {
                id_: record
                for id_, record in records.of(kind.name).items()
                if not self._hides((kind.name, id_), records.files[kind.name, id_], content)
            }
            setattr(shown, kind.plural, kept)
        return shown

    def _hides(self, owner: Owner, file: Path, content: Path) -> bool:
        if owner in self._owners or owner[0] in self._kinds:
            return True
        name = file.relative_to(content).as_posix()
        return any(name == path or name.startswith(f"{path}/") for path in self._paths)


@dataclass(frozen=True)
class State:
    """One side of a comparison."""

    records: Records  # what the files say; records with a fault are not among the whole ones
    settings: Settings  # where the content was read from and how it is judged
    folder: PurePosixPath  # the content folder relative to the repository, for `Spot.file`
    # Files, relative to the content folder with `/`, that could not be read wholly.
    unread: tuple[str, ...] = ()
    # What comparing a quote with its source came to.
    verdict: Callable[[QuoteEntry], str] = attrgetter("verdict")
    last: LastReading | None = None  # what an earlier process found in it

    @cached_property
    def linked(self) -> Linked:
        """The records linked and checked."""
        return link_and_check(self.records, self.settings, self.last)

    @cached_property
    def published(self) -> Records:
        """The records without drafts, unless the settings want them."""
        return self.records if self.settings.drafts else self.records.without_drafts()

    @cached_property
    def drafts(self) -> frozenset[Owner]:
        """The articles that are not published, as they are drafts."""
        return frozenset(self.records.files.keys() - self.published.files.keys())

    @property
    def withheld(self) -> WithheldDigests:
        """The known withheld words here."""
        return self.linked.withheld

    @property
    def lock(self) -> Mapping[str, LockLine] | None:
        """The lock's line of each quote; ``None`` without a lock."""
        return self.linked.lock

    @property
    def desk(self) -> Desk:
        """The valid records, linked."""
        return self.linked.desk

    @cached_property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Every problem of this state, in the order of a report; files as in ``Spot.file``."""
        return self._placed(self.linked.diagnostics)

    def and_repeated(self, words: WithheldDigests) -> tuple[Diagnostic, ...]:
        """Every problem of this state, and where its records have ``words`` that it withholds."""
        if not words:
            return self.diagnostics
        findings = [*check_repeated(self.records.with_partial(), words)]
        found = diagnose(findings, self.records, self.settings.levels)
        quiet = without_withheld_words(found, self.records.unwritten)
        return sorted_unique([*self.diagnostics, *self._placed(quiet)])

    def _placed(self, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        content = self.settings.content
        return sorted_unique(
            [
                replace(diagnostic, file=str(self.folder / _below(content, diagnostic)))
                for diagnostic in diagnostics
            ]
        )


def read_state(
    settings: Settings,
    folder: PurePosixPath | None = None,
    read: SameFiles | None = None,
    got: Extracted | None = None,
) -> State:
    """Read the content of ``settings``, or what was ``got`` of it; faults in it raise nothing.

    ``folder`` is its path in the repository, if not its own path. What the files of the other state
    said is in ``read``.
    """
    if got:
        settings = replace(settings, content=got.path)
    read = read or SameFiles()
    read.elsewhere = got.same if got else {}
    content, records = settings.content, load_records(settings.content, read=read)
    # A fault that shows only across files (a reference that leads nowhere) leaves a file readable.
    faulty = {
        _below(content, diagnostic)
        for diagnostic in records.diagnostics
        if diagnostic.severity is Severity.ERROR
    }
    unread = tuple(sorted({*faulty, *(got.skipped if got else ())}))
    return State(records, settings, folder or PurePosixPath(content.as_posix()), unread)


def _below(content: Path, diagnostic: Diagnostic) -> str:
    """The file of ``diagnostic``, relative to ``content``, with ``/``."""
    root = os.path.join(os.path.abspath(content), "")  # noqa: PTH100, PTH118 - as shown_path does
    # A diagnostic's path is relative to the current directory where it can be.
    file = os.path.abspath(diagnostic.file)  # noqa: PTH100
    return file.removeprefix(root).replace(os.sep, "/")
