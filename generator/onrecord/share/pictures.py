"""Share pictures: which quotes have one, what they say, where all are drawn; and their tags."""

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from onrecord.desk import QuoteEntry
from onrecord.render import SiteContext, Words
from onrecord.render.phrases import PlainWords
from onrecord.render.templates import TemplateFault
from onrecord.views.attribution import gloss, how, located, provenance, said, when, who
from onrecord.views.context import SiteInfo
from onrecord.views.language import direction
from onrecord.views.lines import shorten, text_of
from onrecord.views.links import Link
from onrecord.views.quote_card import QuoteCard
from onrecord.writing.whole_files import user_secret

from .cache import Missing, PictureCache, usable_folder
from .typesetter import (
    SIZE,
    DrawingJob,
    TypesetterFault,
    Worker,
    families,
    is_common,
    isolated,
    line,
)

# Longer descriptions of a picture are refused or cut by those who show them.
_ALT_LENGTH = 420
# Typst knows codes of languages, not whole tags.
_LANGUAGE = re.compile("[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class PictureFrame:
    """What all pictures of a site have in common.

    ``coverage`` is None where the site does not state it: days that follow from the records would
    change every picture with one record. ``corrections`` says where they are found.
    """

    name: str
    coverage: str | None
    corrections: str
    language: str
    direction: str

    @classmethod
    def of(cls, site: SiteInfo, words: Words) -> "PictureFrame":
        """What the pictures of ``site`` have in common."""
        say = PlainWords(words)
        # The address as people write it: without its scheme and its last slash.
        address = urlsplit(site.url)
        where = line(f"{address.netloc}{address.path}".rstrip("/"))
        days = say.days(site.coverage.first, site.coverage.through) if site.coverage else ""
        coverage = say("theme.coverage", days=days) if days else None
        key = "share.corrections" if where else "share.corrections_of_site"
        language = site.language.lower().partition("-")[0]
        corrections, direction = say(key, where=where), site.direction or "ltr"
        return cls(line(site.name), coverage, corrections, language, direction)

    @property
    def drawn(self) -> str:
        """The data for the template, as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


PICTURE = "share.png"  # the name of its file


@dataclass(frozen=True, slots=True)
class Picture:
    """The share picture of the quote on a page (site path).

    ``drawn`` is what the template is given, as JSON: the same text gives the same picture. ``alt``
    is what it shows, in words, unescaped.
    """

    page: str
    drawn: str
    alt: str


def picture_uri(page: str) -> str:
    """The site path of the picture of the page at ``page``: below it."""
    return page + PICTURE


def may_have_picture(card: QuoteCard) -> bool:
    """Whether the words of ``card`` may go round without their page."""
    # Not what someone reports, not the writer's marks, not someone else's words, no fragment
    # without what it answers, and nothing that has been put right, is disputed or taken back.
    whole = card.form == "direct" or (card.form == "partial" and bool(card.context))
    return whole and card.state == "live" and card.quoting is None and bool(card.words)


def plan_pictures(site: SiteContext, frame: PictureFrame) -> Iterator[Picture]:
    """A picture for each quote of the site that may have one."""
    for entry in site.desk.quotes.values():
        if picture := plan_picture(site, frame, entry):
            yield picture


def plan_picture(site: SiteContext, frame: PictureFrame, entry: QuoteEntry) -> Picture | None:
    """The picture of one quote of the site, if it may have one."""
    card, say = site.views.cards.card(entry), site.say
    if not may_have_picture(card):
        return None
    drawn = json.dumps(_drawn(card, say, frame), ensure_ascii=False, sort_keys=True)
    # A description of a picture is not read for more than the words and who said them.
    speaker = say.names(card.speakers) or say("card.unknown_speaker")
    alt = say("share.alt", words=said(card, say), speaker=speaker)
    return Picture(card.uri, drawn, shorten(alt, _ALT_LENGTH))


def language_code(language: str | None, other: str) -> str:
    """The language alone, as a text engine takes it; ``other`` where there is none.

    >>> language_code("pt-BR", "en"), language_code(None, "en")
    ('pt', 'en')
    """
    found = (language or "").lower().partition("-")[0]
    return found if _LANGUAGE.fullmatch(found) else other


def _drawn(card: QuoteCard, say: PlainWords, frame: PictureFrame) -> Mapping[str, object]:
    opening, _, closing = say("card.marks", words="\0").partition("\0")
    shown = _for_lines(card, say)
    name = say.names(shown.speakers)
    source = f"{text_of(provenance(shown, say))}{located(shown, say)}"
    lines = (text_of(when(shown, say)), source, how(shown, say))
    return {
        "words": {
            "open": opening,
            "close": closing,
            "apart": say("card.apart"),
            "parts": [line(part) for part in card.words],
            "language": language_code(card.language, frame.language),
            "direction": (direction(card.language) or "ltr") if card.language else frame.direction,
        },
        "speaker": name,
        "who": text_of(who(shown, say)).removeprefix(name),
        "context": line(" ".join(filter(None, (gloss(shown, say), card.context)))) or None,
        "lines": [text for text in lines if text],
    }


def _for_lines(card: QuoteCard, say: PlainWords) -> QuoteCard:
    """``card`` with each text within a line made fit for it."""
    speaker = say.names(card.speakers) or say("card.unknown_speaker")
    return replace(
        card,
        speakers=(Link(isolated(speaker), None),),
        roles=tuple(map(isolated, card.roles)),
        to=tuple(Link(isolated(link.within), None) for link in card.to),
        place=_isolated(card.place),
        occasion=_isolated(card.occasion),
        publisher=isolated(card.publisher),
        party=Link(isolated(card.party.within), None) if card.party else None,
        chain=tuple(isolated(link) for link in card.chain),
    )


def _isolated(text: str | None) -> str | None:
    return isolated(text) if text else None


@dataclass(frozen=True, slots=True)
class OpenGraph:
    """The tags of a page besides its title and description; texts are plain, unescaped."""

    type: str  #: `website` for home, `article` for any other page
    locale: str | None  #: `en_GB`; None if the words of the interface name another language's
    url: str | None  #: of the page; None without the site's own address, since it must be absolute
    image: str | None  #: address of the picture; None where there is none, or no address
    alt: str | None  #: what the picture shows, in words
    width: int = SIZE[0]
    height: int = SIZE[1]

    @property
    def card(self) -> str:
        """How X should show it."""
        return "summary_large_image" if self.image else "summary"


def open_graph_locale(words: Words, language: str) -> str | None:
    """The locale in ``words``, unless another language's. Raises WordsFault if there is none."""
    locale = words("share.locale").unescape()
    return locale if locale.partition("_")[0] == language.partition("-")[0] else None


def absolute(site_url: str, uri: str) -> str | None:
    """The address of the site path ``uri``; None where the site's is not known."""
    return urljoin(site_url.rstrip("/") + "/", uri) if site_url else None


Progress = Callable[[int, int], None]
"""Hears how many of how many pictures are there."""

_TEMPLATE = "quote.typ"
ALONE = 100  # fewer are drawn before another process has begun


@dataclass(frozen=True, slots=True)
class DrawnPictures:
    """The pictures of a site by the site path of their page; why others are missing.

    ``drawn`` is how many were drawn now.
    """

    files: Mapping[str, Path]
    missing: Mapping[str, Missing]
    drawn: int


class PictureDrawing:
    """Draws the pictures of one site with its template `share/quote.typ`."""

    def __init__(self, templates: Sequence[Path], frame: PictureFrame, cache: Path) -> None:
        """Set up; of ``templates`` an earlier folder wins, fonts come from all."""
        self._shares = [share for folder in templates if (share := folder / "share").is_dir()]
        self._template = next(
            file for share in self._shares if (file := share / _TEMPLATE).is_file()
        )
        self._cache = usable_folder(cache)
        self._secret = user_secret()
        fonts = [str(folder) for share in self._shares if (folder := share / "fonts").is_dir()]
        names = json.dumps(families(fonts), ensure_ascii=False)
        self._order = DrawingJob(
            template=str(self._template),
            font_folders=fonts,
            head=f'{{"site": {frame.drawn}, "fonts": {names}, "quotes": [',
            cache=str(self._cache),
            secret=self._secret.hex(),
            tried=not is_common(frame.drawn),
            quotes={},
        )

    def draw(self, pictures: Sequence[Picture], progress: Progress) -> DrawnPictures:
        """The files of ``pictures``, drawn where they are not kept already.

        Raises TemplateFault if the template fails, OSError if a picture cannot be kept.
        """
        keys, found, drawn = self._found(pictures, progress)
        PictureCache(self._cache, self._secret).forget(frozenset(found))
        of_pages = [(page, found[key]) for page, key in keys.items()]
        files = {page: file for page, file in of_pages if isinstance(file, Path)}
        missing = {page: why for page, why in of_pages if isinstance(why, Missing)}
        return DrawnPictures(files, missing, drawn)

    def draw_one(self, picture: Picture) -> Path | None:
        """The file of ``picture``, if there can be one. It raises what `draw` raises."""
        [file] = self._found([picture], lambda *_: None)[1].values()
        return file if isinstance(file, Path) else None

    def _found(
        self, pictures: Sequence[Picture], progress: Progress
    ) -> tuple[Mapping[str, str], Mapping[str, Path | Missing | None], int]:
        """The key of each picture by its page, what there is of each key, how many were drawn."""
        stamp = self._common_digest()
        keys = {picture.page: _digest(stamp, picture.drawn) for picture in pictures}
        kept = PictureCache(self._cache, self._secret)
        # Two quotes of which all the same is said share one picture.
        found = {key: kept.find(key) for key in keys.values()}
        drawn = ((keys[picture.page], picture.drawn) for picture in pictures)
        todo = {key: text for key, text in drawn if found[key] is None}
        if todo:
            self._draw(todo, progress)
            kept = PictureCache(self._cache, self._secret)
            found |= {key: kept.find(key) for key in todo}
        return keys, found, len(todo)

    def _common_digest(self) -> str:
        """A digest of everything but its own data that a picture depends on."""
        said = [f"{name} {version(name)}" for name in ("typst", "pillow")]
        said.append(self._order.head)
        for share in self._shares:
            for file in sorted(path for path in share.rglob("*") if path.is_file()):
                content = hashlib.sha256(file.read_bytes()).hexdigest()
                said.append(f"{file.relative_to(share).as_posix()} {content}")
        return _digest(*said)

    def _draw(self, todo: Mapping[str, str], progress: Progress) -> None:
        try:
            if len(todo) < ALONE:
                for done in replace(self._order, quotes=todo).drawn():
                    progress(done, len(todo))
            else:
                self._draw_in_workers(todo, progress)
        except TypesetterFault as fault:
            raise TemplateFault.at(self._template, fault.line, fault.message) from None

    def _draw_in_workers(self, todo: Mapping[str, str], progress: Progress) -> None:
        """Draw in one process for each core."""
        items = list(todo.items())
        count = min(os.cpu_count() or 1, max(1, 2 * len(items) // ALONE))
        shares = [dict(items[first::count]) for first in range(count)]
        done = [0] * count

        def follow(number: int) -> None:
            for so_far in workers[number].drawn():
                done[number] = so_far
                progress(sum(done), len(items))

        # The threads only listen. Workers end first, so that no thread waits for one.
        with ExitStack() as stack:
            threads = stack.enter_context(ThreadPoolExecutor(count))
            orders = [replace(self._order, quotes=share) for share in shares]
            workers = [stack.enter_context(Worker(order)) for order in orders]
            for _ in threads.map(follow, range(count)):
                pass


def _digest(*said: str) -> str:
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:40]
