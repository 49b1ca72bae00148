"""One thing that the desk has as two, two that it takes for one, and what leads back to itself."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from onrecord.captures.words_in_texts import words_in
from onrecord.desk.acts import grouped
from onrecord.desk.findings import Finding
from onrecord.desk.naming import LONG_WORD, alike, differ_by_a_letter, lookalike, same_name
from onrecord.desk.particulars import TELLING, Function, Particulars, particular, words_of_summary
from onrecord.records import Actor, Article, Claim, Demand, Records, YamlPath

from .meanings import MEANINGS, asks
from .sources import COPIED, PRESS, source_page

_BESIDE_NAMES = {kind: {*it.split("|")} for kind, it in MEANINGS["beside_names"].items()}
_MOST_ALIKE = 60  # people with one surname who are compared, each with each
# What others are called too: the place of a government, the predecessor of several.
_SHARED_NAMES = frozenset({"metonym", "former"})
_INITIALS = 2  # letters of a word that may be initials
_SLIPS = 2  # letters
_TURNS = frozenset({"not", "no", "pas", "never"})
_LEFT_OUT = 2  # words that one of two demands has more, and is perhaps the same
_LONG = 20  # words; of more, each word or pair of words that can be left out takes too long


def check_same_names(actors: Mapping[str, Actor]) -> Iterator[Finding]:
    """Two actors of one kind and one name, whom nothing on their pages tells apart."""
    groups = grouped(
        ((actor.kind, _bare_name(actor)), actor_id) for actor_id, actor in sorted(actors.items())
    )
    for ids in groups.values():
        for index, actor_id in enumerate(ids):
            actor = actors[actor_id]
            others = (id_ for id_ in ids[:index] if not _are_told_apart(actor, actors[id_]))
            if other := next(others, None):
                yield _same(actor_id, actor, other, actors[other])


def _same(actor_id: str, actor: Actor, other_id: str, other: Actor) -> Finding:
    message = f"actor '{other_id}' has the same name"
    if same_name(actor.name) != same_name(other.name):
        message = f"actor '{other_id}' has nearly the same name, '{other.name}'"
    hint = (
        "if they are one actor, keep one file and list the other id in its 'formerly'; if they are"
        " two, say in the 'summary' of each who it is"
    )
    return Finding("same-name", "actor", actor_id, ("name",), message, hint)


def _bare_name(actor: Actor) -> tuple[str, ...]:
    """The words of a name without titles or a legal form; a person's in any order."""
    words = key_of_name(actor.name).split()
    beside, place = _BESIDE_NAMES.get(actor.kind, ()), -1 if actor.kind == "organisation" else 0
    # "M. Dupont" and "Mme Dupont" are two.
    while len(words) > 1 + (actor.kind == "person") and words[place] in beside:
        words.pop(place)
    return tuple(sorted(words) if actor.kind == "person" else words)


def _are_told_apart(actor: Actor, other: Actor) -> bool:
    """Whether an editor, or two legal forms, say that these are two."""
    forms = [key_of_name(it.name).split()[-1:] for it in (actor, other)]
    if forms[0] != forms[1] and _BESIDE_NAMES["organisation"].issuperset(forms[0] + forms[1]):
        return True
    if actor.wikidata and other.wikidata:
        return actor.wikidata != other.wikidata
    if actor.kind == "unnamed" and actor.roles and other.roles:
        return {role.of for role in actor.roles}.isdisjoint(role.of for role in other.roles)
    return bool(actor.summary and other.summary and actor.summary != other.summary)


