"""Sentences that sum up a demand or a claim, by rule: who asked, who answered, who denies.

They count and name, and judge nothing. What others report is always said to be by their account.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from onrecord.desk.acts import grouped
from onrecord.records import PartialDate

from .act_lines import according_to, by_account_of
from .acts import tellers_of
from .answers import PositionView
from .claim import ClaimSummary, Voice
from .demand import DemandView
from .lines import (
    Catalogue,
    Line,
    Span,
    dated,
    dated_on,
    joined,
    names_within,
    phrase,
    plain_text,
    raised,
)
from .names import Link
from .pictures.life import LaneAnswers, LifeView

# So many sides have their answers counted in a picture's title one by one.
_COUNTED_SIDES = 3


def opened(line: Line) -> Line:
    """``line`` as a sentence begins, with a capital."""
    for number, span in enumerate(line):
        if plain_text((span,)):
            raised_span = replace(span, text=raised(span.text), parts=opened(span.parts))
            return (*line[:number], raised_span, *line[number + 1 :])
    return line


def sentences(lines: Iterable[Line]) -> Line:
    """``lines`` with a space between them, each with a capital."""
    made: Line = ()
    for line in filter(None, lines):
        made = (*made, *((Span(" "),) if made else ()), *opened(line))
    return made


def demand_line(view: DemandView, say: Catalogue) -> Line:
    """Who asked it of whom, how often and when; then what each of them answered."""
    return sentences((_asked(view, say), *_answered([s.position for s in view.standings], say)))


def _asked(view: DemandView, say: Catalogue) -> Line:
    head, times = view.head, view.times_stated
    if not times:
        return phrase(say, "demand.never_stated")
    key = "asked.of" if head.to else "asked.of_nobody"
    reported = view.times_reported
    how: Line = ()
    if reported:
        how = phrase(say, "asked.all_reported" if reported == times else "asked.some_reported",
                     count=reported)  # fmt: skip
    when = _when(head.first, head.last or head.first, head.times_dated, say=say)
    # Of a range of dates only what is dated is counted.
    undated = head.times_undated if when else 0
    return phrase(
        say,
        key,
        by=names_within(say, head.by),
        to=names_within(say, head.to),
        times=say("asked.times", count=times - undated),
        when=when,
        undated=_and_undated(undated, say),
        reported=how,
    )


def _and_undated(count: int, say: Catalogue) -> Line:
    """How often it was asked beside that, at an unknown time."""
    times = say("asked.times", count=count)
    return phrase(say, "asked.undated", count=count, times=times) if count else ()


def _when(first: PartialDate, last: PartialDate, times: int = 0, *, say: Catalogue) -> Line:
    if not first.known or not last.known:
        return ()
    if first == last:
        return phrase(
            say, "asked.once_on" if times == 1 else "asked.on", on_date=dated_on(say, first)
        )
    return phrase(say, "asked.between", first=dated(say, first), last=dated(say, last))


def _answered(positions: Sequence[PositionView], say: Catalogue) -> Iterable[Line]:
    """A sentence for those whose state is the same and rests on the same."""
    groups: dict[object, list[PositionView]] = {}
    for position in positions:
        search = position.search.search if position.search and not position.deciding else None
        basis = (position.rank, position.tellers, position.published_by, search,
                 position.nothing, position.unordered)  # fmt: skip
        groups.setdefault((position.state, *basis), []).append(position)
    for group in groups.values():
        yield from (_early(position, say) for position in group if position.own_before)
        yield _answer(group, len(group) == len(positions), say)
        yield from (_members(position, say) for position in group if position.members)
        if group[0].unordered:
            yield phrase(say, "answered.unordered")
        yield from (_early(position, say) for position in group if position.early_beside)


def _members(position: PositionView, say: Catalogue) -> Line:
    """That single members of a group answered, and who."""
    given = position.members
    who = dict.fromkeys(link for act in given for link in (act.speakers or act.by))
    return phrase(say, "members.lead", count=len(given), who=names_within(say, list(who)))


def _early(position: PositionView, say: Catalogue) -> Line:
    """What it answered before the demand was first made, in whose words or by whose account."""
    who = names_within(say, [position.addressee])
    whose = "person" if position.by_person else "one"
    clauses = [
        phrase(
            say,
            "answered.clause",
            did=say(f"did.{word}"),
            how=_words_of(whose, acts[0].rank, tellers_of(acts), say),
        )
        for word, acts in grouped((act.word, act) for act in position.early).items()
    ]
    said = joined(Span(say("list.semicolon")), clauses)
    return phrase(say, "answered.early", who=who, clauses=said)


def _answer(group: Sequence[PositionView], every: bool, say: Catalogue) -> Line:  # noqa: FBT001 - private
    first, links = group[0], [position.addressee for position in group]
    who = names_within(say, links)
    if first.state == "not_assessed":
        return phrase(say, "answered.not_assessed", who=who)
    if first.search and first.search.search and not first.deciding:
        search = first.search.search
        where = search.sources or say("search.these_sources")
        up_to = dated_on(say, search.through, "up_to")
        key = f"answered.none_{first.nothing}"
        return phrase(say, key, who=who, where=where, up_to=up_to)
    if every and len(group) > 1:
        who = phrase(say, "answered.both" if len(group) == 2 else "answered.all", count=len(group))
    did = say(f"did.{first.state}")
    return phrase(say, "answered.line", who=who, did=did, how=_how(first, len(group), say))


def _how(position: PositionView, count: int, say: Catalogue) -> Line:
    whose = "several" if count > 1 else "person" if position.by_person else "one"
    if position.published_by and position.rank == "own":
        party = names_within(say, position.published_by)
        return phrase(say, f"in_words.published.{whose}", party=party)
    return _words_of(whose, position.rank, position.tellers, say)


def _words_of(whose: str, rank: str | None, tellers: Sequence[Link], say: Catalogue) -> Line:
    """In whose words it was, or by whose account."""
    if rank == "told":
        return by_account_of(tellers, say)
    return phrase(say, f"in_words.{'unnamed' if rank == 'unnamed' else whose}")


def life_title(life: LifeView, say: Catalogue) -> str:
    """How often it was asked, and how often each side answered what; others' accounts aside."""
    times = life.times_stated
    parts = [say("life.asked", times=say("asked.times", count=times))] if times else []
    sides = [side for side in life.answers if side.counts]
    if len(sides) > _COUNTED_SIDES:
        total = sum(count for side in sides for _, _, count in side.counts)
        parts.append(say("life.answered", times=say("asked.times", count=total)))
    else:
        parts += [_side(side, say) for side in sides]
    return " ".join(parts)


