"""Who is named for a quote, whether it is speech at all, and whether it is whole sentences."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from .language_words import Language
from .mark_pairs import Quoted, is_short_name
from .ranking import WordClasses, learned_weights, step
from .source_text import Span
from .subjects import ParsedParagraph, within

CONTESTED = "somebody else who is named near it may have said it"

# What may be wrong with a speaker who was found by a rule; rules that are not here are sure.
DOUBTS: Mapping[str, str] = {
    "far": "the verb of speaking is not next to the quote",
    "subject": "the sentence has no verb of speaking; this is its subject",
    "sentence before": "named only in the sentence before",
    "later": "named only in the sentence behind it",
    "carried on": "named only in an earlier paragraph",
    "line before": "named only in the line above",
    "colon": "the paragraph above ends in a colon",
    "block": "there are no quotation marks around it",
}


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is named as the speaker of a quote."""

    rule: str = ""  #: short name of the rule; empty where none found a speaker
    mention: Span | None = None  #: where the text names the speaker
    #: the quote that this one goes on from, if only the words between interrupt them
    joined: int | None = None
    outer: Span | None = None  #: where the text names whose words the speaker repeats
    #: the words of the quote, where its speaker is named between them
    pieces: tuple[Span, ...] = ()
    contested: bool = False  #: whether somebody else is nearly as likely


TITLE = "it seems to be a title"
SIGN = "it is written on a sign"
SCARE = "it seems to be the writer's own wording"
TERM = "the text has it in marks again and again; it seems to be a term"
DEFINED = "it is a shorter name for what is before it"
CHARGE = "it is what somebody is charged with"
HEADING = "it seems to be a heading or a caption"
LISTED = "it is one of several words in marks, one after the other"
LEADS = "its line leads to another article"
NO_SPEAKER = "it is short and nobody is named as the speaker"

_LONG_LINE = 300  # characters before or behind a quote that no heading has
_NEAR = 5000  # characters to where a heading's words are said
_DASHES = ("—", "–", "--", " -")
# "U.S" and "harbour-master's" are one word each.
_ON_SIGN = re.compile(r"(?=\b(\w+) \w+ (\w+))")
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_SIZES = (1, 2, 3, 5, 8, 12)  # words
_LONGEST = 30  # tokens to a verb of speaking
_NAMED = 5  # tokens to a word such as "titled"
_SHORT = 6  # spaces in words that may be a term
_LIKELIER = 0.3  # how much likelier such words must be speech if no speaker is right beside them
_ASKED = 1.0  # how much less likely they may be whose verb asks for it: "called on it to “act”"
_OBJECT = 7  # tokens between a verb and its quote
_CHARGED = 8  # tokens to a word such as "charged"
_OF_NOUNS = ("word", "name", "adverb", "participle")  # what may be between "the" and a noun