def check_near_names(records: Records) -> Iterator[Finding]:
    """Two actors or topics with names that differ by one letter, perhaps by mistake."""
    actors, topics = records.actors, records.topics
    names = [("actor", it, key_of_name(actors[it].name).split()) for it in sorted(actors)]
    # Of one word alone, many names are near: "Iran", "Iraq".
    names = [name for name in names if len(name[2]) > 1]
    names += [("topic", it, key_of_name(topics[it].name).split()) for it in sorted(topics)]
    articles = records.articles.items()
    printed = {name: (id_, "via") for id_, article in articles for name in article.source.via}
    printed |= {article.source.publisher: (id_, "publisher") for id_, article in articles}
    names += [("publisher", name, key_of_name(name).split()) for name in sorted(printed)]
    names = [name for name in names if len(name[2]) <= _LONG]
    path: YamlPath
    like = grouped(
        ((kind, at, *words[:at], *words[at + 1 :]), (kind, id_, words[at]))
        for kind, id_, words in names
        for at in range(len(words))
    )
    for group in like.values():
        for index, (kind, id_, word) in enumerate(group):
            for _, other, its_word in group[:index]:
                if kind == "actor" and _are_of_two(actors[id_], actors[other]):
                    continue
                if differ_by_a_letter(word, its_word, plural=kind == "topic"):
                    hint = "if they are the same, keep one of them; if not, leave both"
                    if kind == "publisher":
                        message = f"another publisher has nearly the same name, '{other}'"
                        owner, path = ("article", printed[id_][0]), ("source", printed[id_][1])
                    else:
                        name = (actors if kind == "actor" else topics)[other].name
                        message = f"{kind} '{other}' has nearly the same name, '{name}'"
                        owner, path = (kind, id_), ("name",)
                    yield Finding("maybe-same", *owner, path, message, hint)


def check_longer_names(records: Records) -> Iterator[Finding]:
    """Two people of one surname, of whom one has initials or more first names than the other."""
    actors = records.actors
    people = (
        (key_of_name(it.name).split(), id_)
        for id_, it in sorted(actors.items())
        if it.kind == "person"
    )
    groups = grouped((words[-1], (words[:-1], id_)) for words, id_ in people if len(words) > 1)
    for group in groups.values():
        for index, (mine, id_) in enumerate(group[:_MOST_ALIKE]):
            for its, other in group[:index]:
                few, many = sorted((mine, its), key=len)
                is_longer = few != many and all(map(_may_be_short, few, many))
                if is_longer and not _are_of_two(actors[id_], actors[other]):
                    message = f"actor '{other}' has nearly the same name, '{actors[other].name}'"
                    hint = "if they are the same, keep one of them; if not, leave both"
                    yield Finding("maybe-same", "actor", id_, ("name",), message, hint)


_TITLES = frozenset({"mme", "mlle", "mr", "mrs", "ms", "miss", "dr", "prof", "sr", "sra"})


def _may_be_short(name: str, other: str) -> bool:
    """Whether two first names are the same, or one may be the initial of the other."""
    is_short = name[0] == other[0] and 1 in (len(name), len(other))
    return name == other or (is_short and _TITLES.isdisjoint((name, other)))


def check_near_events(records: Records) -> Iterator[Finding]:
    """Two events of one day, or two topics, with the same words in other forms."""
    first: dict[object, tuple[str, str]] = {}
    named = [("event", id_, it.name, it.date) for id_, it in records.events.items()]
    every = [*named, *(("topic", id_, it.name, None) for id_, it in records.topics.items())]
    for kind, id_, name, day in every:
        # A letter to somebody is not the one from them.
        words = tuple(filter(None, map(asks, words_in(name))))
        other, its_name = first.setdefault((kind, day, words), (id_, name))
        if key_of_name(name) != key_of_name(its_name):
            message = f"{kind} '{other}' has nearly the same name, '{its_name}'"
            hint = "if they are the same, keep one of them; if not, leave both"
            yield Finding("maybe-same", kind, id_, ("name",), message, hint)


def _are_of_two(actor: Actor, other: Actor) -> bool:
    """Whether their kinds, their roles or an editor say that two actors are different."""
    bodies = ({role.of for role in it.roles} for it in (actor, other))
    apart = actor.roles and other.roles and next(bodies).isdisjoint(next(bodies))
    return bool(actor.kind != other.kind or apart or _are_told_apart(actor, other))


def check_other_names(actors: Mapping[str, Actor]) -> Iterator[Finding]:
    """Names that are another actor's too, or have a letter of another alphabet in a word."""
    owners_of: defaultdict[str, list[str]] = defaultdict(list)
    for actor_id in sorted(actors):
        owners_of[key_of_name(actors[actor_id].name)].append(actor_id)
    for actor_id in sorted(actors):
        actor = actors[actor_id]
        for path, name in _names_of(actor):
            if word := lookalike(name):
                message = f"'{word}' has letters of two alphabets, which only look alike"
                hint = "type the word again: search and drafts do not find it as it is written"
                yield Finding("letters-mixed", "actor", actor_id, path, message, hint)
        yield from _own_names(actor_id, actor)
        for index, other_name in enumerate(actor.names):
            if other_name.kind in _SHARED_NAMES:
                continue
            owners = owners_of[key_of_name(other_name.name)]
            if owner := next((id_ for id_ in owners if id_ != actor_id), None):
                message = f"actor '{owner}' also has '{other_name.name}' as its name"
                hint = "remove it where it is wrong; a name that several share is `kind: metonym`"
                path = ("names", index, "name")
                yield Finding("same-name", "actor", actor_id, path, message, hint)
            owners.append(actor_id)


