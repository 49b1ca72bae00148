"""Acts as pages, feeds and briefings show them: statements, answers, acts on claims, replies."""

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import field, replace
from typing import Literal

from onrecord.desk import Act, ActKind, Desk, QuoteEntry, Relation, grouped
from onrecord.records import UNKNOWN, PartialDate, Written, claim_uri, fixed, quote_uri

from .context import Context
from .lines import Catalogue, Line, Span
from .links import Link, article_link, demand_link
from .quote_card import QuoteCard

_MOST_KEPT = 20_000  # views of acts


@fixed
class ClaimLine:
    """A claim wherever it is named, always with its maker."""

    uri: str
    by: tuple[Link, ...]
    text: str

    def line(self, say: Catalogue) -> Line:
        """As in "Claim by X: …"."""
        by = say.phrase("claim.by", names=say.linked_within(self.by))
        return (*by, Span(" "), *self.title)

    @property
    def title(self) -> Line:
        """The claim alone, where its maker is named nearby."""
        return (Span(self.text, "title", uri=self.uri),)


@fixed
class SearchView:
    """A search that found no answer: up to which day, in what, and when we asked for one."""

    through: PartialDate
    sources: str | None  #: `None` for "our sources"
    asked_on: PartialDate | None  #: when we asked for comment; `None` if never. Always shown
    own_words: bool  #: whether others report a reply, so that only own words are missing
    joint: bool = False  #: whether members of a group answered, so that only its own is missing

    def limits(self, say: Catalogue) -> dict[str, Line | str]:
        """Up to when was searched and where, as the words for what was not found have it."""
        where = self.sources or say("search.these_sources")
        return {"up_to": say.dated_on(self.through, "up_to"), "where": where}


@fixed
class Look:
    """The look of an act in a picture: the same look has the same meaning."""

    kind: Literal["act", "response"]  #: `act` for what is demanded, `response` for what is answered
    word: str  #: an act or a response
    rank: str  #: `own`, `unnamed` or `told`
    aside: bool = False  #: whether it is shown but does not count


@fixed
class ActView:
    """One act, or what one row says of several demands, addressees or actors."""

    written: Written = field(compare=False)
    kind: str  #: `statement`, `answer`, `claim`, or `reply` from the claim's own file
    word: str  #: the act, the response or the reply
    by: tuple[Link, ...]  #: whose act it is
    to: tuple[Link, ...]  #: whom a statement addressed that time; for whom an answer counts
    speakers: tuple[Link, ...]  #: who speaks, if it is somebody who speaks for whose act it is
    told_by: tuple[Link, ...]  #: who reports it, if not in own words; show "according to …"
    publisher: str | None  #: of the article, if the article itself reports it
    rank: str  #: `own`, `unnamed` or `told`
    wording: str  #: `exact`, `paraphrased` or `unquoted`: how we have its words
    relation: str  #: of an answer: `own`, `member` or `outsider`
    early: bool  #: dated before the demand was made: labelled, and does not count
    unordered: bool  #: whether an answer may be from before or after the demand was made
    late: bool  #: dated after the demand ended: labelled, and does not count
    date: PartialDate | None  #: `None` for a reply without a date
    uris: tuple[str, ...]  #: where it can be read: the quotes it is based on, else the article
    article: Link | None
    card: QuoteCard | None  #: the words it is based on
    phrase: str | None  #: the key words of a statement, which are in those words
    condition: str | None
    note: str | None
    search: SearchView | None  #: of a search that found nothing
    draft: bool  #: whether its article is a draft; it is shown only where drafts are wanted
    demands: tuple[Link, ...]  #: what it is about
    claims: tuple[ClaimLine, ...]  #: what it is about
    more: tuple[QuoteCard, ...] = ()  #: the words of other acts that read the same
    members: tuple[Link, ...] = ()  #: the member that answers, where somebody speaks for it

    @property
    def uri(self) -> str | None:
        """The page where it can be read first."""
        return next(iter(self.uris), None)

    @property
    def said_by_card(self) -> bool:
        """Whether its card already has its maker and its date."""
        card = self.card
        own = not (self.told_by or self.labels or self.draft)
        return own and card is not None and (card.speakers, card.when) == (self.by, self.date)

    @property
    def claim(self) -> ClaimLine:
        """The claim that a reply is about; no act on a demand has one."""
        return self.claims[0]

    @property
    def claims_of_others(self) -> tuple[tuple[ClaimLine, bool], ...]:
        """Its claims, each with whether it is not the claim of those who act."""
        return tuple((claim, not {*self.by} <= {*claim.by}) for claim in self.claims)

    @property
    def reference(self) -> str:
        """Its name in a suggestion for a correction."""
        by = ", ".join(link.text for link in self.by)
        return f"{self.word}: {by}, {self.date.text if self.date else ''}"

    @property
    def towards(self) -> tuple[Link, ...]:
        """Of an answer, the others for whom it counts; a member's counts for no other."""
        own = self.kind == "answer" and self.relation == "own"
        return tuple(link for link in self.to if own and link not in self.by)

    @property
    def labels(self) -> tuple[str, ...]:
        """Why it does not count, as keys of the catalogue: ``member``, ``told_early`` and so on."""
        relation = [] if self.relation == "own" else [self.relation]
        told = "told_" if self.told_by else ""
        times = [f"{told}{word}" for word in ("early", "late") if getattr(self, word)]
        return (*relation, *times)

    @property
    def look(self) -> Look:
        """Its look in a picture."""
        if self.search:
            return Look("response", self.word, "own")
        kind: Literal["act", "response"] = "act" if self.kind == "statement" else "response"
        return Look(kind, self.word, self.rank, bool(self.labels))

    @property
    def drawn_on(self) -> PartialDate:
        """Its date in a picture; for a search, the last day searched."""
        return self.search.through if self.search else self.date or UNKNOWN

    @property
    def alike(self) -> Hashable:
        """The content of its line: two acts with the same value read the same."""
        publisher = self.publisher if self.word == "reported" else None
        who = (self.by, self.speakers, self.told_by, publisher)
        to = self.to if self.kind == "statement" else ()
        says = (self.kind, self.word, self.phrase, self.demands, self.claims)
        limits = (self.condition, bool(self.note))
        return (says, who, to, self.date, self.rank, self.labels, self.draft, limits)