def _side(side: LaneAnswers, say: Catalogue) -> str:
    clauses = []
    for word in dict.fromkeys(word for word, _, _ in side.counts):
        times = [
            say("life.times_how", times=say("asked.times", count=count), how=say(f"in_words.{how}"))
            for how, count in ((_rank(side, rank), n) for w, rank, n in side.counts if w == word)
        ]
        did = say(f"did.{word}")
        clauses.append(say("life.did", did=did, times=say.phrases(times)))
    return say(
        "life.side", who=raised(side.name.within), clauses=say("list.semicolon").join(clauses)
    )


def _rank(side: LaneAnswers, rank: str) -> str:
    return "unnamed" if rank == "unnamed" else "person" if side.person else "one"


def standing_line(outcome: str, tellers: Sequence[Link], say: Catalogue) -> Line:
    """What has become of a claim, by whose account where only others report it.

    Of a contested one the word of those who contest it, if it is one.
    """
    contested = outcome in ("denied", "disputed")
    key = "claim_act" if contested else "standing_account" if tellers else "standing"
    word: Line = (Span(say(f"{key}.{outcome}")),)
    parts = according_to(word, tellers, say) if tellers else word
    return (Span("", "standing", "contested" if contested else outcome, parts=parts),)


def standing_meaning(outcome: str, tellers: Sequence[Link], say: Catalogue) -> Line:
    """What `claim_conclusion`, which names who denies, confirms or makes it, leaves to say."""
    if outcome == "not_asserted":
        return ()
    if outcome != "retracted" or not tellers:
        return phrase(say, f"standing_meaning.{outcome}")
    first, *rest = by_account_of(tellers, say)
    opening = (replace(first, text=raised(first.text)), *rest)
    return phrase(say, "standing_meaning.retracted_told", opening=opening)


def claim_conclusion(claim: ClaimSummary, say: Catalogue, *, limits: bool = True) -> Line:
    """Who made it and how often; who confirms, denies or replies, and by whose account.

    ``limits`` is false where it is said elsewhere what was searched.
    """
    return _concluded(claim, _made(_makers(claim), say, dates=limits), say, limits=limits)


