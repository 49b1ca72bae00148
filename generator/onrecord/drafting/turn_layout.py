"""Which heads begin the turns of a transcript, as the text itself shows.

A transcript has one layout, or a few: heads with the same signs around them come again and again,
with a few names that take turns, before words that people say to each other. All heads of one
shape are weighed together by such signs, and then each of them. ``bench/turn_weights.py`` learned
from marked transcripts, and from other texts, how much each sign counts.
"""

import re
from bisect import bisect, bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from .language_words import Language
from .ranking import share, weight
from .transcript import Head, Layout, Shape, shapes
from .turn_speakers import LabelNames

_ENDED = re.compile(r"[.?!…—–-][\"'”’»)\]*_]*\s*$")
_SMALL = re.compile(r"(?<![\w’'-])[a-zà-ÿ][\w’'-]*")
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_QUOTED = re.compile(r"“[^”\n]*”?|\"[^\"\n]*\"?|«[^»\n]*»?|''.*?''")
_LONG = re.compile(r"[^\W\d_]{4,}")
_WORD = re.compile(r"\w{4,}")
_NAMING = ("given name", "title", "known", "question", "answer", "letter", "capitals", "initials")
_OTHERS = (
    *("title within", "no label", "clause", "remark", "time", "number", "own", "common"),
    *("words 1", "words 5", "words 8"),
)
_FORMS = ("capitals", "small letters", "proper", "title", "given name", "letter")
# What layouts with different signs show in different measure.
_OF_GROUP = (
    *("again", "addressed", "ended", "proper", "cover", "naming", "several"),
    *("described", "called", "alternate", "begins", "unquoted", "spoken", "elsewhere"),
)
_SIZES = (0, 1, 2, 3, 4, 6, 10, 20)
_OPENING = tuple('"“«‘')
_BODY = 700  # characters of a turn that are read
_PARAGRAPH = 4000  # characters of one at most
_END = 60  # characters that show how words end
_WEIGHED = 250_000  # characters by which layouts are weighed
_SAMPLE = 200  # heads of one layout that are read
_LEAST, _LEAST_OF_FEW = 0.4, 1.5  # a layout must be likelier
_FEW, _FEW_ONCE = 3, 4  # heads of which one comes again, or none
_OFTEN = 4  # times that a label comes
_LEAST_HEAD = -0.6
_CERTAIN = 9.0


