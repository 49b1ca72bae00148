"""The quote card, the unit that people copy, and the corrections of a quote."""

from collections.abc import Collection, Iterable
from dataclasses import field
from typing import Literal

from onrecord.desk import STANDS, Desk, QuoteEntry
from onrecord.desk.corrections import shown_value
from onrecord.reading.texts import with_directions_ended
from onrecord.records import PARTED, STANDING, Correction, PartialDate, Written, fixed, quote_uri

from .language import direction, same_language
from .lines import first_sentences, shorten
from .links import ActorLinks, Link, article_link
from .source_check import CheckView, check_view, read_url, source_url
from .source_facts import Setting, setting_of

# The characters from which words are no longer short, and from which they are long.
_SHORT, _MEDIUM = 120, 320
# So many characters: of an occasion, next to a name; of the words, in a line of a list, and small.
_OCCASION, _EXCERPT, _BRIEF = 60, 110, 140


@fixed
class CorrectionView:
    """One correction of a quote."""

    date: PartialDate  #: when it was corrected
    item: str
    field: str  #: the key in the article's file that was changed
    was: str | None  #: the old value; `None` too if the quote's words may not be shown
    now: str | None  #: the new value; `None` too if the quote's words may not be shown
    kind: str  #: `wording`, `attribution` and so on
    whose: str  #: `desk`, `source` or `speaker`
    note: str | None


def corrections_of(desk: Desk, entry: QuoteEntry) -> tuple[CorrectionView, ...]:
    """The corrections of one quote, in the order they are written."""
    withheld = entry.record.withheld
    return tuple(correction_view(desk, row, withheld=withheld) for row in entry.corrections)


def correction_view(desk: Desk, correction: Correction, *, withheld: bool) -> CorrectionView:
    """A correction, with names for ids; without the words of a ``withheld`` quote."""
    values = (None, None) if withheld else (correction.was, correction.now)
    was, now = (value and shown_value(desk, correction, value) for value in values)
    about = (correction.kind, correction.whose, correction.note)
    return CorrectionView(correction.date, correction.item, correction.field, was, now, *about)


