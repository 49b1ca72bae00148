"""An article while somebody edits it: only the quote that changed is parsed again."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count, pairwise

from onrecord.diagnostics import Diagnostic, OnrecordError, Severity
from onrecord.editing.placed_text import Value
from onrecord.editing.yaml_in_place import YamlInPlace
from onrecord.reading import ContentFile, decode_yaml
from onrecord.records import Article, Quote, Records, load_text

from .decisions import ORDER

# The list of quotes up to the hyphen of the first.
_QUOTES = re.compile(r"^quotes:[ \t]*(?:#.*)?\n(?:[ \t]*(?:#.*)?\n)*( *-)(?= |$)", re.MULTILINE)
_INHERITED = re.compile(r"""^["']?(?:defaults|speakers)["']?\s*:""", re.MULTILINE)
_KEY = re.compile(r"([a-z_]+):")
_OF_LINE = re.compile(r"\bline \d")
_LF = "\n"
_BROKEN = ("yaml-syntax", "second-document")
_MOST_ANEW = 8  # quotes that are read one by one
_SHORT = 50_000  # characters that are soon read as a whole


class FieldRefused(OnrecordError):
    """A field prevents the record from being written; has the field's key."""

    def __init__(self, message: str, hint: str = "", field: str = "") -> None:
        super().__init__(message, hint)
        self.field = field

    @classmethod
    def of(cls, fault: Diagnostic, text: str) -> "FieldRefused":
        """The ``fault`` of a record that is written as ``text``, at the key or at its value."""
        line, at = text.splitlines()[fault.line - 1], fault.column - 1
        key = _KEY.match(line, at) or next(iter([*_KEY.finditer(line, 0, at)][::-1]), None)
        return cls(fault.message, fault.hint, key[1] if key else "")


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """What a text says that is an article: the article, or what can be read of it, and faults."""

    article: Article | None
    problems: Sequence[Diagnostic]

    @property
    def is_broken(self) -> bool:
        """Whether a part of it is no YAML, so that what is around it may be read otherwise."""
        return self.article is None or any(each.code in _BROKEN for each in self.problems)


@dataclass(frozen=True, slots=True)
class TypedArticle:
    """An article that somebody types."""

    yaml: str
    # Where each quote begins in the text, and where the last one ends; empty where they are not one
    # below the other, or inherit from what is behind them.
    starts: Sequence[int]
    quotes: Sequence[tuple[Quote, ...]]  # what can be read of each; none of one that is no YAML yet
    lead: str  # the spaces and the hyphen with which each begins
    problems: Sequence[Diagnostic]
    draft: bool
    version: int = 0  # tells one text of the article from those before it


class TypedArticles:
    """The articles that are open, as they were read last."""

    def __init__(self) -> None:
        self._read: dict[ContentFile, dict[str, ReadArticle]] = {}
        self._last: dict[ContentFile, TypedArticle] = {}
        self._versions = count(1)

    def read(self, file: ContentFile, yaml: str) -> ReadArticle:
        """The data in ``yaml``, the whole text of ``file``; the last two texts are cached."""
        known = self._read.get(file, {})
        if yaml not in known:
            known = self._read[file] = {**dict(list(known.items())[-1:]), yaml: parsed(file, yaml)}
        return known[yaml]

    def check_no_new_faults(self, file: ContentFile, before: str, after: str) -> None:
        """Check that ``after`` has no error that the text ``before`` of ``file`` does not have."""
        known = {each.message for each in self.read(file, before).problems}
        for fault in self.read(file, after).problems:
            if fault.severity is Severity.ERROR and fault.message not in known:
                raise FieldRefused.of(fault, after)

    def with_old_ids(self, file: ContentFile, before: str, yaml: str) -> str:
        """``yaml`` with the old ids of the article that the text ``before`` of ``file`` has."""
        one, other = (self.read(file, text).article for text in (before, yaml))
        own: list[Value] = [*other.formerly] if other else []
        ids = list(dict.fromkeys((*own, *(one.formerly if one else ()))))
        if len(ids) == len(own):
            return yaml
        made = YamlInPlace(file.path, yaml.encode(), ORDER)
        made.put(("formerly",), ids[0] if len(ids) == 1 else ids)
        return made.content().decode()

    def typed(self, file: ContentFile, version: int) -> TypedArticle | None:
        """The last text that was typed, if it is this ``version``."""
        last = self._last.get(file)
        return last if last and last.version == version else None

    def type(
        self, file: ContentFile, yaml: str, version: int = 0
    ) -> tuple[TypedArticle, tuple[int, int, int] | None]:
        """Read ``yaml``; only what is not as in the last ``version`` is parsed.

        Also returns which quotes may have changed: the first, and the ends before and now; None for
        all.
        """
        last = self.typed(file, version)
        retyped = _retyped(file, last, yaml) if last and last.starts else None
        typed, change = retyped or (_whole(self.read(file, yaml), yaml), None)
        typed = self._last[file] = replace(typed, version=next(self._versions))
        return typed, change


def _whole(read: ReadArticle, yaml: str) -> TypedArticle:
    starts, lead = _items(yaml)
    quotes = read.article.quotes if read.article else ()
    in_order = quotes and len(starts) == len(quotes) + 1
    is_unclear = read.is_broken and len(yaml) < _SHORT
    if is_unclear or not in_order or _INHERITED.search(yaml, starts[-1]):
        starts = []
    draft = bool(read.article and read.article.draft)
    return TypedArticle(yaml, starts, [(each,) for each in quotes], lead, read.problems, draft)


def _retyped(
    file: ContentFile, last: TypedArticle, yaml: str
) -> tuple[TypedArticle, tuple[int, int, int]] | None:
    """``last`` with the changes of ``yaml``; None if everything must be read again."""
    before, starts, more = last.yaml, last.starts, len(yaml) - len(last.yaml)
    same = _shared(before, yaml)
    end = len(before) - min(_shared(before[::-1], yaml[::-1]), len(before) - same, len(yaml) - same)
    same = before.rfind(_LF, 0, same) + 1
    if starts[0] <= same and end <= starts[-1]:
        return _with_quotes(file, last, yaml, (same, end))
    in_head = end <= starts[0]
    if not in_head and same < starts[-1]:
        return None
    # Nothing of a quote has changed: without all of them but the first, what the rest says.
    moved = more if in_head else 0
    now = [at + moved for at in starts]
    if _items(yaml) != (now, last.lead) or _INHERITED.search(
        before[: starts[0]] + yaml[: now[0]] + yaml[now[-1] :]
    ):
        return None
    top, low, high = (_line(yaml, now[at]) for at in (0, 1, -1))
    found = parsed(file, f"{yaml[: now[1]]}{_LF * (high - low)}{yaml[now[-1] :]}")
    if found.is_broken or not found.article or found.article.draft != last.draft:
        return None
    own = _moved(last.problems, top - _line(before, starts[0]))
    if own is None:
        return None
    problems = [
        *(each for each in found.problems if each.line < top),
        *(each for each in own if top <= each.line < high),
        *(each for each in found.problems if each.line >= high),
    ]
    return replace(last, yaml=yaml, starts=now, problems=problems), (0, 0, 0)


def _with_quotes(
    file: ContentFile, last: TypedArticle, yaml: str, changed: tuple[int, int]
) -> tuple[TypedArticle, tuple[int, int, int]] | None:
    """``last`` with the quotes read again that have ``changed`` characters or touch them."""
    starts, more = last.starts, len(yaml) - len(last.yaml)
    first = max(min(bisect_right(starts, changed[0] - 1), len(starts) - 1) - 1, 0)
    end = max(bisect_left(starts, changed[1]), first + 1)
    start, stop = starts[first], starts[end] + more
    if stop < len(yaml) and yaml[stop - 1] != _LF:
        return None
    now = _starts(yaml, last.lead, start, stop)
    if now[0] != start or now[-1] != stop or len(now) > _MOST_ANEW:
        return None
    head, top = yaml[: starts[0]], _line(yaml, starts[0])
    low, high = _line(yaml, start), _line(yaml, stop)
    quotes: list[tuple[Quote, ...]] = []
    anew: list[Diagnostic] = []
    for at, to in pairwise(now):
        # Each is at its own line: what is said of it may name one.
        found = parsed(file, f"{head}{_LF * (_line(yaml, at) - top)}{yaml[at:to]}")
        if found.is_broken and len(yaml) < _SHORT:
            return None
        quotes.append(found.article.quotes if found.article else ())
        anew += (each for each in found.problems if each.line >= low)
    old = _line(last.yaml, starts[end])
    others = _moved([each for each in last.problems if each.line >= old], high - old)
    if others is None:
        return None
    problems = [*(each for each in last.problems if each.line < low), *anew, *others]
    made = replace(
        last,
        yaml=yaml,
        starts=[*starts[:first], *now[:-1], *(at + more for at in starts[end:])],
        quotes=[*last.quotes[:first], *quotes, *last.quotes[end:]],
        problems=problems,
    )
    number = sum(map(len, last.quotes[:first]))
    gone = sum(map(len, last.quotes[first:end]))
    return made, (number, number + gone, number + sum(map(len, quotes)))


def _moved(problems: Sequence[Diagnostic], by: int) -> Sequence[Diagnostic] | None:
    """``problems`` moved down by so many lines; None if a message names a line."""
    if by and any(_OF_LINE.search(each.message) for each in problems):
        return None
    return [replace(each, line=each.line + by) for each in problems] if by else problems


def _shared(one: str, other: str) -> int:
    """How many characters two long texts share at their start."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _items(yaml: str) -> tuple[list[int], str]:
    """The start of each quote in ``yaml`` and the end of the last; what each begins with."""
    head = _QUOTES.search(yaml)
    if head is None:
        return [0], ""
    return _starts(yaml, head[1], head.start(1), len(yaml)), head[1]


def _starts(yaml: str, lead: str, start: int, stop: int) -> list[int]:
    """Where items that begin with ``lead`` start, from ``start``, and where the last ends."""
    item = rf"{lead}(?: |$)"
    end = re.compile(rf"^(?!{item}) {{0,{len(lead)}}}[^\s#]", re.MULTILINE).search(
        yaml, start, stop
    )
    until = end.start() if end else stop
    begins = re.compile(f"^{item}", re.MULTILINE).finditer(yaml, start, until)
    return [*(found.start() for found in begins), until]


def parsed(file: ContentFile, yaml: str) -> ReadArticle:
    """The data in ``yaml``, a text of ``file``."""
    records = Records()
    source, faults = decode_yaml(file.path, yaml.encode(errors="replace"))
    if source is not None:
        load_text(records, file, source, sound=not faults)
    found = records.articles.get(file.id) or records.partial.articles.get(file.id)
    return ReadArticle(found, [*faults, *records.diagnostics])