def _own_names(actor_id: str, actor: Actor) -> Iterator[Finding]:
    """Forms of a name, or an id, that belong to another actor."""
    for field in ("sort_name", "in_sentence"):
        # Initials are no words of the name.
        value = getattr(actor, field)
        if value and not value.isupper() and not _shares_word(value, actor):
            message = f"this shares no word with the name, '{actor.name}'"
            hint = "write this name, as lists sort it (Brandt, Mia) or as it is in a sentence"
            yield Finding("copied", "actor", actor_id, (field,), message, hint)
    named = [
        word
        for name in (actor.name, *(it.name for it in actor.names))
        for word in key_of_name(name).split()
    ]
    sorted_by = key_of_name(actor.sort_name or "").split() if actor.kind == "person" else []
    unlike = [it for it in sorted_by if it not in named and len(it) > _INITIALS]
    is_one_script = actor.name.isascii() == (actor.sort_name or "").isascii()
    if unlike and len(unlike) < len(sorted_by) and is_one_script:
        message = f"'{unlike[0]}' is not in the name, '{actor.name}'"
        hint = "correct one of the two; another form of the name belongs in `names`"
        yield Finding("copied", "actor", actor_id, ("sort_name",), message, hint)
    # An id may be initials, or come from an office; one of two or more words is mostly a name.
    words = [it for it in actor_id.split("-") if len(it) > _INITIALS and it.isalpha()]
    texts = (actor.summary or "", *(role.title for role in actor.roles))
    told = key_of_name(" ".join(texts)).split()
    is_name = actor.kind == "person" and not actor.name.islower() and len(words) > 1
    known = not {*words}.isdisjoint(told) or _shares_word(" ".join(words), actor)
    if is_name and not known:
        message = f"this shares no word with the id, '{actor_id}'"
        hint = "write the name of this actor; another one needs a file of its own"
        yield Finding("copied", "actor", actor_id, ("name",), message, hint)
    for word in words if is_name else ():
        slips = (it for it in named if it not in words and _is_slip(it, word))
        if word not in named and (other := next(slips, None)):
            message = f"'{other}' is written '{word}' in the id"
            hint = "correct the name, or rename the actor: `onrecord rename`"
            yield Finding("maybe-same", "actor", actor_id, ("name",), message, hint)


def _is_slip(name: str, word: str) -> bool:
    """Whether a word of an id is a word of a name with a few wrong letters."""
    unlike = sum(one != two for one, two in zip(name, word, strict=False))
    if len(name) != len(word) or len(name) < LONG_WORD:
        return False
    return sorted(name) == sorted(word) or (unlike <= _SLIPS and name[0] == word[0])


def _shares_word(sort_name: str, actor: Actor) -> bool:
    names = [actor.name, *(other.name for other in actor.names)]
    own = {*key_of_name(sort_name).split()}
    # A name in another alphabet is sorted by how it is spelt in this one.
    return any(it > "\u024f" and it.isalpha() for it in actor.name) or any(
        not own.isdisjoint(key_of_name(it).split()) for it in names
    )


def _names_of(actor: Actor) -> Iterator[tuple[YamlPath, str]]:
    yield ("name",), actor.name
    for field in ("sort_name", "in_sentence"):
        if name := getattr(actor, field):
            yield (field,), name
    for index, other in enumerate(actor.names):
        yield ("names", index, "name"), other.name


def key_of_name(name: str) -> str:
    """The key that all spellings of a name share, in any letters."""
    return alike(name) or same_name(name)


