"""The list of claims, and the page of one: whose it is, the replies, what it conflicts with."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from onrecord.desk import Act, ClaimStanding, Hearing, QuoteEntry, grouped, only
from onrecord.records import UNKNOWN, PartialDate, Written, claim_uri, fixed

from .acts import (
    ActView,
    ClaimLine,
    SearchView,
    act_view,
    act_views,
    article_links,
    claim_line,
    other_quotes,
)
from .context import Context, SearchedArticles
from .links import Link, topic_link
from .listing import PART_LIMIT, Jump, Listed, Part, split_by_date
from .quote_card import QuoteCard

ClaimItem = Act | QuoteEntry

# Acts that speak against a claim: they are shown in the same block as the claim.
_AGAINST = frozenset({"denied", "disputed", "retracted"})
_STANDINGS = ("contested", "asserted", "corroborated", "retracted", "not_asserted")

# Of a claim that is split, its own page has so many denials by each; its finer ones have all.
_DENIALS = 10
# In which word, by whose account, and whether somebody repeats the claim of others.
_How = tuple[str, tuple[str, ...], bool]


@fixed
class HearingView:
    """The replies of one actor: of one whom the claim is against, or whom its file names."""

    name: Link  #: who
    #: what it said in articles, oldest first: that it is so, its denials in own words, then those
    #: that others report
    acts: tuple[ActView, ...]
    replies: tuple[ActView, ...]  #: what the claim's file says in the same order, searches last

    @property
    def own(self) -> bool:
        """Whether a reply in its own words is on record."""
        every = (*self.acts, *self.replies)
        return any(not act.told_by and not act.search for act in every)

    @property
    def unheard(self) -> ActView | None:
        """The search that found no reply of its own."""
        return None if self.own else next((act for act in self.replies if act.search), None)


@fixed
class Stance:
    """How some actors acted on a claim, such as assert or deny it."""

    word: str  #: `asserted`, `corroborated`, `denied`, `disputed`, `retracted`, or `no_comment`
    by: tuple[Link, ...]  #: who did
    told_by: tuple[Link, ...]  #: who reports it, if it is not in their own words
    times: int  #: in how many statements; versions of one count once
    shares: tuple[tuple[tuple[Link, ...], int], ...]  #: who did in how many; one if all are alike
    first: PartialDate  #: the date of the first; of what others report, that of the report
    last: PartialDate  #: the date of the last, likewise
    noted: bool = False  #: whether there is a note on any of it
    spoken_for: tuple[tuple[Link, Link], ...] = ()  #: who made all its statements for whom
    repeats: bool = False  #: whether they repeat the claim of others, with whom they do not belong


@fixed
class ClaimSummary:
    """A claim in a list, with the reply or the search in the same block."""

    line: ClaimLine
    kind: str
    standing: str
    outcome: str  #: the same in a word, as an act says it: `denied` or `disputed`
    tellers: tuple[Link, ...]  #: who reports it, if nobody says it: show "according to …"
    first: PartialDate  #: when it was first made
    about: tuple[Link, ...]
    hearings: tuple[HearingView, ...]  #: one for each actor that the claim is against, then others
    others: tuple[ActView, ...]  #: denials, disputes and retractions by all others, oldest first
    stances: tuple[Stance, ...]  #: who did what with it, in the order of the first time
    conflicts: tuple[ClaimLine, ...]  #: the claims that it conflicts with

    @property
    def noted(self) -> bool:
        """Whether the sentence that sums it up says that there is a note."""
        searches = (hearing.unheard for hearing in self.hearings)
        return any(stance.noted for stance in self.stances) or any(
            search.note for search in searches if search
        )


@fixed
class ClaimsView:
    """The list of all claims, or one date's share of it; ``claims`` counts all."""

    claims: int
    searched: SearchedArticles  #: how many articles were searched
    search: SearchView | None  #: the search that found no reply, if one for all on this page
    part: Part[ClaimStanding]
    rows: tuple[ClaimSummary, ...]

    @property
    def groups(self) -> tuple[tuple[str, tuple[ClaimSummary, ...]], ...]:
        """The claims by what has become of them, the disputed first."""
        found = grouped((claim.standing, claim) for claim in self.rows)
        return tuple((word, tuple(found[word])) for word in _STANDINGS if word in found)

    @property
    def jumps(self) -> tuple[Jump, ...]:
        """Links to the groups, if there are several."""
        groups = self.groups if len(self.groups) > 1 else ()
        return tuple(Jump(word.replace("_", "-"), len(claims)) for word, claims in groups)

    @property
    def noted(self) -> bool:
        """Whether a claim says that there is a note."""
        return any(claim.noted for claim in self.rows)


