"""What changed of claims: whose, against whom, what has become of them, and who was not heard."""

from __future__ import annotations

from onrecord.desk.addresses import claim_uri
from onrecord.desk.claims import ClaimStanding, Hearing

from .book import Book, Subject
from .sides import Side
from .values import Field


def _of(name: str, how: str = "text") -> Field:
    return Field(name, how, lambda one: getattr(one.record, name))


_FIELDS = (
    ("claim-reworded", _of("text")),
    ("claim-owner-changed", _of("by", "actors")),
    ("claim-against-changed", _of("against", "actors")),
    ("claim-changed", _of("kind", "claim_kind")),
    ("claim-changed", _of("about", "topics")),
    ("claim-changed", _of("conflicts_with", "claims")),
    ("claim-wording-changed", _of("note")),
)


def compare_claims(book: Book) -> None:
    """Claims added, removed, renamed and changed, and accusations without a reply."""
    before = {book.before.now("claim", one.id): one for one in book.before.desk.claims.values()}
    after = book.after.desk.claims
    for id_, old in before.items():
        new = after.get(id_)
        if new is None:
            book.tell("claim-removed", claim_subject(book.before, old.id), old=old.record.text)
            continue
        about = claim_subject(book.after, id_)
        if old.id != id_:
            book.tell("claim-renamed", about, old.id, id_)
        if old.record != new.record:
            book.tell_fields(_FIELDS, about, old, new)
        _standing(book, about, old, new)
    for id_, new in after.items():
        if id_ not in before:
            book.tell("claim-added", claim_subject(book.after, id_), new=new.record.text)
        _accusations(book, before.get(id_), new)


def claim_subject(side: Side, id_: str) -> Subject:
    """A claim of ``side`` as what changes are about."""
    record = side.desk.claims[id_].record
    return Subject(
        id=id_,
        uri=claim_uri(id_),
        owner=("claim", id_),
        gone=side.gone,
        facts={
            "claim": record.text,
            "by": side.names("actor", record.by),
            "against": side.names("actor", record.against),
        },
    )


def _standing(book: Book, about: Subject, old: ClaimStanding, new: ClaimStanding) -> None:
    """What has become of the claim, or on whose account alone it stands so."""
    was = {book.before.now("actor", one) for one in old.tellers}
    if (old.standing, was) == (new.standing, set(new.tellers)):
        return
    book.tell(
        "claim-standing-changed",
        about,
        old.standing,
        new.standing,
        values="standing",
        was_told_by=book.before.names("actor", old.tellers),
        told_by=book.after.names("actor", new.tellers),
    )


def _accusations(book: Book, old: ClaimStanding | None, new: ClaimStanding) -> None:
    """Those who stand accused with no reply and no search for one, and did not before."""
    if new.standing == "retracted":
        return
    hearings = old.hearings if old else ()
    open_before = {book.before.now("actor", one.accused) for one in hearings if _open(one)}
    for hearing in new.hearings:
        accused = book.after.whole.actors.get(hearing.accused)
        if not _open(hearing) or hearing.accused in open_before:
            continue
        person = accused is not None and accused.kind == "person"
        kind = "accusation-unheard-person" if person else "accusation-unheard"
        place = ("against", new.record.against.index(hearing.accused))
        against = book.after.name("actor", hearing.accused)
        about = claim_subject(book.after, new.id)
        book.tell(kind, about, new=new.record.text, at=place, against=against)


def _open(hearing: Hearing) -> bool:
    return hearing.open
