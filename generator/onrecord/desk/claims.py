"""Claims linked with who asserts and who disputes them, and whether the accused is heard.

What has become of a claim is derived from acts and replies, never typed by hand. The rules
(``docs/reference/model.md`` has examples):

1. Retracted: all who asserted it took it back, and did not assert it again later. Contested:
   anybody denied or disputed it. Corroborated: somebody else confirmed it. Asserted: none of these.
2. What is told of an actor does not count where that actor's own words on the claim are on record;
   nor does a denial after which the same side itself said that it is so.
3. Where all that makes the standing is told, it is so according to those who tell it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from onrecord.records import UNKNOWN, Claim, PartialDate, fixed

from .actors import Roles
from .acts import Act, ActLinks, grouped

_DENYING = ("denied", "disputed")
_MAKING = ("asserted", "corroborated")


@fixed
class Hearing:
    """The reply of an actor whom the claim is against."""

    accused: str
    #: its denials or disputes found in articles, oldest first: those in its own words, then those
    #: that others tell of
    denials: tuple[Act, ...]
    replies: tuple[Act, ...]  #: what the claim's file says of its replies, in the same order
    searches: tuple[Act, ...]  #: what the claim's file says of searches that found none
    admissions: tuple[Act, ...] = ()  #: where it says in its own words that it is so, oldest first

    @property
    def heard(self) -> bool:
        """Whether it is on record in its own words."""
        replies = (*self.denials, *self.replies)
        return bool(self.admissions) or any(not act.told_by for act in replies)

    @property
    def told(self) -> bool:
        """Whether a reply is known, and only from others."""
        return not self.heard and bool(self.denials or self.replies)

    @property
    def searched(self) -> Act | None:
        """The search that found no reply, if there is one."""
        return next(iter(self.searches), None)

    @property
    def open(self) -> bool:
        """Whether nothing is known of a reply, and nobody searched for one."""
        return not (self.denials or self.replies or self.searches or self.admissions)


@fixed
class ClaimStanding:
    """A claim and its status."""

    id: str
    record: Claim
    #: `asserted`, `contested`, `corroborated`, `retracted` (by all who asserted it) or
    #: `not_asserted` (nobody is on record with it)
    standing: str
    tellers: tuple[str, ...]  #: according to whom alone it is so; none where own words say it
    #: the denials and disputes that count (rule 2)
    against: tuple[Act, ...]
    acts: tuple[Act, ...]  #: all acts, oldest first, unknown dates last
    replies: tuple[Act, ...]  #: all replies and searches that its file has
    hearings: tuple[Hearing, ...]  #: one for each actor it is against
    conflicts: tuple[str, ...]  #: claims it conflicts with, named by either side

    @property
    def outcome(self) -> str:
        """The standing; of a contested claim ``denied`` or ``disputed``, unless it is both."""
        own = [act for act in self.against if not act.told_by]
        words = {act.word for act in own or self.against}
        return words.pop() if self.standing == "contested" and len(words) == 1 else self.standing

    @property
    def first_date(self) -> PartialDate:
        """When it was first asserted, if known."""
        return next((act.date for act in self.acts if act.word == "asserted"), UNKNOWN)

    @property
    def first_made(self) -> PartialDate:
        """The same, in own words if there are any; unknown where an undated one may be earlier."""
        made = self.by_act("asserted")
        made = tuple(act for act in made if not act.told_by) or made
        dated = {act.utterance for act in made if act.date.known}
        return made[0].date if made and {act.utterance for act in made} <= dated else UNKNOWN

    @property
    def times_stated(self) -> int:
        """In how many statements it was asserted; versions of one count once."""
        return len({act.utterance for act in self.by_act("asserted")})

    def by_act(self, word: str) -> tuple[Act, ...]:
        """The acts of one kind."""
        return tuple(act for act in self.acts if act.word == word)


def link_claims(claims: Mapping[str, Claim], links: ActLinks) -> dict[str, ClaimStanding]:
    """Every claim by id, in the order of ``claims``."""
    acts = grouped((act.subject, act) for act in _acts(claims, links))
    conflicts = grouped(
        pair
        for id_, claim in claims.items()
        for other in claim.conflicts_with
        for pair in ((id_, other), (other, id_))
    )
    found = {}
    for claim_id, claim in claims.items():
        of_articles = tuple(sorted(acts.get(claim_id, ()), key=lambda act: act.sort_key))
        replies = tuple(_replies(links, claim_id, claim))
        others = tuple(dict.fromkeys(conflicts.get(claim_id, ())))
        found[claim_id] = _linked(claim_id, claim, of_articles, replies, others, links.roles)
    return found


def claim_up_to(claim: ClaimStanding, day: PartialDate, roles: Roles) -> ClaimStanding:
    """``claim`` without anybody who made or confirmed it after ``day``.

    Later denials, retractions and replies stay: nothing is said not to be there that is.
    """
    acts = tuple(act for act in claim.acts if act.word not in _MAKING or not day.before(act.date))
    return _linked(claim.id, claim.record, acts, claim.replies, claim.conflicts, roles)


def _linked(
    claim_id: str,
    claim: Claim,
    acts: tuple[Act, ...],
    replies: tuple[Act, ...],
    conflicts: tuple[str, ...],
    roles: Roles,
) -> ClaimStanding:
    counted = _counted(acts, replies, roles)
    standing, tellers = _standing(counted, claim.by, roles) if acts else ("not_asserted", ())
    against = {id(act): act for act, _ in counted if act.word in _DENYING}
    return ClaimStanding(
        id=claim_id,
        record=claim,
        standing=standing,
        tellers=tellers,
        against=tuple(against.values()),
        acts=acts,
        replies=replies,
        hearings=tuple(
            _hearing(accused, claim.by, acts, replies, roles) for accused in claim.against
        ),
        conflicts=conflicts,
    )


def _acts(claims: Mapping[str, Claim], links: ActLinks) -> Iterator[Act]:
    """The acts of articles; a row's own words are separate from what it only reports."""
    for article_id, article in links.articles.items():
        for found in links.rows(article_id, article.claims):
            row = found.record
            for claim_id in dict.fromkeys(row.claim):
                parties = _parties(claims.get(claim_id))
                groups = grouped((links.tellers(found, by, parties), by) for by in row.by)
                for told_by, by in groups.items():
                    yield found.act("claim", claim_id, row.act, by, told_by=told_by)


