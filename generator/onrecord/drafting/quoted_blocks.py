"""Who is named around and within quoted words: in lines of their own, and between commas."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .language_words import Language
from .nouns import Part
from .sentences import ParagraphTokens
from .source_text import Span
from .subjects import ParsedParagraph

# A quotation of a plain text or an e-mail: ">", "> >".
_QUOTED = re.compile(r"[ \t]*>[> \t]*")
# An item of a list: a bullet, a number or a letter before it.
_LISTED = re.compile(r"[ \t]*(?:[•*–-]|\d{1,2}[.)]|[a-z][.)])[ \t]")
# What is before the words of a line.
_INDENT = re.compile(r"[ \t]*")
_LONGEST_INCISE = 40  # tokens
_SET_APART = 2  # spaces before the lines of a block
# The account that an embedded post is signed with: "(@harbour)".
_HANDLE = re.compile(r"\(@\w{1,40}\)")
# A name at the head of quoted words, and the colon behind it.
_LABEL = re.compile(r"(?P<name>(?:[A-Z][\w.’'-]+ ){0,3}[A-Z][\w’'-]{2,30}):\s+(?=\S+\s+\S)")
# A dash before the name of who said what is above it.
_SIGNED = re.compile(r"[ \t>]*[—–-]")


@dataclass(frozen=True, slots=True)
class Block:
    """Words that are set apart."""

    runs: tuple[Span, ...]  #: the words of each paragraph
    mention: Span | None  #: where their speaker is named, if that is known


class QuotedBlocks:
    """Finds what is set apart in one text."""

    def __init__(
        self, text: str, paragraphs: Sequence[ParsedParagraph], language: Language
    ) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._language = language

    def find(self) -> Iterator[Block]:
        """Every block, in order."""
        number = 0
        while number < len(self._paragraphs):
            end = self._quoted_lines(number)
            if end > number:
                block = self._of_lines(number, end)
            else:
                block = self._post(number) or self._statement(number)
                end = number + (len(block.runs) if block else 1)
            if block:
                yield block
            number = end

    def _words(self, number: int) -> str:
        return self._text[slice(*self._paragraphs[number].span)]

    # -- lines that begin with ">"

    def _quoted_lines(self, number: int) -> int:
        """The paragraph after those from ``number`` that begin with ``>``."""
        while number < len(self._paragraphs) and _QUOTED.match(self._words(number)):
            number += 1
        return number

    def _of_lines(self, first: int, end: int) -> Block | None:
        mention = None
        if end - first > 1 and _SIGNED.match(self._words(end - 1)):
            mention = self._signature(end - 1)
            end -= 1 if mention else 0
        if any(self._paragraphs[number].quotes for number in range(first, end)):
            return None  # it has marks besides
        if mention is None and end < len(self._paragraphs) and _SIGNED.match(self._words(end)):
            mention = self._signature(end)
        lines = map(self._without_lead, range(first, end))
        runs = tuple(run for run in lines if run[0] < run[1])
        return Block(runs, mention or self._lead(first)) if runs else None

    def _signature(self, number: int) -> Span | None:
        """Who signs in the paragraph ``number``, also behind a ``>``."""
        paragraph = self._paragraphs[number]
        start, end = paragraph.span
        lead = _QUOTED.match(self._text, start, end)
        if lead:
            paragraph = ParsedParagraph(self._text, (lead.end(), end), (), self._language)
        return signature(paragraph)

    def _without_lead(self, number: int) -> Span:
        start, end = self._paragraphs[number].span
        lead = _QUOTED.match(self._text, start, end)
        start = lead.end() if lead else start
        return start, start + len(self._text[start:end].rstrip())

    def _lead(self, number: int) -> Span | None:
        """Who speaks, according to the last sentence of the paragraph before."""
        if not number:
            return None
        paragraph = self._paragraphs[number - 1]
        lead = paragraph.lead()
        fits = lead and (lead[1] or paragraph.tokens[-1].text == ":")
        return paragraph.span_of(lead[0]) if lead and fits else None

    # -- a post, and a statement after a colon

    def _post(self, number: int) -> Block | None:
        """The paragraph above ``— Mia Brandt (@mbrandt) May 3, 2031``."""
        if number + 1 >= len(self._paragraphs) or self._paragraphs[number].quotes:
            return None
        line = self._words(number + 1)
        if not (_SIGNED.match(line) and _HANDLE.search(line)) or _SIGNED.match(self._words(number)):
            return None
        mention = signature(self._paragraphs[number + 1])
        return Block((self._trimmed(number),), mention) if mention else None

    def _statement(self, number: int) -> Block | None:
        """The paragraph after "said in a statement:" that has no marks."""
        paragraph = self._paragraphs[number]
        if not number or paragraph.quotes or _LISTED.match(self._words(number)):
            return None
        before = self._paragraphs[number - 1]
        if not before.tokens or before.tokens[-1].text != ":" or len(paragraph.tokens) < 5:
            return None
        if paragraph.tokens[0].lower in self._language.teasers:
            return None
        start, end = before.sentences[-1]
        says = any(
            token.lower in self._language.statements or (token.cue is not None and token.cue.strong)
            for token in before.tokens[start:end]
        )
        mention = self._lead(number) if says and end - start > 2 else None
        last = number + 1
        while last < len(self._paragraphs) and self._is_indented(number, last):
            last += 1
        return Block(tuple(map(self._trimmed, range(number, last))), mention) if mention else None

    def _is_indented(self, first: int, number: int) -> bool:
        """Whether a paragraph is set apart like the ``first`` one of a block."""
        paragraph = self._paragraphs[number]
        indents = [_INDENT.match(self._line(at)) for at in (first, number)]
        widths = [len(indent[0]) if indent else 0 for indent in indents]
        return not paragraph.quotes and min(widths) >= _SET_APART

    def _line(self, number: int) -> str:
        """The paragraph with the text before it on its line."""
        start, end = self._paragraphs[number].span
        return self._text[self._text.rfind("\n", 0, start) + 1 : end]

    def _trimmed(self, number: int) -> Span:
        start, end = self._paragraphs[number].span
        words = self._text[start:end]
        return end - len(words.lstrip()), start + len(words.rstrip())


def line_speaker(
    paragraphs: Sequence[ParagraphTokens], number: int, used: set[int]
) -> tuple[str, Span] | None:
    """Who is named in a line of its own below or above a paragraph that is one quote.

    ``used`` has the numbers of the lines that belong to other quotes, and gets this one's.
    """
    paragraph = paragraphs[number]
    if len(paragraph.tokens) > 2 * len(paragraph.quotes) + 2:
        return None
    above = None
    if number and number - 1 not in used and paragraph.tokens[0].kind == "quote":
        above = name_line(paragraphs[number - 1])
    if number + 1 < len(paragraphs):
        below = paragraphs[number + 1]
        signed = signature(below)
        if signed and (above is None or below.tokens[0].is_dash):
            used.add(number + 1)
            return "signature", signed
    return ("line before", above) if above else None


def label_in(text: str, words: Span, language: Language) -> Span | None:
    """The name of the label with which quoted words begin: "MS. HOLM: We stay."."""
    found = _LABEL.match(text, *words)
    if found is None:
        return None
    parts = found["name"].split()
    known = found["name"].isupper() or (len(parts) > 1 and parts[0].lower() in language.given_names)
    noted = any(part.lower().rstrip(".") in language.not_labels for part in parts)
    titled = len(parts) > 1 and parts[0].lower().rstrip(".") in language.titles
    start = found.start("name") + (len(parts[0]) + 1) * titled
    return (start, found.end("name")) if known and not noted else None


def signature(paragraph: ParagraphTokens) -> Span | None:
    """Who is named in ``— Mia Brandt, docker`` below a quote."""
    tokens = paragraph.tokens
    at = 0
    while at < len(tokens) and at < 3 and (tokens[at].is_dash or tokens[at].text == "~"):
        at += 1
    if at >= len(tokens) or paragraph.quotes or len(tokens) > 22 or not tokens[at].capital:
        return None
    if tokens[-1].text in "?:" or any(token.cue for token in tokens):
        return None
    commas = any(token.text == "," for token in tokens)
    names = sum(token.capital for token in tokens[at:])
    if not at and not (names >= 2 and len(tokens) <= 12 and commas and tokens[-1].text != "."):
        return None
    who = _name_at(paragraph, at)
    return paragraph.span_of(who) if who else None


def name_line(paragraph: ParagraphTokens) -> Span | None:
    """Who is named in ``Mia Brandt, docker`` above a quote."""
    tokens = paragraph.tokens
    if paragraph.quotes or not 2 <= len(tokens) <= 14 or not tokens[0].name:
        return None
    if tokens[-1].text in ".?!" or any(token.cue for token in tokens):
        return None
    who = _name_at(paragraph, 0)
    if who is None or who[1] - who[0] < 2 or who[1] - who[0] > 6:
        return None
    ends = who[1] >= len(tokens) or tokens[who[1]].text in ",:(" or tokens[who[1]].is_dash
    return paragraph.span_of(who) if ends else None


def _name_at(paragraph: ParagraphTokens, at: int) -> Part | None:
    tokens, language = paragraph.tokens, paragraph.language
    end = at
    while end < len(tokens) and (
        tokens[end].capital
        or (end > at and tokens[end].lower in language.particles)
        or (end > at and paragraph.is_abbreviated(end))
    ):
        end += 1
    return (at, end) if end > at else None


class Interruptions(ParsedParagraph):
    """The words of one quote, in which a speaker may be named."""

    def interruption(self) -> tuple[Part, Part] | None:
        """Who is named within the words: "We stay, said Mia Brandt, and wait"; and those tokens."""
        tokens = self.tokens
        for place, following in enumerate(tokens[1:], 1):
            mark = tokens[place - 1].text
            asked = mark in ("?", "!", "…", "...") and following.text[0].islower()
            found = self.turned(place, len(tokens)) if asked or mark == "," else None
            if found is None or following.lower in self.language.manner:
                continue  # « comme le dit le maire »
            cue, own = tokens[found[0]].cue, following.lower
            if cue and not cue.strong and own not in self.language.object_pronouns:
                continue  # « s'agace Brandt » has no verb of speaking
            verb, who = found
            last = max(who[1], verb + 1)
            if apposed := self._apposed_name(last):
                who, last = apposed, apposed[1]
            for end in range(last, min(len(tokens), last + _LONGEST_INCISE)):
                if tokens[end].text == "." or (tokens[end].text == "," and not self._adds(end)):
                    return who, (place - (not asked), end + 1)
        return None

    def _adds(self, comma: int) -> bool:
        """Whether a comma adds something about the speaker: ", nurse in Mulhouse.", ", who"."""
        tokens, language = self.tokens, self.language
        if comma + 1 >= len(tokens) or tokens[comma + 1].kind != "word":
            return False
        one = tokens[comma + 2].lower if comma + 2 < len(tokens) else ""
        if self._is_manner(comma + 1) or (
            tokens[comma + 1].lower in language.definite and one in language.indefinite
        ):
            return True  # « , l'un des rares élus à »
        word = tokens[comma + 1].lower
        function = self.is_function(comma + 1) or tokens[comma + 1].cue is not None
        plain = word not in language.openers and word not in language.genders
        placed = word in language.linking and any(
            token.name for token in tokens[comma + 2 : comma + 4]
        )
        return (
            language.is_role(word)
            or (plain and not function)
            or word[0].isdigit()
            or word in language.relatives - language.complementisers
            or placed
        )

    def _is_manner(self, at: int) -> bool:
        """Whether the words up to the next mark say how or as whom somebody speaks.

        « en souriant », « très émue », « le poing levé », « à la foule », « la capitaine ».
        """
        tokens, language = self.tokens, self.language
        marks = range(at, min(len(tokens), at + _LONGEST_INCISE))
        end = next((place for place in marks if tokens[place].kind == "mark"), len(tokens))
        words = [token.lower for token in tokens[at:end]]
        small = language.genders.keys() | language.coordinators | language.complementisers
        if not small.isdisjoint(words) or any(token.cue for token in tokens[at:end]):
            return False
        others = language.prepositions | language.determiners | language.object_pronouns
        if not (language.auxiliaries - others).isdisjoint(words):
            return False
        done = any(word.endswith(tuple(language.opener_endings)) for word in words)
        doing = any(word.endswith(tuple(language.verbs.participles)) for word in words[1:2])
        role = any(map(language.is_role, words[1:2])) and words[0] in language.definite
        how = len(words) < 4 and language.is_adverb(words[0])
        if done or doing or role or how:
            return True
        return end + 1 < len(tokens) and words[0] in language.prepositions

    def _apposed_name(self, comma: int) -> Part | None:
        """The name behind a comma, up to the next mark: "says the mayor, Tom Brandt,"."""
        tokens = self.tokens
        if comma + 1 >= len(tokens) or tokens[comma].text != "," or not tokens[comma + 1].name:
            return None
        who = self.beginning(comma + 1, len(tokens))
        return who if who and who[1] < len(tokens) and tokens[who[1]].text in ",." else None