@fixed
class QuoteCard:
    """The card of one quote."""

    written: Written = field(compare=False)
    reference: str
    uri: str
    form: str
    setting: Setting  #: how the source gives the words, one of `Setting`
    state: str  #: `live`, `corrected`, `disputed` and so on
    #: the parts of the exact words, joined if the source has nothing between them; empty if they
    #: may not be shown, and for an indirect quote, which has `gist` and `source_words`
    words: tuple[str, ...]
    gist: str | None
    gloss: str | None  #: the desk's summary in the site's language, if the words are in another
    source_words: tuple[str, ...]  #: the source's own sentence, of an indirect quote
    language: str | None
    speakers: tuple[Link, ...]  #: who said it, several if together; none if nobody is known
    unknown_speaker: bool  #: whether the source does not even describe who said it
    unnamed: bool  #: the source does not name the speaker
    cited_as: tuple[str | None, ...]  #: as in a list of references, family name first, if known
    roles: tuple[str, ...]  #: the desk's for that date, unless the source gives another
    roles_of_each: tuple[tuple[str, tuple[str, ...]], ...]  #: of several, each name with its roles
    to: tuple[Link, ...]
    context: str | None
    when: PartialDate  #: the date said; unknown where not known
    place: str | None
    occasion: str | None
    medium: str | None  #: through what they were said: a post, a letter, a podium
    page: str | None  #: the page of the document that has the words
    time: str | None  #: the time of the words in a recording
    article: Link
    publisher: str
    published: PartialDate  #: when the source was published (never shown as when it was said)
    party: Link | None  #: the actor who runs the publisher
    chain: tuple[str, ...]  #: who reported it to the source, first teller first
    basis: str | None
    original_language: str | None
    original_text: str | None
    translated_by: str | None  #: who translated the words
    relay: str | None  #: the language through which they were translated
    quoting: Link | None
    versions: int  #: how many quotes have this statement, including itself; 0 if it is the only one
    reason: str | None  #: why the words are withheld
    corrections: tuple[CorrectionView, ...]
    check: CheckView  #: whether the words were found in the source
    source_url: str | None  #: the address of the source
    read_url: str | None  #: where to read them, with a link to the exact words if possible
    direction: str | None  #: `rtl` if the language is written from right to left
    original_direction: str | None  #: `rtl` if the language is written from right to left
    draft: bool  #: whether its article is a draft; it is shown only where drafts are wanted
    excerpt: str = field(init=False, compare=False)  #: how the exact words begin; else empty
    occasion_short: str | None = field(init=False, compare=False)  #: the occasion, cut if long

    def __post_init__(self) -> None:
        """Compute what most pages need."""
        excerpt = shorten(PARTED.join(self.words), _EXCERPT) if self.stands else ""
        object.__setattr__(self, "excerpt", excerpt)
        short = self.occasion and shorten(self.occasion, _OCCASION)
        object.__setattr__(self, "occasion_short", short)

    @property
    def speaker_names(self) -> tuple[str, ...]:
        """The names of its speakers alone."""
        return tuple(link.text for link in self.speakers)

    @property
    def translated(self) -> bool:
        """Whether the words are a translation of those that were said."""
        return self.translated_by not in (None, "none")

    @property
    def twice_translated(self) -> bool:
        """Whether the words came through a third language, or back into their own."""
        back = self.original_language is not None and self.original_language == self.language
        return self.relay is not None or (self.translated and back)

    @property
    def form_label(self) -> str:
        """The form, and ``written`` for words on a sign or in a document that nobody speaks."""
        return "written" if self.form == "scare" and self.setting == "written" else self.form

    @property
    def form_meaning(self) -> str:
        """The key, below ``form_meaning``, of the sentence that explains this form."""
        return f"{self.form}.{self.setting}" if self.exact else self.form_label

    @property
    def exact(self) -> bool:
        """Whether it has words of the speaker, whole or in part."""
        return self.form in ("direct", "partial")

    @property
    def length(self) -> Literal["short", "medium", "long"]:
        """The length of the words in large type."""
        count = sum(map(len, self.words))
        return "short" if count < _SHORT else "medium" if count < _MEDIUM else "long"

    @property
    def brief(self) -> str:
        """The first sentences of the speaker's own exact words, or the beginning of a long one."""
        if not self.excerpt or self.quoting:
            return ""
        first = shorten(first_sentences(self.words[0], _BRIEF), _BRIEF)
        goes_on = self.words != (first,) and not first.endswith("…")
        # The ellipsis is on the line of the last word.
        return f"{first}\u00a0…" if goes_on else first

    @property
    def anchor(self) -> str:
        """Its id on the page of its article's quotes."""
        return f"quote-{self.reference.partition('#')[2]}"

    @property
    def said_when(self) -> tuple[PartialDate, str | None]:
        """The date and the occasion."""
        return self.when, self.occasion

    @property
    def verdict_shown(self) -> bool:
        """Whether a list says if the words match their source."""
        return self.check.shown_in_lists and not self.withheld

    @property
    def verdict(self) -> str:
        """The key, below ``check.short``, of what a list says of the comparison."""
        # What is reported is ours: the words compared are those in which the source reports it.
        matches = self.check.verdict in STANDS
        return "reported" if self.form == "indirect" and matches else self.check.wording

    @property
    def stands(self) -> bool:
        """Whether its words need no warning; corrected ones need none."""
        return self.state in STANDING

    @property
    def struck(self) -> bool:
        """Whether its words are struck through: they are retracted."""
        return self.state == "retracted"

    @property
    def state_meaning(self) -> str:
        """The key of what its state means: of retracted words, by whom, if a correction says so."""
        whose = [each.whose for each in self.corrections if each.kind == "state"]
        withdrawn = self.struck and whose
        return f"withdrawn_by.{whose[-1]}" if withdrawn else f"state_meaning.{self.state}"

    @property
    def withheld(self) -> bool:
        """Whether its words may not be shown."""
        return self.state == "withheld"

    @property
    def content(self) -> str:
        """The words as far as they may be shown; for indirect speech the gist."""
        return (self.gist or "") if self.form == "indirect" else PARTED.join(self.words)