@fixed
class ClaimView:
    """A claim's own page, or one date's share of its acts if there are very many."""

    written: Written
    row: ClaimSummary  #: the claim as a list shows it
    part: Part[ClaimItem]
    words: ActView | None  #: the claim in words of those who make it, if any may be shown
    acts: tuple[ActView, ...]  #: who asserted, denied or disputed it
    quotes: tuple[QuoteCard, ...]  #: quotes that concern it
    sources: tuple[Link, ...]  #: the articles of what is on this page
    all_sources: int  #: on the claim's own page, how many it is based on
    party_sources: int  #: how many of its sources were published by a party's own outlet

    @property
    def paraphrased(self) -> bool:
        """Whether the source only reports the words that are shown."""
        card = self.words.card if self.words else None
        return card is not None and card.form == "indirect"

    @property
    def unidentified(self) -> bool:
        """Whether nobody is known to have said the words that are shown."""
        return bool(self.words and self.words.card and not self.words.card.speakers)

    @property
    def all_by_parties(self) -> bool:
        """Whether all of its sources were published by a party's own outlet."""
        return 0 < self.all_sources == self.party_sources


def claims_list(context: Context, limit: int = PART_LIMIT) -> Listed[ClaimStanding, ClaimsView]:
    """The list of all claims."""
    claims = context.desk.claims
    ordered = [claims[claim_id] for claim_id in context.indexes.claim_order]

    def page(part: Part[ClaimStanding]) -> ClaimsView:
        rows = tuple(claim_summary(context, claim) for claim in part.items)
        return ClaimsView(len(claims), context.searched, search_of_all(rows), part, rows)

    parts = split_by_date("claims/", ordered, lambda claim: claim.first_date, limit)
    return Listed(parts, page, lambda _: (len(claims), context.searched))


def search_of_all(rows: Iterable[ClaimSummary]) -> SearchView | None:
    """The search that found no reply, if it is the same for all claims without one."""
    unheard = (hearing.unheard for row in rows for hearing in row.hearings)
    found = (act.search for act in unheard if act and act.search)
    return only(replace(search, own_words=False) for search in found)


def claim_parts(
    context: Context, claim: ClaimStanding, limit: int = PART_LIMIT
) -> list[Part[ClaimItem]]:
    """The pages of a claim, its own first."""
    items = sorted(_items(context, claim), key=lambda item: item.sort_key)
    return split_by_date(claim_uri(claim.id), items, lambda item: item.date, limit)


def claim_view(context: Context, claim: ClaimStanding, part: Part[ClaimItem]) -> ClaimView:
    """One page of a claim."""
    own, articles = part.opens, context.desk.articles
    words = first_words(claim) if own else None
    shown = _heard(claim) | {id(act) for act in claim.acts if act.word in _AGAINST}
    shown.add(id(words))
    items = _items(context, claim)
    ids = {item.article_id for item in items if item.article_id} if own else ()
    row = claim_summary(context, claim)
    if part.finer:  # with no more than the first denials of each
        hearings = (replace(heard, acts=heard.acts[:_DENIALS]) for heard in row.hearings)
        row = replace(row, hearings=tuple(hearings), others=row.others[:_DENIALS])
    acts = (item for item in part.items if isinstance(item, Act))
    return ClaimView(
        written=Written(claim.record),
        row=row,
        part=part,
        words=act_view(context, words) if words else None,
        acts=act_views(context, (act for act in acts if not (own and id(act) in shown))),
        quotes=context.cards.of_items(part.items),
        sources=article_links(context.desk, part.items),
        all_sources=len(ids),
        party_sources=sum(articles[id_].source.party is not None for id_ in ids),
    )


def claim_summary(context: Context, claim: ClaimStanding) -> ClaimSummary:
    """A claim in a list."""
    heard, people = _heard(claim), context.people
    against = (act for act in claim.acts if act.word in _AGAINST and id(act) not in heard)
    replies = (reply for reply in claim.replies if reply.by[0] not in claim.record.against)
    others = grouped((reply.by[0], reply) for reply in replies).items()
    return ClaimSummary(
        line=claim_line(context, claim.id),
        kind=claim.record.kind,
        standing=claim.standing,
        outcome=claim.outcome,
        tellers=people.links(claim.tellers),
        first=claim.first_made,
        about=tuple(topic_link(context.desk, topic) for topic in claim.record.about),
        hearings=(
            *(_hearing(context, hearing) for hearing in claim.hearings),
            *(HearingView(people.link(by), (), act_views(context, acts)) for by, acts in others),
        ),
        others=act_views(context, against),
        stances=_stances(context, claim),
        conflicts=tuple(claim_line(context, id_) for id_ in claim.conflicts),
    )


