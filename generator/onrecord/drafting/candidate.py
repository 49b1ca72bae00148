"""What was found in a text: words that somebody may have said, and what was left out."""

from dataclasses import dataclass, replace
from typing import Literal, Self, TypeAlias

from onrecord.captures.withheld import WithheldDigests
from onrecord.records import ActorKind

# Where something is in a text: its first character, and the one after its last.
Span: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words of a text that somebody seems to have said. A person decides."""

    #: where the words are, without their quotation marks
    start: int
    end: int
    #: `direct` for whole sentences in marks, `partial` for a part of one in marks, `indirect` for a
    #: sentence in which the source reports in its own words
    form: Literal["direct", "partial", "indirect"]
    #: the id of an actor; `None` where the desk has none or nobody is named
    speaker: str | None = None
    mention: Span | None = None  #: where the text names the speaker
    #: the fullest name that the text gives the speaker, here or elsewhere; else the words of the
    #: mention, or the label of a turn
    name: str | None = None
    rule: str = ""  #: short name of the rule that found the speaker; empty where none did
    sure: bool = False  #: whether the speaker needs no second look
    reason: str | None = None  #: why it is not sure, in plain English
    quoting: str | None = None  #: the id of the actor whose words the speaker repeats
    #: where the source interrupts one utterance, each part of it, as its marks part it; else empty
    parts: tuple[Span, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        """Each part of the words; the whole of them where nothing parts them."""
        return self.parts or ((self.start, self.end),)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words in quotation marks that seem to be nobody's speech, and why."""

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class UnknownSpeaker:
    """A speaker whom the desk does not have."""

    name: str  #: as the text gives it where it is longest
    #: where the text names it first as a speaker
    start: int
    end: int
    kind: ActorKind  #: a guess


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found in a text, each list in the order of the text."""

    candidates: tuple[Candidate, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    unknown_names: tuple[UnknownSpeaker, ...] = ()

    def without(self, withheld: WithheldDigests, text: str) -> Self:
        """What was found in ``text`` but for words that are withheld."""
        if not withheld:
            return self
        kept = (_without(each, withheld, text) for each in self.candidates)
        left_out = (
            each for each in self.left_out if not withheld.have(text[each.start : each.end])
        )
        return replace(self, candidates=tuple(filter(None, kept)), left_out=tuple(left_out))


def _without(found: Candidate, withheld: WithheldDigests, text: str) -> Candidate | None:
    """The parts of what was ``found`` that are not withheld; ``None`` where all are."""
    parts = found.spans
    kept = tuple((start, end) for start, end in parts if not withheld.have(text[start:end]))
    if kept == parts or not kept:
        return found if kept else None
    return replace(found, start=kept[0][0], end=kept[-1][1], parts=kept if len(kept) > 1 else ())