class Layouts:
    """Finds the layouts of one text, ``plain`` as labels are read."""

    def __init__(self, plain: str, language: Language, is_known: Callable[[str], bool]) -> None:
        self._text = plain
        self._language = language
        self.names = LabelNames(plain, language, is_known)
        self._small = Counter(_SMALL.findall(plain))
        self._labels: dict[str, frozenset[str]] = {}
        self._lines = [found.start() for found in _LINE.finditer(plain, 0, _WEIGHED)]
        self.scores: dict[Shape, float] = {}  #: of layouts, as far as they were asked for

    def chosen(self) -> list[Layout]:
        """The layouts of turns, the most likely first; none if the text is no transcript."""
        layouts = sorted(self.layouts(), key=self.score_of, reverse=True)
        best = next((layout for layout in layouts if len(layout.likely) > 1), None)
        if best is None or self.score_of(best) <= self._least(best):
            return []
        more = (self.beside(layout, best) for layout in layouts if layout is not best)
        fits = (
            rest for rest in more if rest and weight("beside", self.signs_beside(rest, best)) > 0
        )
        return [best, *fits]

    def _least(self, layout: Layout) -> float:
        count = len(layout.likely)
        again = len({head.who for head in layout.likely}) < count
        return _LEAST_OF_FEW if count < (_FEW if again else _FEW_ONCE) else _LEAST

    def likely_heads(self, layout: Layout) -> Iterator[Head]:
        """The heads of a layout that are likely to begin turns."""
        forms = self.forms(layout)
        names: dict[tuple[frozenset[str], int], float] = {}
        places: dict[Sequence[str], float] = {}
        for head in layout.every:
            name = self.signs_of_label(head.label), min(layout.counts[head.who], _OFTEN)
            if name not in names:
                names[name] = weight("head", self.signs_of_name(head, layout, forms))
            place = tuple(self.signs_of_place(head, layout, forms))
            if place not in places:
                places[place] = weight("head", place)
            if names[name] + places[place] > _LEAST_HEAD:
                yield head

    def beside(self, layout: Layout, best: Layout) -> Layout | None:
        """The heads of a layout on other lines than those of the ``best`` one."""
        lines = {head.line for head in best.likely}
        likely = [head for head in layout.likely if head.line not in lines]
        every = [head for head in layout.every if head.line not in lines]
        return Layout(layout.shape, likely, every) if likely else None

    def score_of(self, layout: Layout) -> float:
        """How likely a layout is; above 0 if it is more likely than not."""
        if layout.shape[1] in ("mail", "chat"):
            return _CERTAIN
        if layout.shape not in self.scores:
            self.scores[layout.shape] = weight("layout", self.signs(layout))
        return self.scores[layout.shape]

    def layouts(self) -> Iterator[Layout]:
        """All layouts of a text that have heads which are likely."""
        for shape, every in shapes(self._text, self._language).items():
            likely = self._likely([head for head in every if head.line < _WEIGHED])
            quoted = sum(self._text.startswith(_OPENING, head.words) for head in likely)
            if likely and 2 * quoted <= len(likely):  # else an article quotes them
                yield Layout(shape, likely, every)

    def _likely(self, every: Sequence[Head]) -> list[Head]:
        """The heads that recur, or have a label that may be a name."""
        counts = Counter(head.who for head in every)
        small = 2 * sum(head.label.islower() for head in every) > len(every)
        kept = []
        for head in every:
            signs = self.signs_of_label(head.label)
            never = "clause" in signs and signs.isdisjoint(("title", "known", "given name"))
            never |= "no label" in signs
            named = "proper" in signs or (small and "small letters" in signs)
            named &= signs.isdisjoint(("clause", "own", "words 8"))
            if not never and (counts[head.who] > 1 or named):
                kept.append(head)
        ends = [*(head.line for head in kept[1:]), len(self._text)]
        first = next((n for n, head in enumerate(kept) if self._is_spoken(head, ends[n])), 0)
        return kept[first:]

    def _is_spoken(self, head: Head, end: int) -> bool:
        """Whether the words after a head end like a sentence, or sound like speech."""
        words = self._text[head.words : min(end, head.words + _BODY)]
        return self._is_ended(head, end) or self._language.is_addressed(words)

    def _is_ended(self, head: Head, end: int) -> bool:
        """Whether the first paragraph after a head, or all before ``end``, ends a sentence."""
        stop = self._text.find("\n\n", head.words, min(end, head.words + _PARAGRAPH))
        return self._ends(head.words, end) or (stop > 0 and self._ends(head.words, stop))

    def _ends(self, start: int, end: int) -> bool:
        return bool(_ENDED.search(self._text[max(start, end - _END) : end].rstrip()))

    def signs_of_label(self, label: str) -> frozenset[str]:
        """Features of the words of a label."""
        if label not in self._labels:
            signs = {*self.names.signs(label)}
            first = label.split(maxsplit=1)[0].lower().rstrip(".,")
            if self._small[first] and not label.isupper() and "title" not in signs:
                signs.add("common")
            self._labels[label] = frozenset(signs)
        return self._labels[label]

    def signs(self, layout: Layout) -> Iterator[str]:
        """Features for or against a layout of turns."""
        before, sign = layout.shape
        group = _group(sign)
        yield f"before {before}"
        yield f"sign {sign}"
        for each in self._signs(layout):
            yield each
            if each.split()[0] in _OF_GROUP:
                yield f"{group} {each}"

    def _signs(self, layout: Layout) -> Iterator[str]:
        every, text = layout.likely, self._text
        who = [head.who for head in every]
        counts, count = Counter(who), len(who)
        several = sum(number > 1 for number in counts.values())
        yield f"heads {_step(count, _SIZES)}"
        yield f"again {share(sum(number for number in counts.values() if number > 1), count)}"
        yield f"several {_step(several, _SIZES)}"
        weighed = bisect_left(layout.every, _WEIGHED, key=lambda head: head.line)
        yield f"likely {share(count, weighed)}"
        yield f"top {share(max(counts.values()), count)}"
        yield f"alternate {share(sum(a != b for a, b in pairwise(who)), count - 1)}"
        lines = len(self._lines) - bisect_left(self._lines, every[0].line)
        yield f"cover {_step(100 * count // max(1, lines), (0, 5, 10, 20, 33, 60, 90))}"
        whole = min(len(text), _WEIGHED)
        yield f"first {_step(100 * every[0].line // max(1, whole), (0, 10, 30, 60))}"
        ends = [*(head.line for head in every[1:]), whole]
        step = count // _SAMPLE + 1
        sample, ends = every[::step], ends[::step]
        size = len(sample)
        yield from self._signs_of_labels(sample)
        naming = sum(not self.signs_of_label(head.label).isdisjoint(_NAMING) for head in sample)
        yield f"naming {share(naming, size)}"
        bodies = [
            text[head.words : min(end, head.words + _BODY)]
            for head, end in zip(sample, ends, strict=True)
        ]
        yield from self._signs_of_bodies(bodies)
        ended = sum(map(self._is_ended, sample, ends))
        yield f"ended {share(ended, size)}"
        called = sum(
            not {*_WORD.findall(head.who)}.isdisjoint(
                _WORD.findall(bodies[number + 1 if number + 1 < size else number - 1].lower())
            )
            for number, head in enumerate(sample)
        )
        elsewhere = self.names.elsewhere(every)
        yield f"elsewhere {_step(elsewhere, (-100, 0, 1, 20, 50, 100, 200))}"
        yield f"called {share(called, size)}"
        yield f"apart {share(sum(map(self._is_apart, sample)), size)}"
        yield f"after end {share(sum(map(self._is_after_end, sample[1:])), size - 1)}"

    def _signs_of_labels(self, every: Sequence[Head]) -> Iterator[str]:
        """Features of the labels of heads."""
        labels = Counter(sign for head in every for sign in self.signs_of_label(head.label))
        for sign in (*_NAMING, *_FORMS[1:3], *_OTHERS):
            yield f"{sign} {share(labels[sign], len(every))}"

    def _signs_of_bodies(self, bodies: Sequence[str]) -> Iterator[str]:
        """Features of the words after the heads."""
        size = len(bodies)
        firsts = [body.partition("\n")[0] for body in bodies]
        told = [
            all(map(str.istitle, _LONG.findall(first))) and not _ENDED.search(first)
            for first in firsts
        ]
        yield f"described {share(sum(told), size)}"
        yield f"addressed {share(sum(map(self._language.is_addressed, bodies)), size)}"
        yield f"asked {share(sum('?' in body for body in bodies), size)}"
        yield f"begins {share(sum(map(_begins, bodies)), size)}"
        yield from self._signs_of_speech(bodies)
        words = sorted(len(body.split()) for body in bodies)[size // 2]
        yield f"length {_step(words, (0, 3, 6, 15, 40))}"

    def _signs_of_speech(self, bodies: Sequence[str]) -> Iterator[str]:
        """Whether the words after heads are speech, or an article with its quotes."""
        language = self._language
        unquoted = [_QUOTED.sub(" ", body) for body in bodies]
        text = " ".join(unquoted).lower()
        words = re.findall(r"\w+", text)
        own = sum(word in language.own for word in words) + text.count("?")
        yield f"unquoted {share(sum(map(language.is_addressed, unquoted)), len(bodies))}"
        yield f"spoken {_step(1000 * own // max(1, len(words)), (0, 1, 8, 16, 30, 50, 80))}"
        yield f"quotes {share(sum(map(str.__ne__, unquoted, bodies)), len(bodies))}"

    def signs_beside(self, rest: Layout, best: Layout) -> Iterator[str]:
        """What is true of the ``rest`` of a layout beside the ``best`` one."""
        count = len(rest.likely)
        names = {head.who for head in best.likely}
        starts = [head.line for head in best.likely]
        places = [bisect(starts, head.line) for head in rest.likely]
        spread = share(len({*places}), count)
        score = self.score_of(best)
        yield f"own {_level(self.score_of(rest))}"
        yield f"best {_level(score)}"
        yield f"same labels {share(sum(head.who in names for head in rest.likely), count)}"
        yield f"spread {spread}"
        sure = "sure" if score > 0 else "unsure"
        amid = "amid" if rest.shape[0] == "amid" else "before"
        yield f"sign {rest.shape[1]} {amid} {sure} {spread}"
        for sign in self._signs_of_labels(rest.likely):
            yield sign
            if sign.startswith(("letter", "question")):
                yield f"{sign} {sure} {spread}"
        bodies = [
            self._text[head.words : head.words + _BODY].partition("\n\n")[0]
            for head in rest.likely[:_SAMPLE]
        ]
        yield f"addressed {share(sum(map(self._language.is_addressed, bodies)), len(bodies))}"

    def forms(self, layout: Layout) -> Mapping[str, float]:
        """The share of a layout's heads with labels of each form, or set apart."""
        found = Counter(sign for head in layout.likely for sign in self.signs_of_label(head.label))
        found["apart"] = sum(map(self._is_apart, layout.likely))
        return {form: number / len(layout.likely) for form, number in found.items()}

    def signs_of_name(
        self, head: Head, layout: Layout, forms: Mapping[str, float]
    ) -> Iterator[str]:
        """Features of a head, wherever it is."""
        count = layout.counts[head.who]
        yield f"count {min(count, _OFTEN)}"
        once = "once" if count == 1 else "again"
        yield f"once in {_level(self.score_of(layout))}" if count == 1 else once
        signs = self.signs_of_label(head.label)
        unlike = [form for form in _FORMS if forms.get(form, 0) > 0.6 and form not in signs]
        yield from (f"{once} {sign}" for sign in signs)
        yield from (f"{once} unlike {form}" for form in unlike or ("none",))
        yield f"{once} sign {head.shape[1]}"
        if "remark" in signs:
            yield f"{once} remark {head.shape[1]}"

    def signs_of_place(
        self, head: Head, layout: Layout, forms: Mapping[str, float]
    ) -> Iterator[str]:
        """Features of what is before and after a head."""
        once = "once" if layout.counts[head.who] == 1 else "again"
        if forms["apart"] > 0.7 and not self._is_apart(head):
            yield f"{once} not apart"
        if not self._is_after_end(head):
            yield f"{once} {'amid ' * (head.shape[0] == 'amid')}after no end"
        body = self._text[head.words : head.words + _BODY // 2].partition("\n\n")[0]
        yield f"{once} begins" if _begins(body) else f"{once} begins small"
        if self._is_ended(head, min(len(self._text), head.words + _PARAGRAPH)):
            yield f"{once} ended"
        if self._language.is_addressed(body):
            yield f"{once} addressed"

    def _is_apart(self, head: Head) -> bool:
        return not head.line or self._text[max(0, head.line - 2) : head.line] == "\n\n"

    def _is_after_end(self, head: Head) -> bool:
        return bool(_ENDED.search(self._text[max(0, head.line - 40) : head.line].rstrip()))


def _begins(body: str) -> bool:
    return body[:1].isupper() or body.startswith(("“", '"', "«", "…", "(", "—"))


def _group(sign: str) -> str:
    groups = {":": "colon", " ": "space", "^": "case", ">>": "mark", "-": "mark"}
    return "line" if "\n" in sign else groups.get(sign, "other")


def _step(number: int, steps: Sequence[int]) -> int:
    return max(step for step in steps if step <= number)


def _level(score: float) -> int:
    return max(-4, min(4, int(score // 1.5)))