def _replies(links: ActLinks, claim_id: str, claim: Claim) -> Iterator[Act]:
    for found in links.rows("", claim.replies):
        by, word = found.record.by, found.record.reply
        told_by = links.tellers(found, by, _parties(claim))
        yield found.act("reply", claim_id, word, (by,), told_by=told_by)


def _parties(claim: Claim | None) -> tuple[str, ...]:
    return (*claim.by, *claim.against) if claim else ()


def _hearing(
    accused: str, makers: Iterable[str], acts: Iterable[Act], replies: Iterable[Act], roles: Roles
) -> Hearing:
    its = [
        act for act in acts if any(roles.is_or_speaks_for(by, accused, act.date) for by in act.by)
    ]
    denials = [act for act in its if act.word in _DENYING]
    theirs = [reply for reply in replies if accused in reply.by]
    given = [reply for reply in theirs if not reply.search]
    return Hearing(
        accused,
        tuple(sorted(denials, key=lambda act: bool(act.told_by))),
        tuple(sorted(given, key=lambda act: bool(act.told_by))),
        tuple(reply for reply in theirs if reply.search),
        tuple(
            act
            for act in its
            # Who makes the claim for its makers does not admit it for those it is against.
            if act.word in _MAKING
            and not act.told_by
            and not any(roles.is_or_speaks_for(by, it, act.date) for by in act.by for it in makers)
        ),
    )


def _counted(acts: Iterable[Act], replies: Iterable[Act], roles: Roles) -> list[tuple[Act, str]]:
    """The acts that count, each with its side (rule 2)."""
    said = [(act, by) for act in chain(acts, replies) if not act.search for by in act.by]
    own = [(act, by) for act, by in said if not act.told_by]

    def speaks_itself(of: str) -> bool:
        """Whether the one whom others report, or one who speaks for it, is on record itself."""
        return any(
            roles.is_or_speaks_for(by, of, act.date) or roles.is_or_speaks_for(of, by, act.date)
            for act, by in own
        )

    def is_given_up(denial: Act, by: str) -> bool:
        """Whether the one who denied it, or one of its side, confirmed it in own words later."""
        return denial.word in _DENYING and any(
            it.word == "corroborated"
            and denial.date.before(it.date)
            and (
                roles.either_speaks_for(by, whose, it.date)
                or _voice_one(roles, (by, denial.date), (whose, it.date))
            )
            for it, whose in own
        )

    counted = [(act, by) for act, by in said if not act.told_by or not speaks_itself(by)]
    return [(act, by) for act, by in counted if not is_given_up(act, by)]


def _voice_one(
    roles: Roles, one: tuple[str, PartialDate], other: tuple[str, PartialDate]
) -> frozenset[str]:
    """The bodies for which both actors speak, each on its date, such as successors in a post."""
    return frozenset(roles.spoken_for(*one)).intersection(roles.spoken_for(*other))


def _standing(
    counted: Sequence[tuple[Act, str]], makers: Sequence[str], roles: Roles
) -> tuple[str, tuple[str, ...]]:
    """The standing, and the actors whose reports alone it is based on (see ``ClaimStanding``)."""

    def tellers(*words: str) -> tuple[str, ...]:
        """Those who report all of it; none if anybody's own words say it."""
        found = [act for act, _ in counted if act.word in words]
        if any(not act.told_by for act in found):
            return ()
        return tuple(dict.fromkeys(teller for act in found for teller in act.told_by))

    asserted, retracted = (
        [(act, by) for act, by in counted if act.word == word] for word in ("asserted", "retracted")
    )

    def takes_back(end: Act, by: str, made: Act, maker: str) -> bool:
        """Whether it is of the same side, and the claim was not made again after it."""
        speaks = roles.is_or_speaks_for
        same = speaks(by, maker, end.date) or speaks(maker, by, made.date)
        of_body = _voice_one(roles, (by, end.date), (maker, made.date)).intersection(makers)
        return (same or bool(of_body)) and not end.date.before(made.date)

    words = {act.word for act, _ in counted}
    if retracted and all(any(takes_back(*it, *made) for it in retracted) for made in asserted):
        return "retracted", tellers("retracted")
    if words & {*_DENYING}:
        return "contested", tellers(*_DENYING)
    if "corroborated" in words:
        return "corroborated", tellers("corroborated")
    return ("asserted", tellers("asserted")) if asserted else ("not_asserted", ())
