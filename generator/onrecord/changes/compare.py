"""Two states of a desk, read out of git or the working tree, and all that changed between them.

Records that have another id in the newer state are found first. That two ids are one record hides a
change of attribution, so it takes more than files that look alike: the desk says so (``formerly``),
or the record has the same name; an article is the same where its source or most of its quotes are.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import replace
from itertools import chain
from operator import itemgetter
from pathlib import PurePosixPath

from pydantic import BaseModel

from onrecord.captures.withheld import WithheldDigests
from onrecord.desk.acts import grouped
from onrecord.desk.desk import build_desk
from onrecord.desk.load import LastReading
from onrecord.desk.settings import Settings
from onrecord.records import KINDS, Article, Quote, Records, fields_of, fixed

from .changed_records import compare_addresses, compare_quotes, compare_records
from .changed_rows import compare_acts, compare_roles
from .changes import Change, Changes, ordered
from .compared_fields import Comparison
from .compared_states import (
    Owner,
    Side,
    State,
    UnreadFiles,
    Withheld,
    owner_of,
    read_state,
    with_words_of,
)
from .derived_changes import (
    compare_claims,
    compare_corrections,
    compare_positions,
    compare_uncorrected,
    compare_verdicts,
)
from .differing_files import edited
from .revisions import Repository, Revision, SameFiles

_MOST = 0.5  # the share of an article's quotes that makes it the same article
# The kinds of record that may have another id.
_RENAMED = tuple(name for name, kind in KINDS.items() if "formerly" in fields_of(kind.model))


def _find_renames(before: Records, after: Records, moved: Mapping[str, str]) -> dict[Owner, str]:
    """Old kind and id to new id, including quotes that only changed their id."""
    renamed: dict[Owner, str] = {}
    _by_formerly(before, after, renamed)
    for old, new in moved.items():
        _by_file(before, after, owner_of(old), owner_of(new), renamed)
    _by_quotes(before, after, renamed)
    _quotes(before, after, renamed)
    return renamed


def _by_formerly(before: Records, after: Records, renamed: dict[Owner, str]) -> None:
    for kind in _RENAMED:
        older = before.of(kind)
        for new, record in after.of(kind).items():
            if (kind, new) in before.files:
                continue
            old = next((id_ for id_ in record.formerly if id_ in older), None)
            if old is not None and (kind, old) not in after.files:
                renamed.setdefault((kind, old), new)


def _by_file(
    before: Records, after: Records, old: Owner | None, new: Owner | None, renamed: dict[Owner, str]
) -> None:
    if not old or not new or old[0] != new[0] or old in after.files or new in before.files:
        return
    was, now = before.find(*old), after.find(*new)
    if old[0] in _RENAMED and was and now and _named(old[0], was) == _named(old[0], now):
        renamed.setdefault(old, new[1])


def _named(kind: str, record: BaseModel) -> object:
    """The name of a record; for an article, where it was published."""
    if isinstance(record, Article):
        return record.source.url or (record.title, record.source.publisher)
    return getattr(record, KINDS[kind].title)


def _by_quotes(before: Records, after: Records, renamed: dict[Owner, str]) -> None:
    """Articles with another id now but the same source or most of the same quotes."""
    taken = set(renamed.values())
    gone = {
        id_: _said(article)
        for id_, article in before.articles.items()
        if ("article", id_) not in after.files and ("article", id_) not in renamed
    }
    come = {
        id_: _said(article)
        for id_, article in after.articles.items()
        if ("article", id_) not in before.files and id_ not in taken
    }
    holders = grouped((key, new) for new, said in come.items() for key in said)
    for old, said in gone.items():
        shared = Counter(new for key in said for new in holders.get(key, ()))
        new, count = max(shared.items(), key=itemgetter(1), default=("", 0))
        url = before.articles[old].source.url
        same = [id_ for id_ in come if url and after.articles[id_].source.url == url]
        if len(same) == 1:
            new, count = same[0], len(said) + len(come[same[0]]) + 1
        if new and count > _MOST * max(len(said), len(come[new])) and new not in taken:
            renamed["article", old] = new
            taken.add(new)


def _said(article: Article) -> frozenset[tuple[str, str]]:
    return frozenset((quote.id, quote.words) for quote in article.quotes if quote.words)


def _quotes(before: Records, after: Records, renamed: dict[Owner, str]) -> None:
    """Quotes with another id now but the same words in the same article."""
    for id_, article in before.articles.items():
        now = renamed.get(("article", id_), id_)
        newer = after.articles.get(now)
        if newer is None or newer is article:
            continue
        kept = {quote.id for quote in article.quotes}
        ids = {quote.id for quote in newer.quotes}
        if kept == ids:
            continue
        come = {
            (quote.words, quote.speaker): quote.id for quote in newer.quotes if quote.id not in kept
        }
        for quote in article.quotes:
            new = come.pop((quote.words, quote.speaker), None) if quote.words else None
            if quote.id not in ids and new is not None:
                renamed["quote", f"{id_}#{quote.id}"] = f"{now}#{new}"


# Of what is written in articles; and of all the rest.
_OF_ARTICLES: tuple[Callable[[Comparison], None], ...] = (
    compare_records,
    compare_quotes,
    compare_acts,
    compare_corrections,
)
_COMPARISONS = (
    *_OF_ARTICLES,
    compare_roles,
    compare_positions,
    compare_claims,
    compare_verdicts,
    compare_uncorrected,
    compare_addresses,
)


def compare(before: State, after: State, moved: Mapping[str, str] | None = None) -> Changes:
    """What changed from ``before`` to ``after``, while the files of both are there.

    What one side could not read is left out of both. ``moved`` has the files that were renamed, old
    to new, relative to the content folder.
    """
    files = moved or {}
    unread = UnreadFiles((*before.unread, *after.unread), files)

    def comparison_of(older: Records, newer: Records) -> Comparison:
        older = unread.without(older, before.settings.content)
        newer = unread.without(newer, after.settings.content)
        renamed = _find_renames(older, newer, files)
        return Comparison(
            _side(before, older, renamed, gone=True), _side(after, newer, {}, gone=False)
        )

    def changes_of(
        comparison: Comparison, comparisons: Iterable[Callable[[Comparison], None]]
    ) -> Iterator[Change]:
        comparison.withheld = withheld
        for compare_kind in comparisons:
            compare_kind(comparison)
        found = comparison.placed(before, after)
        return (_without_words(change, withheld) for change in found)

    published = every = comparison_of(before.published, after.published)
    drafts = after.drafts, before.drafts
    if any(drafts):
        every = comparison_of(before.records, after.records)
    withheld = published.withheld | every.withheld
    quotes = chain(
        _quotes_of(every.before, withheld.before),
        _quotes_of(every.after, withheld.after),
        unread.withheld_by(after, before.records),
        unread.withheld_by(before, after.records),
    )
    withheld = replace(
        withheld,
        words=with_words_of(after.withheld, quotes),
        taken_out=with_words_of(WithheldDigests(), _taken_out(every.before, every.after)),
    )
    found = [*changes_of(published, _COMPARISONS)]
    if any(drafts):
        # Nothing follows from what is not published: only what their files say is compared.
        found += [
            replace(change, uri=None, draft=True)
            for change in changes_of(every, _OF_ARTICLES)
            if change.owner in drafts[change.gone]
        ]
    files_unread = (tuple(map(withheld.name, state.unread)) for state in (before, after))
    return Changes(ordered(found), withheld, *files_unread)


def _quotes_of(side: Side, references: Iterable[str]) -> Iterator[tuple[Article, Quote]]:
    quotes = side.desk.quotes
    entries = (quotes[name] for name in references if name in quotes)
    return ((entry.article, entry.record) for entry in entries)


def _taken_out(before: Side, after: Side) -> Iterator[tuple[Article, Quote]]:
    """The quotes of ``before`` that ``after`` withholds."""
    newer = {name for name, quote in after.quotes.items() if quote.record.withheld}
    return _quotes_of(before, (it for it in before.desk.quotes if before.reference(it) in newer))


def _without_words(change: Change, withheld: Withheld) -> Change:
    """``change`` without what repeats words that one state withholds and the other still has.

    A note or a title that had them was rewritten together with the quote, an id was changed.
    """
    said = change.record == "quote" and change.values == "text"

    def shown(text: str) -> str:
        # What has no spaces is an id or an address.
        return withheld.text(text, quoted=said) if " " in text else withheld.name(text)

    old, new = (text and shown(text) for text in (change.old, change.new))
    facts = {name: shown(fact) for name, fact in change.facts.items()}
    uri, spot = change.uri, change.spot
    return replace(
        change,
        id=withheld.name(change.id),
        facts=facts,
        old=old,
        new=new,
        uri=uri if uri is None or withheld.name(uri) == uri else None,
        spot=spot if spot is None or withheld.name(str(spot.file)) == str(spot.file) else None,
    )


def _side(state: State, records: Records, renamed: Mapping[Owner, str], *, gone: bool) -> Side:
    desk, settings = state.desk, state.settings
    if records is not state.published:
        desk = build_desk(records, settings.coverage, state.lock, settings.language)
    return Side(records, desk, state.records, renamed, state.verdict, gone, settings.redirects)


@fixed
class TwoStates:
    """The two states to compare, while the files of both exist."""

    before: State
    after: State
    base: Revision
    head: Revision  # that of the newer state; of the working tree, the one that is checked out
    edited: bool  # whether the newer one is a working tree that differs from `head`
    repository: Repository
    folder: PurePosixPath  # the content folder in it
    given: Revision | None  # the newer revision that was asked for; `None` for the working tree
    absent: bool  # the older state had no such folder at all

    def changes(self) -> Changes:
        """All changes from one to the other."""
        moved = self.repository.renames(self.base, self.given, self.folder)
        return compare(self.before, self.after, moved)


@contextmanager
def read_two_states(
    settings: Settings,
    base: str,
    head: str | None = None,
    last: LastReading | None = None,
    *,
    exact: bool = False,
) -> Iterator[TwoStates]:
    """Read the content of ``settings`` at ``base`` and ``head`` (``None``: the working tree).

    ``exact`` compares with ``base`` as it is, not with the last commit that both share: what was
    changed in ``base`` since then is not a change of ``head``. What an earlier process read and
    found in the working tree is in ``last``. Raises RevisionFault if there is no repository, or not
    these revisions.
    """
    repository = Repository.of(settings.content)
    folder = repository.inside(settings.content)
    given = repository.resolve(head) if head is not None else None
    older = repository.resolve(base)
    if not exact:
        older = repository.merge_base(older, given)
    with ExitStack() as stack:
        read, there = SameFiles(last.articles if last else None), settings.content
        got = stack.enter_context(repository.extracted(older, folder, there))
        before = read_state(settings, folder, read, got)
        newer = repository.extracted(given, folder, there) if given else nullcontext()
        after = read_state(settings, folder, read, stack.enter_context(newer))
        if last and given is None:
            # Its captures are not looked at here. What is found in the older state follows from it.
            after = replace(after, last=replace(last, files=True))
            after.linked  # noqa: B018 - the first of the two
        yield TwoStates(
            before=before,
            after=after,
            base=older,
            head=given or repository.resolve("HEAD"),
            edited=given is None and edited(repository, folder),
            repository=repository,
            folder=folder,
            given=given,
            absent=got.absent,
        )