def act_view(
    context: Context, act: Act, *others: Act, own_words: bool = False, joint: bool = False
) -> ActView:
    """One act as a page shows it, with what ``others`` of its row are about and by whom.

    ``own_words`` and ``joint``: of a search, as in `SearchView`. It is made once: some six pages
    show it.
    """
    acts = (act, *others)
    if context.other and all(map(context.other[1], acts)):
        context = context.other[0]
    key, kept = (own_words, joint, *map(id, acts)), context.act_views
    found: tuple[object, ActView] | None = kept.get(key)
    if found is None:
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        # Together with the acts, of which no other has the same id while they are there.
        found = kept[key] = (acts, _act_view(context, acts, own_words=own_words, joint=joint))
    return found[1]


def _act_view(context: Context, acts: tuple[Act, ...], *, own_words: bool, joint: bool) -> ActView:
    act = acts[0]
    desk, people, quote, search = context.desk, context.people, act.quote, act.search
    article = article_link(desk, act.article_id) if act.article_id in desk.articles else None
    where = quote_uri(quote.reference) if quote else article.uri if article else None
    subjects = dict.fromkeys(each.subject for each in acts)
    on_demands = act.kind in ("statement", "answer")
    voices = desk.roles.voices(act.speakers, act.by, act.date)
    told = not act.told_by and (act.kind == "answer" or act.spokespersons)
    spoken = told and not {*voices} & {*act.by}
    dated = act.kind != "reply" or act.date.known or act.record.date
    through = (search and search.searched_through) or UNKNOWN
    members = (
        of
        for to in (act.to if act.relation is Relation.MEMBER else ())
        for of in desk.roles.members_spoken_for(act.by, to, act.date)
    )
    return ActView(
        written=Written(act.record, hides_words=quote is not None and quote.record.withheld),
        kind=act.kind,
        word=act.word,
        by=people.links(dict.fromkeys(by for each in acts for by in each.by)),
        to=people.links(dict.fromkeys(to for each in acts for to in each.to)),
        speakers=people.links(voices) if spoken else (),
        told_by=people.links(act.told_by),
        publisher=desk.articles[act.article_id].source.publisher if article else None,
        rank=act.rank.name.lower(),
        wording=act.wording,
        relation=act.relation.value,
        early=act.early,
        unordered=act.unordered,
        late=act.late,
        date=act.date if dated else None,
        uris=(where,) if where else (),
        article=article,
        card=context.cards.card(quote) if quote else None,
        phrase=act.phrase,
        condition=act.condition,
        note=act.record.note,
        search=SearchView(through, search.searched_in, search.asked_on, own_words, joint)
        if search
        else None,
        draft=bool(article) and desk.articles[act.article_id].draft,
        demands=tuple(demand_link(desk, id_) for id_ in subjects) if on_demands else (),
        claims=() if on_demands else tuple(claim_line(context, id_) for id_ in subjects),
        members=people.links(members),
    )