class Speech:
    """Tells what is said from other words in quotation marks, in one text."""

    def __init__(
        self,
        text: str,
        quotes: Sequence[Quoted],
        paragraphs: Sequence[ParsedParagraph],
        language: Language,
    ) -> None:
        self._text = text
        self._lower = text.lower()
        self._quotes = quotes
        self._places = {
            number: (paragraph, place)
            for paragraph in paragraphs
            for number, place in paragraph.quotes.items()
        }
        self._spoken: dict[int, tuple[Span | None, str]] = {}  # the speaker, and why it is none
        self._of_paragraph: tuple[ParsedParagraph, WordClasses] | None = None
        self._language = language
        self._times = Counter(map(self._term, quotes))
        self._singles = sum(map(self._is_single, quotes))
        self._doubles = len(quotes) - self._singles
        self._blank_lines = "\n\n" in text
        self._listed = set(self._lists(quotes))

    def why_not(self, number: int, found: Attribution) -> str:
        """Why the quote of a number is no speech; empty if it is. Ask in the order of the text."""
        why = self.sure_why_not(number, found) or self._unlikely(number, found)
        self._spoken[number] = found.mention, why
        return why

    def _unlikely(self, number: int, found: Attribution) -> str:
        last, why = self._spoken.get(number - 1, (None, ""))
        before = not why if last and last == found.mention else None
        signs, weights = self.signs(number, found, before=before), learned_weights("speech")
        short = self._words(self._quotes[number]).count(" ") < _SHORT
        near = found.rule == "after" or self._is_called(number)
        least = _LIKELIER if short and not near else 0.0
        least -= _ASKED * (self._is_asked(number, found) or self._is_reported(number, found))
        if found.pieces or sum(weights.get(sign, 0.0) for sign in signs) > least:
            return ""
        named = any(sign.startswith("named ") for sign in signs)
        if named or self._is_title_case(self._words(self._quotes[number])):
            return TITLE
        return SCARE if found.mention else NO_SPEAKER

    def _is_called(self, number: int) -> bool:
        """Whether a verb of speaking is right before the quote: "called it "a joke"."""
        paragraph, place = self._places[number]
        tokens, language = paragraph.tokens, self._language
        small = language.genders.keys() | language.object_pronouns | language.manner
        at = place - 1 - (place > 1 and tokens[place - 1].lower in small)
        return at >= 0 and tokens[at].cue is not None

    def _is_asked(self, number: int, found: Attribution) -> bool:
        """Whether the speaker's verb has an object before the quote: "called on it to “act”"."""
        paragraph, place = self._places[number]
        tokens = paragraph.tokens
        start, end = paragraph.sentence(place)
        verbs = (
            at for at in range(place - 1, max(start, place - _OBJECT) - 1, -1) if tokens[at].cue
        )
        verb = next(verbs, -1)
        who = paragraph.of_verbs.get(verb)
        own = who is not None and paragraph.span_of(who) == found.mention
        marks = any(token.kind != "word" for token in tokens[verb + 1 : place])
        last = verb < place - 1 and (place + 1 >= end or tokens[place + 1].kind != "word")
        return own and not marks and last and tokens[place].text[:1].islower()

    def _is_reported(self, number: int, found: Attribution) -> bool:
        """Whether some words are in a reported clause: "claiming that it moved “not an inch”"."""
        paragraph, place = self._places[number]
        tokens, language = paragraph.tokens, self._language
        start = max(paragraph.sentence(place)[0], place - _LONGEST)
        that = any(
            tokens[at].lower in language.complementisers
            and (cue := tokens[at - 1].cue) is not None
            and cue.strong
            and cue.form != "base"
            for at in range(start + 1, place)
        )
        words = self._words(self._quotes[number])
        return that and found.rule == "before" and words.count(" ") > 1 and words[:1].islower()

    def sure_why_not(self, number: int, found: Attribution) -> str:
        """Why the quote of a number is no speech, if what is around it leaves no doubt."""
        quote, (paragraph, place) = self._quotes[number], self._places[number]
        before = paragraph.tokens[place - 1].lower if place else ""
        if before in self._language.linking & self._language.prepositions and place > 1:
            before = paragraph.tokens[place - 2].lower  # « le nom de »
        if before in self._language.naming and not self._is_no_title(paragraph, place):
            return TITLE  # "so-called", "the book"
        if is_short_name(self._text, quote, self._language.determiners):
            return DEFINED
        if self._is_charge(paragraph, place):
            return CHARGE
        _, why = self._spoken.get(number - 1, (None, ""))
        if why in (CHARGE, SIGN, TITLE, TERM) and self._is_next(number):
            return why
        return SIGN if self._is_written(quote, found) else self._is_repeated(quote, found)

    def _is_no_title(self, paragraph: ParsedParagraph, place: int) -> bool:
        """Whether words are what a work is called, or shown: "called the books “filth”"."""
        tokens, language = paragraph.tokens, self._language
        if place < 3 or not tokens[place].text[:1].islower():
            return False
        verb, article = tokens[place - 3 : place - 1]
        if article.lower in language.prepositions & language.auxiliaries - language.linking:
            return True  # "to show “the courage”"
        calls = verb.cue is not None and verb.lower in language.works
        return calls and article.lower in language.determiners

    def signs(self, number: int, found: Attribution, *, before: bool | None) -> list[str]:
        """What is true of a quote and of what is around it, for or against its being speech.

        ``before`` is whether the quote before is speech, if it is of the same speaker.
        """
        paragraph, place = self._places[number]
        words = paragraph.tokens[place].text
        start, end = paragraph.sentence(place)
        count = words.count(" ") + 1
        size = next((most for most in _SIZES if count <= most), "more")
        short = size if size in _SIZES[:3] else "more"
        form = _form(words)
        rule = found.rule or "nobody"
        classes = self._classes(paragraph)
        last, first, second = (classes.word(place + away, start, end) for away in (-1, 1, 2))
        noun, passed = place - 1, 0
        while passed < 3 and classes.word(noun, start, end) in _OF_NOUNS:
            noun, passed = noun - 1, passed + 1
        article = classes.word(noun, start, end)
        near = paragraph.tokens[max(start, place - _LONGEST) : min(end, place + _LONGEST)]
        cues = [token.cue for token in near if token.cue and token.cue.form != "base"]
        strong = min(sum(cue.strong for cue in cues), 2)
        title = self._is_title_case(words)
        own = any(word in self._language.own for word in re.findall(r"\w+", words.lower()))
        return [
            "any",
            f"size {size}",
            f"form {form}",
            f"size {size} {form}",
            f"before {last}",
            f"before {classes.word(place - 2, start, end)} {last}",
            f"after {first}",
            f"after {first} {second}",
            f"rule {rule}",
            f"rule {rule} {size}",
            f"rule {rule} {form}",
            f"rule {rule} before {last}",
            f"size {size} before {last}",
            f"size {size} after {first}",
            f"between {last} {first}",
            f"between {short} {last} {first}",
            f"noun {article} {passed}",
            f"noun {article} {short} {first}",
            f"noun {article} {short} {form[0]}",
            f"own {own} {short}",
            f"title {title} {short}",
            f"title {title} {rule}",
            f"contested {found.contested} {short}",
            f"behind {before} {short}",
            f"behind {before} {form}",
            f"strong {strong} {short}",
            f"strong {strong} {rule}",
            *self._signs_of_naming(paragraph, place, short, f"{form} {title}"),
            *self._signs_of_speaker(paragraph, place, short, found),
        ]

    def _signs_of_naming(
        self, paragraph: ParsedParagraph, place: int, size: object, form: str
    ) -> Iterator[str]:
        """Whether a word such as "titled" or "called" is before it, and whether somebody calls."""
        near = range(max(paragraph.sentence(place)[0], place - _NAMED), place)
        tokens, language = paragraph.tokens, self._language
        named = [at for at in near if tokens[at].lower in language.works]
        # Not "to show “the courage”".
        verbs = language.prepositions & language.auxiliaries - language.linking
        named = [at for at in named if tokens[at].cue or tokens[max(at - 1, 0)].lower not in verbs]
        if named:
            does = named[-1] in paragraph.of_verbs
            yield f"named {does} {place - named[-1]}"
            yield f"named {does} {size}"
            yield f"named {does} {form}"

    def _signs_of_speaker(
        self, paragraph: ParsedParagraph, place: int, size: object, found: Attribution
    ) -> Iterator[str]:
        """Who may have said it, and how his verb does."""
        tokens, mention = paragraph.tokens, found.mention
        near = within(paragraph.phrases, place - _LONGEST, place + _LONGEST)
        part = next((each for each in near if paragraph.span_of(each) == mention), None)
        kind = self._classes(paragraph).phrase(part) if part else "elsewhere" if mention else ""
        yield f"kind {kind}"
        yield f"kind {kind} {size}"
        around = range(place - _LONGEST, place + _LONGEST)
        verbs = (at for at in around if part and paragraph.of_verbs.get(at) == part)
        verb = min(verbs, key=lambda at: abs(at - place), default=place)
        cue = tokens[verb].cue
        if cue is None:
            yield f"no verb {size}"
            return
        side = "behind" if verb > place else "before"
        same = tokens[verb].sentence == tokens[place].sentence
        gap = f"{cue.strong} {side} {same} {step(abs(verb - place) - 1)}"
        yield f"verb {cue.base}"
        yield f"verb {cue.base} {side}"
        yield f"verb {gap}"
        yield f"verb {gap} {size}"
        yield f"verb {cue.form}"

    def _classes(self, paragraph: ParsedParagraph) -> WordClasses:
        if self._of_paragraph is None or self._of_paragraph[0] is not paragraph:
            self._of_paragraph = paragraph, WordClasses(paragraph)
        return self._of_paragraph[1]

    def _words(self, quote: Quoted) -> str:
        return self._text[slice(*quote.words)]

    def _line(self, quote: Quoted) -> tuple[str, str]:
        """What is before and behind ``quote`` in its line, as far as it matters."""
        start, end = quote.outer
        before = self._text[max(0, start - _LONG_LINE) : start].rpartition("\n")[2]
        return before, self._text[end : end + _LONG_LINE].partition("\n")[0]

    # -- what repeats or only names what is said elsewhere

    def _is_repeated(self, quote: Quoted, found: Attribution) -> str:
        """Why words say nothing new: a term, a heading, a line that leads elsewhere; else empty."""
        before, _ = self._line(quote)
        label, colon, _ = before.partition(":")
        lead = label.split() if len(before) < _LONG_LINE else []
        if colon and 0 < len(lead) < 5 and lead[0].lower() in self._language.teasers:
            return LEADS
        term = self._term(quote)
        said = found.rule in ("after", "before", "object", "inside")
        begins = not before.strip() or before.rstrip()[-1] in '.?!:»”"'
        if term and self._times[term] > 1 + said and not (said and begins):
            return TERM
        if quote.outer[0] in self._listed:
            return LISTED
        return HEADING if self._is_heading(quote, found) else ""

    def _is_heading(self, quote: Quoted, found: Attribution) -> bool:
        """Whether words are in a headline, a heading or a caption: no mark ends its line.

        It is the first line, or in single marks among double ones, or says what is said near it.
        """
        before, behind = self._line(quote)
        start, end = quote.outer
        last = behind.strip().rstrip(" ”»\"'’") or self._words(quote)
        ends = last.endswith((".", "?", "!", "…", ":")) or len(behind) == _LONG_LINE
        following = self._text[end + len(behind) : end + len(behind) + 99]
        wrapped = self._blank_lines and following[:2].strip(" \n")
        if ends or wrapped or not quote.closed or found.rule in ("signature", "line before"):
            return False
        if len(before) == start and following.strip():
            # « « Non », estime Mia Brandt »: only the headline may have the words.
            said = found.mention and found.rule in ("after", "before")
            return not said or self._is_again(quote)
        if self._is_single(quote) and self._doubles > self._singles:
            return True
        return not (before + behind).strip() and self._is_again(quote)

    def _is_next(self, number: int) -> bool:
        """Whether only a comma or an "and" parts the quote of a number from the one before."""
        language, last = self._language, self._quotes[number - 1].outer[1]
        between = self._text[last : self._quotes[number].outer[0]]
        words = between.replace(",", " ").lower().split()
        small = language.coordinators | language.prepositions | language.determiners
        return len(words) < 4 and small.issuperset(words) and "\n" not in between

    def _is_charge(self, paragraph: ParsedParagraph, place: int) -> bool:
        """Whether a court is said to have somebody for these words: "charged with "theft"."""
        tokens, language = paragraph.tokens, self._language
        start = max(paragraph.sentence(place)[0], place - _CHARGED)
        if place == start or tokens[place - 1].lower not in language.prepositions:
            return False
        near = {token.lower for token in tokens[start:place]}
        return not language.charges.isdisjoint(near) and not tokens[place].text[:1].isupper()

    def _is_again(self, quote: Quoted) -> bool:
        """Whether the words of a quote are near it once more, with marks or without."""
        near = self._lower[max(0, quote.outer[0] - _NEAR) : quote.outer[1] + _NEAR]
        return near.count(self._words(quote).lower()) > 1

    def _lists(self, quotes: Sequence[Quoted]) -> Iterator[int]:
        """Where three short quotes or more begin that only commas and "and" part."""
        row: list[int] = []
        last = 0
        for quote in quotes:
            between = self._text[last : min(quote.outer[0], last + 20)].replace(",", " ").split()
            if not set(between) <= self._language.coordinators or quote.outer[0] > last + 20:
                yield from row if len(row) > 2 else ()
                row = []
            last = quote.outer[1]
            row = [*row, quote.outer[0]] if self._words(quote).count(" ") < 3 else []
        yield from row if len(row) > 2 else ()

    def _term(self, quote: Quoted) -> str:
        """Up to three words without a mark at their end, which may be a term; else nothing."""
        words = self._words(quote)
        if words.count(" ") > 2 or not words[-1:].isalnum():
            return ""
        return " ".join(word.removesuffix("s") for word in words.lower().split())

    def _is_single(self, quote: Quoted) -> bool:
        return self._text[quote.outer[0]] in "'‘" and quote.words[0] - quote.outer[0] == 1

    # -- what is written

    def _is_written(self, quote: Quoted, found: Attribution) -> bool:
        """Whether a sign is named right before the words, and nobody says them behind it."""
        signs = self._language.signs
        before, behind = self._line(quote)
        clause = re.split(r"[.!?»”\"]\s", before[-60:])[-1]
        names = any(word.strip(",:;") in signs for word in clause.lower().split())
        said = _WORD.findall(self._text[slice(*found.mention)].lower()) if found.mention else []
        joins = self._language.linking & self._language.prepositions
        head = list(takewhile(lambda word: word not in joins, said))
        if not signs.isdisjoint(head):
            return True  # "a placard of the union said"
        held = re.match(r"[^.:;«“\"]*", behind)
        on = _ON_SIGN.findall(held[0].lower()) if held else []
        if any(word in signs and last in self._language.prepositions for last, word in on):
            return True  # "« … », s'indigne-t-on sur une pancarte"
        return names and found.rule not in ("after", "before", "same sentence", "inside")

    def _is_title_case(self, words: str) -> bool:
        language = self._language
        found = list(_WORD.findall(words))
        if not found or not words[0].isupper() or words.endswith("!"):
            return False
        small = language.prepositions | language.determiners | language.conjunctions
        return sum(word[0].isupper() for word in found) > 1 and all(
            word[0].isupper() or word[0].isdigit() or word in small for word in found
        )


def _form(words: str) -> str:
    """How words begin and end: ``A.`` with a capital and a full stop."""
    begins = "A" if words[:1].isupper() else "a" if words[:1].isalpha() else "0"
    return begins + ("," if words.endswith(",") else "." if words.endswith(tuple(".!?…")) else "")


def is_cut(words: str) -> bool:
    """Whether a dash says that somebody was interrupted, or goes on after it."""
    bare = words.strip(" \"'’‘“”«»\u00a0")
    return bare.endswith(_DASHES) or bare.startswith(_DASHES[:-1])
