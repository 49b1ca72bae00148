"""Sentences that sum up a claim, by rule: who made it, who denies it, who is not heard.

They count and name, and judge nothing. What others report is always said to be by their account.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from onrecord.desk import grouped

from .act_lines import according_to, act_word, by_account_of
from .acts import ActView
from .claim import ClaimSummary, HearingView, Stance, end_key
from .conclusions import asked_when, sentences
from .lines import Catalogue, Line, Span, capitalized, joined, plain_text
from .links import Link


def standing_line(outcome: str, tellers: Sequence[Link], say: Catalogue) -> Line:
    """The standing of a claim, and who reports it if only others do."""
    # Of a contested one the word of those who contest it, if it is one.
    contested = outcome in ("denied", "disputed")
    key = "claim_act" if contested else "standing_account" if tellers else "standing"
    word: Line = (Span(say(f"{key}.{outcome}")),)
    parts = according_to(word, tellers, say) if tellers else word
    return (Span("", "standing", "contested" if contested else outcome, parts=parts),)


def hearing_line(hearing: HearingView, say: Catalogue) -> Line:
    """The reply of somebody the claim is against, in own words if there are any."""
    acts = [act for act in hearing.acts if not act.told_by] or hearing.acts or hearing.replies

    def word(act: ActView) -> Line:
        line = (Span(plain_text(act_word(act, say))),)
        return according_to(line, act.told_by, say) if act.told_by else line

    return joined(Span(say("list.semicolon")), dict.fromkeys(map(word, acts)))


def standing_meaning(outcome: str, tellers: Sequence[Link], say: Catalogue) -> Line:
    """The meaning of the standing that `claim_conclusion` does not already give."""
    if outcome == "not_asserted":
        return ()
    if outcome != "retracted" or not tellers:
        return say.phrase(f"standing_meaning.{outcome}")
    first, *rest = by_account_of(tellers, say)
    opening = (replace(first, text=capitalized(first.text)), *rest)
    return say.phrase("standing_meaning.retracted_told", opening=opening)


def claim_conclusion(
    claim: ClaimSummary, say: Catalogue, *, limits: bool = True, notes: bool = True
) -> Line:
    """Who made it, confirms it, denies it or replies; with ``limits``, also what was searched.

    ``notes``: with that there are notes; not where they follow.
    """
    if not notes:
        claim = _without_notes(claim)
    made = _made(_makers(claim), say, dates=_dated(claim, limits=limits))
    return _concluded(claim, made, say, limits=limits)


def _dated(claim: ClaimSummary, *, limits: bool) -> bool:
    """Whether to give dates: after a retraction, or if both were said."""
    taken_back = any(stance.word == "retracted" for stance in claim.stances)
    return limits or _both_said(claim) or (taken_back and claim.standing != "retracted")


def _both_said(claim: ClaimSummary) -> bool:
    """Whether somebody both asserted and denied it at different times."""
    sides = [
        {link for stance in claim.stances if stance.word in words for link in stance.by}
        for words in (("asserted", "corroborated"), ("denied", "disputed"))
    ]
    return not sides[0].isdisjoint(sides[1])


def _without_notes(claim: ClaimSummary) -> ClaimSummary:
    hearings = [
        replace(hearing, replies=tuple(replace(act, note=None) for act in hearing.replies))
        for hearing in claim.hearings
    ]
    stances = (replace(stance, noted=False) for stance in claim.stances)
    return replace(claim, hearings=tuple(hearings), stances=tuple(stances))


def claim_outcome(
    claim: ClaimSummary, named: Sequence[Link], say: Catalogue, *, limits: bool = True
) -> Line:
    """The same where those ``named`` are shown as who makes it."""
    made = _makers(claim)
    makers = [link for stance in made for link in stance.by]
    first: Line = ()
    if len(makers) > 1 or not {*makers} & {*named}:
        first = _made(made, say, dates=_dated(claim, limits=limits))
    elif (count := sum(stance.times for stance in made)) > 1:
        noted = _noted(say, any(stance.noted for stance in made))
        times = say("asked.times", count=count)
        first = say.phrase("concluded.times", times=times, noted=noted)
    return _concluded(claim, first, say, limits=limits)


def _makers(claim: ClaimSummary) -> list[Stance]:
    """Its makers in their own words who belong to those whose claim it is."""
    # Where it is not known, not even from others, that any of these made it: all who do.
    asserted = [stance for stance in claim.stances if stance.word == "asserted"]
    made = [stance for stance in asserted if not stance.told_by]
    near = [stance for stance in made if not stance.repeats]
    return near or ([] if made != asserted else made)


def _concluded(claim: ClaimSummary, first: Line, say: Catalogue, *, limits: bool) -> Line:
    """``first``, then others in their own words, then those reported by others."""
    stances = [stance for stance in claim.stances if not _told_and_own(stance, claim.stances)]
    made = [stance for stance in stances if stance.word == "asserted"]
    makers = _makers(claim)
    repeating = (stance for stance in made if stance.repeats and stance not in makers)
    repeaters = [link for stance in repeating for link in stance.by]
    names = say.linked_within(repeaters)
    others = [stance for stance in stances if stance.word != "asserted"]
    # Who agrees comes before who does not ("the same" is the claim), but nobody who came to say so
    # before what they said first.
    both = _both_said(claim)
    if both:
        others.sort(key=lambda stance: stance.first.sort_key)
    else:
        others.sort(key=lambda stance: stance.word != "corroborated")
    dates = _dated(claim, limits=limits)
    voice_line = partial(_stance, say=say, dates=dates, after_denial=both)
    by = say.linked_within([*dict.fromkeys(link for line in claim.conflicts for link in line.by)])
    conflicts = say.phrase("concluded.conflicts", count=len(claim.conflicts), names=by)
    return sentences(
        (
            first,
            say.phrase("concluded.repeated", names=names) if repeaters else (),
            *(voice_line(stance) for stance in made if stance.told_by),
            *_also_told(claim.stances, say, dates=dates),
            *(voice_line(stance) for stance in others if not stance.told_by),
            *_unheard(claim, say, limits=limits),
            *(voice_line(stance) for stance in others if stance.told_by),
            conflicts if limits and claim.conflicts else (),
            () if made else say.phrase("concluded.not_made"),
        )
    )


def _told_and_own(stance: Stance, stances: Iterable[Stance]) -> bool:
    """Whether others also report what is on record in own words, which alone count."""
    same = (other for other in stances if other.word == stance.word and not other.told_by)
    return bool(stance.told_by) and {by for other in same for by in other.by}.issuperset(stance.by)


def _also_told(stances: Sequence[Stance], say: Catalogue, *, dates: bool) -> Iterable[Line]:
    """Other times that the quoted actors made it, each with who reports it."""
    told = (
        stance for stance in stances if stance.word == "asserted" and _told_and_own(stance, stances)
    )
    for who, same in grouped((stance.by, stance) for stance in told).items():
        accounts = [_account(stance, say, dates=dates) for stance in same]
        yield say.phrase(
            "concluded.also_told", who=say.linked_within(who), accounts=say.listed(accounts)
        )


def _account(stance: Stance, say: Catalogue, *, dates: bool) -> Line:
    """Who reports it, if others do, and when; ``dates``: as above."""
    told = by_account_of(stance.told_by, say) if stance.told_by else ()
    when = asked_when(stance.first, stance.last, say=say) if dates else ()
    return (*told, *when, *_noted(say, stance.noted))


def _made(stances: Sequence[Stance], say: Catalogue, *, dates: bool) -> Line:
    """Who made it and how often; ``dates``: and when."""
    if not stances:
        return ()
    who = [line for stance in stances for line in _shares(stance, say)]
    first = min((stance.first for stance in stances), key=lambda date: date.sort_key)
    last = max((stance.last for stance in stances), key=end_key)
    when = asked_when(first, last, say=say) if dates else ()
    when = (*when, *_noted(say, any(stance.noted for stance in stances)))
    return say.phrase("concluded.made", who=say.listed(who), when=when)


def _shares(stance: Stance, say: Catalogue) -> Iterable[Line]:
    """How often each made it; together only if all did so each time."""
    joint = [(stance.by, stance.times)]
    together = all(times == stance.times for _, times in stance.shares)
    each = [((link,), times) for links, times in stance.shares for link in links]
    for links, count in joint if together else each:
        times = say("asked.times", count=count)
        yield say.phrase("concluded.by", names=_names(links, stance, say), times=times)


def _names(links: Sequence[Link], stance: Stance, say: Catalogue) -> Line:
    """Their names; a statement that one made for another counts for both."""
    bodies = grouped(pair for pair in stance.spoken_for if {*pair} <= {*links})
    spoken = {body for found in bodies.values() for body in found}
    return say.listed(
        [_name(link, bodies.get(link, ()), say) for link in links if link not in spoken]
    )


def _name(link: Link, bodies: Sequence[Link], say: Catalogue) -> Line:
    """Who it is, and for whom."""
    name = say.linked_within([link])
    return (*name, *say.phrase("role.of", name=say.linked_within(bodies))) if bodies else name


def _stance(stance: Stance, *, say: Catalogue, dates: bool, after_denial: bool) -> Line:
    agrees = after_denial and stance.word == "corroborated"
    did = say(f"claim_did.{'agreed' if agrees else stance.word}")
    who = _names(stance.by, stance, say)
    account = _account(stance, say, dates=dates)
    key = "concluded.told" if stance.told_by else "concluded.own"
    return say.phrase(key, who=who, did=did, account=account)


def _noted(say: Catalogue, there_is: bool) -> Line:  # noqa: FBT001 - private
    """That there is a note that limits it."""
    return say.phrase("answer.noted") if there_is else ()


def _unheard(claim: ClaimSummary, say: Catalogue, *, limits: bool) -> Iterable[Line]:
    """The accused who are not on record with a reply of their own."""
    for hearing in claim.hearings:
        who = say.linked_within([hearing.name])
        search = hearing.unheard.search if hearing.unheard else None
        if search:
            key = "concluded.no_own_reply" if search.own_words else "concluded.no_reply"
            noted = _noted(say, bool(hearing.unheard and hearing.unheard.note))
            key = key if limits else f"{key}_found"
            yield say.phrase(key, who=who, noted=noted, **search.limits(say))
        elif not hearing.acts and not hearing.replies:
            yield say.phrase("concluded.not_assessed", who=who)