class QuoteCards:
    """Makes cards, each once however many pages show it."""

    def __init__(self, desk: Desk, people: ActorLinks) -> None:
        self._desk = desk
        self._people = people
        self._made: dict[str, QuoteCard] = {}
        self._other: QuoteCards | None = None
        self._same: Collection[str] = ()

    def take_from(self, other: "QuoteCards", same: Collection[str]) -> None:
        """Take the cards of the quotes ``same`` (references) from ``other``, of another desk."""
        self._other, self._same = other, same

    def card(self, entry: QuoteEntry) -> QuoteCard:
        """The card of a quote."""
        reference = entry.reference
        if reference not in self._made:
            other = self._other if reference in self._same else None
            self._made[reference] = other.card(entry) if other else self._make(entry)
        return self._made[reference]

    def of_items(self, items: Iterable[object]) -> tuple[QuoteCard, ...]:
        """The cards of the quotes among ``items``."""
        return tuple(self.card(item) for item in items if isinstance(item, QuoteEntry))

    def _make(self, entry: QuoteEntry) -> QuoteCard:
        record, source, people = entry.record, entry.article.source, self._people
        several, given = len(entry.speakers) > 1, record.speaking_as
        each = self._roles_of_each(entry)
        roles = ((given,) if given else ()) if several else each[0][1] if each else ()
        shown = () if record.withheld else entry.parts
        indirect = record.form == "indirect"
        foreign = entry.language and not same_language(entry.language, self._desk.language)
        original, translation = record.original, record.translation
        medium = record.said.medium if record.said else None
        return QuoteCard(
            written=Written(record, hides_words=record.withheld),
            reference=entry.reference,
            uri=quote_uri(entry.reference),
            form=record.form,
            setting=setting_of(entry),
            state=record.state,
            words=() if indirect else shown,
            gist=None if record.withheld else record.gist,
            gloss=record.gist if foreign and not record.withheld and not indirect else None,
            source_words=shown if indirect else (),
            language=entry.language,
            speakers=people.links(entry.speakers),
            unknown_speaker=entry.speaker_unknown,
            unnamed=any(map(self._desk.roles.unnamed, entry.speakers)),
            cited_as=tuple(map(people.family_first, entry.speakers)),
            roles=roles,
            roles_of_each=each if several and not given else (),
            to=people.links(record.to),
            context=None if record.withheld else record.context,
            when=entry.date,
            place=entry.place and with_directions_ended(entry.place),
            occasion=entry.occasion.name and with_directions_ended(entry.occasion.name),
            medium=medium and with_directions_ended(medium),
            page=record.locator.page if record.locator else None,
            time=record.locator.time if record.locator else None,
            article=article_link(self._desk, entry.article_id),
            publisher=source.publisher,
            published=source.published,
            party=people.link(source.party) if source.party else None,
            chain=tuple(dict.fromkeys((*record.via, *source.via))),
            basis=record.basis,
            original_language=original.language if original else None,
            original_text=original.text if original and not record.withheld else None,
            translated_by=translation.by if translation else None,
            relay=translation.relay if translation else None,
            quoting=people.link(record.quoting) if record.quoting else None,
            versions=len(self._desk.versions.get(entry.utterance, ())),
            reason=record.note if record.withheld else None,
            corrections=corrections_of(self._desk, entry),
            check=check_view(entry, locked=self._desk.locked),
            source_url=source_url(entry),
            read_url=read_url(entry),
            direction=direction(entry.language),
            original_direction=direction(original.language) if original else None,
            draft=entry.article.draft,
        )

    def _roles_of_each(self, entry: QuoteEntry) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Name and roles of each speaker with a role on the date of the quote."""
        people, given = self._people, entry.record.speaking_as
        then = (entry.date, given, entry.article.source.published)
        roles = ((speaker, people.roles(speaker, *then)) for speaker in entry.speakers)
        return tuple((people.link(speaker).text, titles) for speaker, titles in roles if titles)