def check_copies(records: Records, particulars: Particulars) -> Iterator[Finding]:
    """Values that were not changed when a record was copied: its address, its words."""
    for kind, path, what, keys in _telling(records, particulars):
        first: dict[object, str] = {}
        for id_, key in keys:
            if (other := first.setdefault(key, id_)) != id_:
                message = f"{kind} '{other}' has the same {what}"
                yield Finding("copied", kind, id_, path, message, COPIED)
    for kind, name, by in (("demand", "title", "by"), ("claim", "text", "by")):
        seen: dict[object, str] = {}
        for id_, record in getattr(records, f"{kind}s").items():
            for actor in getattr(record, by):
                key = (key_of_name(getattr(record, name)), actor)
                other = seen.setdefault(key, id_)
                if other != id_:
                    message = f"{kind} '{other}' by '{actor}' has the same {name}"
                    yield Finding("copied", kind, id_, (name,), message, COPIED)
                    break


def check_conflicting(claims: Mapping[str, Claim]) -> Iterator[Finding]:
    """Claims that say the same as one with which they conflict."""
    for id_, claim in claims.items():
        for other in claim.conflicts_with:
            text = claims[other].text if other in claims and other != id_ else ""
            if key_of_name(text) == key_of_name(claim.text):
                message = f"claim '{other}', with which this one conflicts, has the same text"
                yield Finding("copied", "claim", id_, ("text",), message, COPIED)


@particular
def own_headline(article: Article) -> Iterator[str]:
    """The headline of a press article with its publisher, if it is nobody else's by chance."""
    source, headline = article.source, article.source.headline or ""
    if source.genre in PRESS and headline.count(" ") >= TELLING - 1:
        yield f"{source.publisher}\n{headline}"


_Keys = Iterable[tuple[str, object]]


_OF_ARTICLES: tuple[tuple[YamlPath, str, Function], ...] = (
    (("source", "url"), "address", source_page),
    (("summary",), "summary", words_of_summary),
    (("source", "headline"), "headline", own_headline),
)


def _telling(
    records: Records, particulars: Particulars
) -> Iterator[tuple[str, YamlPath, str, _Keys]]:
    """Kind, path and name of each field that identifies records, with its values."""
    for path, what, function in _OF_ARTICLES:
        found = ((id_, key) for id_, keys in particulars.of(function) for key in keys)
        yield "article", path, what, found
    topics = ((id_, key_of_name(topic.name)) for id_, topic in records.topics.items())
    yield "topic", ("name",), "name", topics
    events = ((id_, (key_of_name(event.name), event.date)) for id_, event in records.events.items())
    yield "event", ("name",), "name and date", events
    items = ((id_, actor.wikidata) for id_, actor in records.actors.items() if actor.wikidata)
    yield "actor", ("wikidata",), "Wikidata item", items


def check_said_twice(records: Records) -> Iterator[Finding]:
    """Demands and claims that say in other words, or a little more, what one before them says."""
    whole: dict[tuple[object, ...], str] = {}
    parts: dict[tuple[object, ...], str] = {}
    for kind, id_, _, record in records.all():
        if not isinstance(record, Demand | Claim):
            continue
        text = record.title if isinstance(record, Demand) else record.text
        about = record.to if isinstance(record, Demand) else record.about
        said = asks(text)
        few = [it for it in said if not it.isdigit() and it not in _TURNS]
        most = min(_LEFT_OUT, len(said) - 2) if len(said) <= _LONG else 0
        less = [said - {*out} for n in range(most + 1) for out in combinations(few, n)]
        for by in record.by:
            same = (kind, by, frozenset(about), getattr(record, "topic", ""))
            known = (whole[*same, it] for it in less if (*same, it) in whole)
            found = parts.get((*same, said)) or next(known, None)
            for it in less:
                parts.setdefault((*same, it), id_)
            if found and not _are_linked(record, records.of(kind)[found], id_, found):
                message = f"{kind} '{found}' by '{by}' says nearly the same"
                hint = "if they are one, keep one file; if not, leave both, or add `part_of`"
                path = ("title" if kind == "demand" else "text",)
                yield Finding("maybe-same", kind, id_, path, message, hint)
                break
            whole.setdefault((*same, said), id_)


def _are_linked(one: Demand | Claim, two: Demand | Claim, id_: str, other: str) -> bool:
    """Whether one record links to the other, or both have the same words."""
    fields = ("part_of", "supersedes", "conflicts_with")
    names = [getattr(it, field, None) or () for it in (one, two) for field in fields]
    said = [key_of_name(it.title if isinstance(it, Demand) else it.text) for it in (one, two)]
    return said[0] == said[1] or any(id_ in it or other in it for it in names)