def _stances(context: Context, claim: ClaimStanding) -> tuple[Stance, ...]:
    roles = context.desk.roles

    def how(by: str, act: Act) -> _How:
        near = any(roles.belong_together(by, maker, act.date) for maker in claim.record.by)
        return act.word, act.told_by, act.word == "asserted" and not act.told_by and not near

    acts = (act for act in (*claim.acts, *claim.replies) if not act.search)
    found = grouped((how(by, act), (by, act)) for act in acts for by in act.by)
    return tuple(_stance(context, key, said) for key, said in found.items())


def end_key(date: PartialDate) -> tuple[bool, tuple[int, int]]:
    """Order by the last day that a date may mean; unknown last."""
    return not date.known, date.sort_key[::-1]


def _stance(context: Context, how: _How, said: Sequence[tuple[str, Act]]) -> Stance:
    people, acts = context.people, [act for _, act in said]
    word, told_by, repeats = how
    # For a report the sentence gives the day of the report, which only its quote has.
    told = (act.quote.date if act.quote else UNKNOWN for act in acts)
    dates = [*(told if told_by else (act.date for act in acts))]
    by_each = grouped((by, act.utterance) for by, act in said)
    shares = grouped((len({*utterances}), by) for by, utterances in by_each.items())
    return Stance(
        word=word,
        by=people.links(by_each),
        told_by=people.links(told_by),
        times=len({act.utterance for act in acts}),
        shares=tuple((people.links(makers), times) for times, makers in shares.items()),
        first=min(dates, key=lambda date: date.sort_key),
        last=max(dates, key=end_key),
        noted=any(act.record.note for act in acts),
        spoken_for=tuple(_spoken_for(context, said)),
        repeats=repeats,
    )


def _spoken_for(context: Context, said: Sequence[tuple[str, Act]]) -> Iterator[tuple[Link, Link]]:
    """Each speaker with a body whose only known words are this speaker's."""
    on = {(by, act.utterance): act.date for by, act in said}
    by_each = grouped((by, utterance) for by, utterance in on)
    for body, utterances in by_each.items():
        speakers = (
            by
            for by in by_each
            if by != body
            and all(
                (by, it) in on and context.desk.roles.speaks_for(by, body, on[by, it])
                for it in utterances
            )
        )
        if speaker := next(speakers, None):
            yield context.people.link(speaker), context.people.link(body)


def first_words(claim: ClaimStanding, speaker: str | None = None) -> Act | None:
    """The first time it was made, by ``speaker`` if ever, in exact words if any may be shown."""
    made = [act for act in claim.acts if act.word == "asserted" and act.quote and not act.told_by]
    shown = [act for act in made if act.quote and not act.quote.record.withheld]
    shown.sort(key=lambda act: act.quote is None or speaker not in act.quote.speakers)
    exact = (act for act in shown if act.quote and act.quote.record.exact)
    return next(exact, next(iter(shown), None))


def _heard(claim: ClaimStanding) -> set[int]:
    """What is shown with those it is by whom the claim is against."""
    return {id(act) for it in claim.hearings for act in (*it.admissions, *it.denials)}


def _hearing(context: Context, hearing: Hearing) -> HearingView:
    # An article may have as an act what the claim's own file has as a reply.
    denied = {act.quote.reference for act in hearing.denials if act.quote}
    replies = (act for act in hearing.replies if not (act.quote and act.quote.reference in denied))
    return HearingView(
        name=context.people.link(hearing.accused),
        acts=act_views(context, (*hearing.admissions, *hearing.denials)),
        replies=act_views(context, (*replies, *hearing.searches), own_words=hearing.told),
    )


def _items(context: Context, claim: ClaimStanding) -> list[ClaimItem]:
    """Its acts, and related quotes that are not shown with one of them."""
    bearing = context.indexes.on_claim.get(claim.id, ())
    return [*claim.acts, *other_quotes(claim.acts, bearing)]