def act_views(
    context: Context, acts: Iterable[Act], *, own_words: bool = False
) -> tuple[ActView, ...]:
    """``acts`` in their order; those that one row says together are one."""
    # That is a statement of several demands, and one actor's answer to several demands and towards
    # several addressees where it is labelled the same.
    return tuple(act_view(context, *row, own_words=own_words) for row in acts_by_row(acts))


def acts_by_row(acts: Iterable[Act]) -> Collection[Sequence[Act]]:
    """``acts`` by the row that says them, in their order."""
    return grouped((_row(act), act) for act in acts).values()


def acts_of(context: Context, acts: Iterable[Act], kind: ActKind) -> tuple[ActView, ...]:
    """The ``acts`` of one kind; those of one row are joined."""
    return act_views(context, (act for act in acts if act.kind == kind))


def versions_once(acts: Iterable[Act]) -> list[Act]:
    """``acts`` with one version of each statement: the one closest to its owner."""
    once: dict[Hashable, Act] = {}
    for act in acts:
        answer = (act.word, act.by, act.to, act.told_by, act.date)
        key = (act.utterance, act.states if act.kind == "statement" else answer)
        known = once.setdefault(key, act)
        if act.rank < known.rank:
            once[key] = act
    return list(once.values())


def answers_once(context: Context, acts: Iterable[Act]) -> tuple[ActView, ...]:
    """Each of ``acts`` as one statement or report says it, in their order: it is counted once."""
    # Versions of one statement are one, and so is what it says of several sides in the same word.

    def says(act: Act) -> Hashable:
        counts = (act.relation, act.early, act.late, act.rank)
        return (act.utterance, act.word, act.told_by, act.date, counts)

    said = grouped((says(act), act) for act in versions_once(acts))
    return tuple(act_view(context, *together) for together in said.values())


def without_repetition(acts: Iterable[ActView]) -> tuple[ActView, ...]:
    """``acts`` with those that read alike as one, which leads to the words of each."""
    found: dict[Hashable, ActView] = {}
    for act in acts:
        same = found.setdefault(act.alike, act)
        if same is not act:
            uris = tuple(dict.fromkeys((*same.uris, *act.uris)))
            new = (act.card,) if act.card and act.uri not in same.uris else ()
            found[act.alike] = replace(same, uris=uris, more=(*same.more, *new))
    return tuple(found.values())


def other_quotes(acts: Iterable[Act], quotes: Iterable[QuoteEntry]) -> list[QuoteEntry]:
    """The ``quotes`` that are not shown with one of ``acts``."""
    shown = {act.quote.reference for act in acts if act.quote}
    return [quote for quote in quotes if quote.reference not in shown]


def article_links(desk: Desk, items: Iterable[Act | QuoteEntry]) -> tuple[Link, ...]:
    """The articles of ``items``, each once, the earliest published first."""
    ids = {item.article_id for item in items if item.article_id}
    ordered = sorted(ids, key=lambda id_: (desk.articles[id_].source.published.sort_key, id_))
    return tuple(article_link(desk, article_id) for article_id in ordered)


def claim_line(context: Context, claim_id: str) -> ClaimLine:
    """A claim's text with its maker."""
    record = context.desk.claims[claim_id].record
    by = context.people.links(record.by)
    return ClaimLine(claim_uri(claim_id), by, " ".join(record.text.split()))


def _row(act: Act) -> Hashable:
    if act.kind == "statement":
        return (act.kind, act.article_id, act.row)
    # The file of a demand or a claim numbers its rows for itself.
    own_file = act.subject if not act.article_id or act.kind != "answer" else ""
    labelled = (act.relation is Relation.OWN, act.relation, act.early, act.late)
    return (act.kind, act.article_id, own_file, act.row, act.by, labelled)


def tellers_of(acts: Iterable[ActView]) -> tuple[Link, ...]:
    """Those who report ``acts``, each once."""
    return tuple(dict.fromkeys(teller for act in acts for teller in act.told_by))