def claim_outcome(
    claim: ClaimSummary, named: Sequence[Link], say: Catalogue, *, limits: bool = True
) -> Line:
    """The same where those ``named`` are shown as who makes it."""
    made = _makers(claim)
    makers = [link for voice in made for link in voice.by]
    others = [link for link in makers if link not in named]
    count = sum(voice.times for voice in made)
    first: Line = ()
    if len(others) == len(makers):
        first = _made(made, say, dates=limits)
    elif others or count > 1:
        key = "concluded.made_with" if others else "concluded.times"
        times = say("asked.times", count=count)
        first = phrase(say, key, times=times, names=names_within(say, others))
    return _concluded(claim, first, say, limits=limits)


def _makers(claim: ClaimSummary) -> list[Voice]:
    """Those who make it in own words and belong to those whose claim it is."""
    made = (voice for voice in claim.voices if voice.word == "asserted" and not voice.told_by)
    return [voice for voice in made if not voice.repeats]


def _concluded(claim: ClaimSummary, first: Line, say: Catalogue, *, limits: bool) -> Line:
    """``first``, then what is known of it otherwise: what is in own words, then what is told."""
    voices = [voice for voice in claim.voices if not _told_and_own(voice, claim.voices)]
    made = [voice for voice in voices if voice.word == "asserted"]
    repeaters = [link for voice in made if voice.repeats for link in voice.by]
    names = names_within(say, repeaters)
    others = [voice for voice in voices if voice.word != "asserted"]
    # Who agrees comes before who does not: "said so too" is about the claim.
    others.sort(key=lambda voice: voice.word != "corroborated")
    voice_line = partial(_voice, say=say, dates=limits)
    return sentences(
        (
            first,
            phrase(say, "concluded.repeated", names=names) if repeaters else (),
            *(voice_line(voice) for voice in made if voice.told_by),
            *(voice_line(voice) for voice in others if not voice.told_by),
            *_unheard(claim, say, limits=limits),
            *(voice_line(voice) for voice in others if voice.told_by),
            _conflicts(claim, say) if limits else (),
            () if made else phrase(say, "concluded.not_made"),
        )
    )


def _told_and_own(voice: Voice, voices: Iterable[Voice]) -> bool:
    """Whether others report what is on record in own words, which alone count then."""
    own = {
        by for other in voices if other.word == voice.word and not other.told_by for by in other.by
    }
    return bool(voice.told_by) and own.issuperset(voice.by)


def _conflicts(claim: ClaimSummary, say: Catalogue) -> Line:
    by = dict.fromkeys(link for line in claim.conflicts for link in line.by)
    names = names_within(say, list(by))
    return phrase(say, "concluded.conflicts", count=len(claim.conflicts), names=names) if by else ()


def _made(voices: Sequence[Voice], say: Catalogue, *, dates: bool) -> Line:
    """Who made it and how often; ``dates``: and when."""
    if not voices:
        return ()
    names = names_within(say, [link for voice in voices for link in voice.by])
    times = say("asked.times", count=sum(voice.times for voice in voices))
    first = min((voice.first for voice in voices), key=lambda date: date.sort_key)
    last = max((voice.last for voice in voices), key=lambda date: date.sort_key)
    when = _when(first, last, say=say) if dates else ()
    return phrase(say, "concluded.made", names=names, times=times, when=when)


def _voice(voice: Voice, *, say: Catalogue, dates: bool) -> Line:
    when = _when(voice.first, voice.last, say=say) if dates else ()
    who, did = names_within(say, voice.by), say(f"claim_did.{voice.word}")
    if not voice.told_by:
        return phrase(say, "concluded.own", who=who, did=did, when=when)
    told = by_account_of(voice.told_by, say)
    return phrase(say, "concluded.told", who=who, did=did, according=told, when=when)


def _unheard(claim: ClaimSummary, say: Catalogue, *, limits: bool) -> Iterable[Line]:
    """Those it is against who are not on record with a reply of their own."""
    for hearing in claim.hearings:
        who = names_within(say, [hearing.name])
        search = hearing.unheard.search if hearing.unheard else None
        if search:
            key = "concluded.no_own_reply" if search.own_words else "concluded.no_reply"
            where = search.sources or say("search.these_sources")
            if limits:
                up_to = dated_on(say, search.through, "up_to")
                yield phrase(say, key, who=who, where=where, up_to=up_to)
            else:
                yield phrase(say, f"{key}_found", who=who)
        elif not hearing.denials and not hearing.replies:
            yield phrase(say, "concluded.not_assessed", who=who)
