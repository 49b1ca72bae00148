"""What words say, and a row or a gist on them does not: the sense, the day, the order."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from onrecord.captures.edges import may_say_not
from onrecord.captures.words import words_in
from onrecord.desk.acts import Act, ActRecord
from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding, in_quote
from onrecord.desk.quotes import QuoteEntry
from onrecord.records import Actor, CacheByRecord, Quote, YamlPath
from onrecord.records.dates import earliest

from .dates import is_slip
from .renderings import words_of

_FIRST = "correct the wrong date, or add a row for when it was first made"
# The acts of which one comes before each of these.
_NEEDS = {
    "modified": ("stated", "reported"),
    "withdrawn": ("stated", "modified", "reported"),
    "retracted": ("asserted",),
}


def check_order(desk: Desk) -> Iterator[Finding]:
    """Acts before what they need, and rows of another day than their quotes."""
    found = [*_before_first(desk)]
    yield from found
    yield from _of_other_days(desk, {(it.kind, it.id, it.path) for it in found})


def _before_first(desk: Desk) -> Iterator[Finding]:
    """Demands changed or withdrawn before they were made, claims taken back before."""
    of_demands = (demand.statements for demand in desk.demands.values())
    for acts in (*of_demands, *(claim.acts for claim in desk.claims.values())):
        for act in acts:
            if act.word not in _NEEDS:
                continue
            # Of a demand it may be another's statement, of a claim everybody has their own.
            needed = [
                other.date
                for other in acts
                if other.word in _NEEDS[act.word]
                and (act.kind == "statement" or not {*act.by}.isdisjoint(other.by))
            ]
            if needed and all(act.date.before(when) for when in needed):
                first = earliest(needed)
                message = f"'{act.word}' on {act.date}, before it was first made ({first})"
                (kind, id_), path = act.owner, (*act.path, "date" if act.record.date else "act")
                yield Finding("act-before-first", kind, id_, path, message, _FIRST)
    for entry in desk.demands.values():
        for answer in (*entry.answers, *entry.searches):
            dated, asked = answer.record.date, getattr(answer.record, "asked_on", None)
            (kind, id_), first = answer.owner, entry.first_date
            if dated and answer.early and not answer.record.note:
                path = (*answer.path, "date")
                message = f"this answer is dated {dated}, before the demand was first made"
                message = f"{message} ({first})"
                yield Finding("act-before-first", kind, id_, path, message, _FIRST)
            if asked and asked.before(first):
                message = f"asked on {asked}, before the demand was first made ({first})"
                path = (*answer.path, "asked_on")
                yield Finding("act-before-first", kind, id_, path, message, _FIRST)
        if entry.record.deadline and entry.record.deadline.before(entry.first_date):
            message = f"the deadline is before the demand was first made ({entry.first_date})"
            yield Finding("act-before-first", "demand", entry.id, ("deadline",), message, _FIRST)


def _of_other_days(desk: Desk, seen: set[tuple[str, str, YamlPath]]) -> Iterator[Finding]:
    """Rows dated otherwise than the words on which they rest, without a reason.

    The rows that were ``seen`` are reported already.
    """
    for act in desk.acts:
        quote, when, place = act.quote, act.record.date, (*act.owner, (*act.path, "date"))
        # What others report has a day of its own.
        told = act.told_by or not act.own or act.record.note
        if quote is None or when is None or told or quote.record.quoting or place in seen:
            continue
        # These dates are reported where they are compared with the source.
        published = quote.article.source.published
        reported = published.before(when) or is_slip(quote.article, when)
        if when.apart(quote.date) and not reported:
            seen.add(place)  # an answer is there for each addressee
            message = f"dated {when}, but '{quote.reference}' was said {quote.date}"
            hint = "remove `date`, name the quote of that day, or say in a `note` why they differ"
            yield Finding("other-day", *place, message, hint)


# Words that refuse, and words that agree, in English and French.
_REFUSES = re.compile(
    r"\b(?:no|never|nothing|cannot|reject\w*|refus\w*|(?:will|can|shall|do|would|could) ?not"
    r"|\w+n['\u2019]t|rejet\w*|jamais|aucune?|n(?:e |['\u2019])(?:\w+ ){0,3}\w+ pas)\b"
    r"|\bout of the question\b",
    re.IGNORECASE,
)
_AGREES = re.compile(
    r"\b(?:yes|we agree|we accept|oui|nous acceptons|d['\u2019]accord)\b", re.IGNORECASE
)
# The same as we or a reporter tell it.
_REFUSED = re.compile(r"\b(?:reject\w*|refus\w*|rejet\w*|declin\w*)\b", re.IGNORECASE)
_ACCEPTED = re.compile(
    r"\b(?:accept(?:s|ed)?|agree(?:s|d)?|accept(?:e|\u00e9|ent))\b", re.IGNORECASE
)
_BUT = re.compile(r"\b(?:but|only|if|unless|until|mais|seulement|si)\b", re.IGNORECASE)


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})", re.IGNORECASE)


_NOT = (
    r"(?:can ?not|\w+n['\u2019]t|(?:do|does|did|will|would|could|shall|are|is|am) not"
    r"|never|no longer|un(?:able|willing) to|not (?:able|ready|willing|going) to"
    r"|(?:refus|declin)\w+ to)"
)
_TO_ACCEPT = r"(?:accept|agree|concede|consent|grant|comply|approve|give in|giv\w+ way)"
# Words that plainly do what a row says, each with what plainly does the opposite.
_CANNOT = _any_of(
    rf"{_NOT} (?:\w+ ){{0,2}}?{_TO_ACCEPT}\w*",
    r"(?:we|I|they|he|she|it) (?:\w+ )?(?:reject|refuse)\w*(?! to comment)",
    r"(?:we|I) (?:do|did|will|would|can) ?not[.;]",
    "out of the question",
    "hors de question",
    r"n(?:e |['\u2019])(?:\w+ ){0,2}(?:pas|jamais) (?:\w+ )?(?:accept|c\u00e9d|consent)",
    r"n['\u2019]accept\w+ (?:pas|jamais)",
    r"(?:nous|je|il|elle|on) (?:refus|rejet)\w+",
)
_CAN = _any_of(
    r"(?:we|I|they|he|she|it|the \w+)(?:(?:['\u2019]ll| will| shall| do| have| has| can| fully| now"
    r"| gladly| therefore){0,2}) (?:accept|agree|consent)(?:s|e?d)?\b"
    r"(?! (?:to |on |with )?(?:no|nothing|none|neither|\w+ is)\b)",
    r"(?:nous|je|j['\u2019]|il|elle|on) ?(?:(?:avons|ai|a) )?accept(?:ons|e|\u00e9|erons)\b",
)
_NO_COMMENT = _any_of(
    r"no comment",
    r"(?:declin\w*|refus\w*|not|won['\u2019]t) (?:to )?(?:comment|discuss|be drawn)",
    r"(?:pas|aucun) (?:de )?commentaire",
    r"refus\w+ de (?:commenter|r\u00e9pondre)",
)
_CONSIDERS = _any_of(
    r"consider|stud(?:y|ie)|examin|look|think|review|later|discuss|talk|\u00e9tudi|r\u00e9fl\u00e9ch|examin"
)
_LOOKS = _any_of(
    r"(?:we|I) (?:are|am|will be) (?:looking (?:at|into)|consider|study|examin|review)",
    r"(?:nous|je) (?:\u00e9tudi|examin|r\u00e9fl\u00e9ch)",
)
_ADMITS = _any_of(
    r"(?:it|that|this|what \w+ sa\w+) (?:is|was) (?:true|right|correct)",
    r"(?:we|I|he|she|they) (?:admit|confirm|concede|acknowledge)",
    r"c['\u2019](?:est|\u00e9tait) vrai",
    r"(?:nous|je|j['\u2019]) ?(?:confirm|reconnai|admet)",
)
_DENIES = _any_of(
    r"(?:we|I|he|she|they) (?:\w+ )?(?:den(?:y|ie[sd])|dispute)",
    r"(?:is|was|are|were) (?:false|untrue|not true|a lie)",
    r"(?:nous|je) (?:d\u00e9men|ni)",
    r"c['\u2019]est faux",
)
_DROPS = _any_of(
    r"(?:we|I|they|he|she) (?:(?:have|has|hereby|now) )?(?:withdr[ae]w\w*|drop(?:ped|s)?|giv\w+ up)"
    r" (?:our|this|that|the|their|its) (?:demand|request|call|claim)",
    r"no longer (?:ask|demand|insist|call for|want|require)",
    r"(?:nous|je) (?:retir|renon|n['\u2019]exig)",
)
_UNMET = _any_of(r"(?:ha(?:ve|s) not|haven['\u2019]t|hasn['\u2019]t|not yet)\b", r"pas encore")
_STILL = _any_of(r"(?:still|again|encore|toujours)\b[^.]*\b(?:ask|demand|want|call|insist|deman)")
_ANSWERS = _any_of(*(it.pattern.removeprefix(r"\b") for it in (_CANNOT, _CAN, _DENIES)))
_MET = _any_of(r"already|d\u00e9j\u00e0|done|met\b")
_OTHERWISE: Mapping[str, tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]] = {
    "accepted": ((_CANNOT, _CAN), (_NO_COMMENT, _CAN), (_LOOKS, _CAN)),
    "partly_accepted": ((_NO_COMMENT, _CAN),),
    "rejected": ((_CAN, _CANNOT), (_NO_COMMENT, _CANNOT), (_LOOKS, _CANNOT)),
    "considering": ((_CANNOT, _CONSIDERS), (_CAN, _CONSIDERS), (_NO_COMMENT, _CONSIDERS)),
    "deferred": ((_CANNOT, _CONSIDERS), (_CAN, _CONSIDERS)),
    "acknowledged": ((_CANNOT, _CONSIDERS),),
    "says_met": ((_UNMET, _MET), (_CANNOT, _MET)),
    "no_comment": ((_ANSWERS, _NO_COMMENT), (_LOOKS, _NO_COMMENT)),
    "denied": ((_ADMITS, _DENIES), (_NO_COMMENT, _DENIES)),
    "disputed": ((_ADMITS, _DENIES),),
    "corroborated": ((_DENIES, _ADMITS),),
    "stated": ((_DROPS, _STILL),),
    "modified": ((_DROPS, _STILL),),
    "withdrawn": ((_STILL, _DROPS),),
}
# What limits what is said around it.
_FIELDS = {"answer": "response", "reply": "reply"}


def check_acts_in_words(desk: Desk, kept: CacheByRecord) -> Iterator[Finding]:
    """Acts of which their own words or their note say the opposite, or seem to."""
    seen: set[tuple[object, ...]] = set()
    for act in desk.acts:
        place = (*act.owner, *act.path)
        if act.word not in _OTHERWISE or place in seen:
            continue
        code, where, found = (
            "maybe-other-act",
            "its `note` has",
            kept.of(_in_note, act.record, act.word),
        )
        if not found and (said := _own_words(desk, act)):
            where = "the words have"
            found = kept.of(_plainly_opposite, said, act.word)
            code = "other-act" if found else code
            demand = desk.demands.get(act.subject) if act.kind == "answer" else None
            to_do = demand is not None and demand.record.action in _TO_DO
            found = found or kept.of(_opposite_in_words, said, act.word, to_do)
        if found:
            seen.add(place)
            message = f"'{act.word}', but {where} '{found[0]}'"
            hint = "correct the row, name the quote that is meant, or accept this if it is right"
            field = _FIELDS.get(act.kind, "act")
            yield Finding(code, *act.owner, (*act.path, field), message, hint)


_TO_DO = frozenset({"do", "guarantee"})


def _own_words(desk: Desk, act: Act) -> Quote | None:
    """The quote of an act that says it in its own words, and nothing else of the kind."""
    quote = act.quote
    if quote is None or act.told_by or quote.record.form == "scare" or quote.record.withheld:
        return None
    # What says both is a fault of its own.
    both = {it.word for it in desk.acts_by_quote[quote.reference] if it.kind == act.kind}
    return quote.record if both == {act.word} else None


def _in_note(record: ActRecord, word: str) -> Iterator[str]:
    """What the note of a row has that says the opposite of its ``word``."""
    if record.note and word in ("accepted", "rejected"):
        yield from _opposite(word, record.note, _REFUSED, _ACCEPTED)


def _plainly_opposite(record: Quote, word: str) -> Iterator[str]:
    """What a quote, or our gist of it, plainly has that is not ``word``, and nothing that is."""
    text = (record.gist if record.form == "indirect" else record.words) or ""
    for otherwise, same in _OTHERWISE[word]:
        found = otherwise.search(text)
        if found and not (same.search(otherwise.sub(" ", text)) or _BUT.search(text)):
            yield found[0]


def _opposite_in_words(record: Quote, word: str, to_do: bool) -> Iterator[str]:  # noqa: FBT001 - kept by position
    """What a quote, or our gist of it, has that may say the opposite of ``word``."""
    words = (record.gist if record.form == "indirect" else record.words) or ""
    if word in ("accepted", "rejected"):
        # Who is to stop something agrees with "no more".
        yield from _opposite(word, words, _REFUSES if to_do else _REFUSED, _AGREES)


def _opposite(
    word: str, text: str, refuses: re.Pattern[str], agrees: re.Pattern[str]
) -> Iterator[str]:
    """What ``text`` has of the opposite of ``word``, and nothing that limits it."""
    opposite, same = (refuses, agrees) if word == "accepted" else (agrees, refuses)
    if (found := opposite.search(text)) and not (same.search(text) or _BUT.search(text)):
        yield found[0]


# Words that deny the one behind them, in English and French, and between them what does not matter.
_BETWEEN = r"(?:be|been|have|going|to|ever|yet|even|again|want|mean|plan|intend|able|ready|willing)"
_DENIED = re.compile(
    rf"(?:\b(?:not|never|cannot|no longer|nor|refus\w+)|n['\u2019]t)\s(?:{_BETWEEN}\s)*"
    r"([^\W\d_]{2,})"
    r"|\bn(?:e\s|['\u2019])([^\W\d_]{3,})\s(?:pas|plus|jamais)\b",
    re.IGNORECASE,
)
_LIMITS = re.compile(
    r"\?|\b(?:(?:but|only|just|if|unless|until|before|without|except|instead|rather|hardly|mais"
    r"|seulement|si|sans|avant)\b|yet to|unable|fail|far from|rul\w+ out|stop|avoid|prevent|jusqu)",
    re.IGNORECASE,
)
_UNTIL = frozenset({"before", "until", "without", "unless", "avant", "sans"})
_SHORT = 3  # letters of a verb that is compared as a whole
# Words of which one side says what the other denies; each as it begins.
_OPPOSITES = tuple(
    tuple(re.compile(rf"\b(?:{side})", re.IGNORECASE) for side in pair.split(" / "))
    for pair in (
        r"accept|agree|approv|welcom|endors / reject|refus|oppos|declin|rejet",
        r"rais(?:e|ing)|increas|augment|hauss / lower|reduc|decreas|cuts?\b|baiss|r\u00e9dui",
        r"open(?:s|ed|ing)?\b|reopen|r?ouvr / clos(?:e[sd]?|ing|ure)\b|shut|ferm(?:e|er)\b",
        r"allow|permit|authori[sz]|autoris / ban(?:s|ned|ning)?\b|forbid|prohibit|interdi",
        r"confirm|admit|acknowledg|reconna / den(?:y|ie)|d\u00e9ment|contest",
        r"(?:more than|over|at least|plus de) \d / (?:less than|under|at most|up to|moins de) \d",
    )
)


def check_gists(desk: Desk, kept: CacheByRecord) -> Iterator[Finding]:
    """Gists that say the opposite of their words, or name somebody whom these do not name."""
    names = _Names(desk.actors)
    for quote in desk.quotes.values():
        record = quote.record
        if not record.gist or record.withheld or record.form == "scare":
            continue
        found = [*kept.of(_turned, record)] or [*_somebody_else(desk, quote, names)]
        for ours, theirs in found[:1]:
            message = f"the gist says '{ours}'; the words say '{theirs}'"
            hint = "correct the gist; if it is right, accept this"
            yield in_quote(quote, "other-sense", ("gist",), message, hint)


def _turned(record: Quote) -> Iterator[tuple[str, str]]:
    """What a gist says, and what its words say, of which one denies the other."""
    gist, words = record.gist or "", record.words
    limited = [{it[0].casefold() for it in _LIMITS.finditer(text)} for text in (gist, words)]
    # A condition in both leaves the rest to be compared.
    if not any(limited) or (all(limited) and all(it <= _UNTIL for it in limited)):
        for one, two in ((gist, words), (words, gist)):
            for found in () if may_say_not(_LIMITS.sub(" ", two)) else _DENIED.finditer(one):
                verb = found[1] or found[2]
                stem = verb[:5] if len(verb) > _SHORT else rf"{verb}(?:e?s|ing)?\b"
                rest = one.replace(found[0], " ")
                same = re.search(rf"\b{stem}\w*", two, re.IGNORECASE)
                if same and not re.search(rf"\b{stem}", rest, re.IGNORECASE):
                    yield (same[0], found[0]) if one is words else (found[0], same[0])
    for pair in _OPPOSITES:
        (ours, mine), (theirs, said) = _signs(gist, pair), _signs(words, pair)
        if len(ours | theirs) == 2 and len(ours) == len(theirs) == 1:
            yield mine, said


_TURNS = re.compile(
    r"(?:\b(?:not|no|never|cannot|nobody|nothing|refus\w+|reject\w*|against|oppos\w+|stop\w*"
    r"|without|pas|ne)|n['\u2019]t)(?:\s\w+){0,3}\s$",
    re.IGNORECASE,
)


def _signs(text: str, pair: Iterable[re.Pattern[str]]) -> tuple[set[bool], str]:
    """Which side of ``pair`` a text is on, by each of its words, and the last of them."""
    signs, shown = set(), ""
    for side, pattern in enumerate(pair):
        for found in pattern.finditer(text):
            signs.add(bool(side) ^ bool(_TURNS.search(text[: found.start()])))
            shown = found[0]
    return signs, shown


_STEM = 4  # letters that forms of one name share
_FIRST_WORDS = 1  # before the name of who does what a gist says


_WHO = re.compile(
    r"\b(?:they|he|she|ils?|elles?|(?:the|la|le) ([a-z]+)(?=\s(?:will|would|ha[sd]|is|was|must"
    r"|should|did|does|can|could|may|wants?|says?|a|est|va|doit|veut)\b))\b",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"^(?:\S+ ){1,4}?(?:say|said|want|demand|ask|reject|refus|accept|agree|den(?:y|ies)|call|told"
    r"|tell|repeat|announc|promis|insist|warn|think|believ|veu|demand|exig|rejet|ni[ae]|promet|annonc)",
    re.IGNORECASE,
)


class _Names:
    """Finds the actors that a text names: people by their last name, too."""

    def __init__(self, actors: Mapping[str, Actor]) -> None:
        self._of: defaultdict[str, list[tuple[list[str], str, str]]] = defaultdict(list)
        self.words: set[str] = set()
        for id_, actor in actors.items():
            for name in (actor.name, *(it.name for it in actor.names)):
                is_person = actor.kind == "person"
                words = words_in(name.removeprefix("the "))[-1 if is_person else 0 :]
                self.words.update(words)
                self._of["".join(words[:1])].append((words, name.split()[-1], id_))

    def named_in(self, text: str) -> Mapping[str, int]:
        """The actors, each with how many words are before its name."""
        words, found = words_in(text), dict[str, int]()
        for at, word in enumerate(words):
            for name, last, id_ in self._of.get(word, ()):
                if words[at : at + len(name)] == name and last in text:
                    found.setdefault(id_, at)
        return found


def _somebody_else(desk: Desk, quote: QuoteEntry, names: _Names) -> Iterator[tuple[str, str]]:
    """Whom a gist names, and who speaks or is named in the words; nobody of both."""
    record, article = quote.record, quote.article
    ours, words = names.named_in(record.gist or ""), " ".join(words_of(quote))
    # Of whom the words are may not be plain: "they", "the company".
    if not ours or any((it[1] or "").casefold() not in names.words for it in _WHO.finditer(words)):
        return
    acts = desk.acts_by_quote.get(quote.reference, ())
    subjects = [desk.demands[it.subject].record for it in acts if it.subject in desk.demands]
    texts = (words, record.context, record.note, record.speaking_as, quote.occasion.name)
    of_article = (article.title, article.source.headline, article.summary)
    text = "\n".join(filter(None, (*texts, *of_article)))
    known = {*quote.speakers, *names.named_in(text), *record.to, *article.mentions, record.quoting}
    known |= {name for it in subjects for name in (*it.by, *it.to)}
    said = [it for it in names.named_in(words) if it not in ours] or quote.speakers
    for name, at in ours.items():
        # Whoever is told something may be the first whom a gist names, but does not say it.
        does = at <= _FIRST_WORDS and _DOES.search(record.gist or "") and record.exact
        others = {*quote.speakers, *names.named_in(text), record.quoting} if does else known
        near = any(it and desk.roles.share_words(name, it) for it in others)
        # "Belmarran" may be said of Belmarre.
        called = desk.actors[name].name
        near = near or any(it[:_STEM] in words for it in called.split() if it[_STEM:])
        if said and not near and (does or said is not quote.speakers):
            yield called, desk.actors[said[0]].name
