"""Old ids lead to one place each, and to none that is taken."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.desk.finding import Finding
from onrecord.reading.texts import why_no_id
from onrecord.records.load import Records


def check_redirects(records: Records) -> Iterator[Finding]:
    """Old ids that cannot redirect (``redirect-taken``) or never were ids (``bad-id``)."""
    owners: dict[tuple[str, str], str] = {}
    for kind, name, _, record in records.all():
        for index, old in enumerate(getattr(record, "formerly", ())):
            path = ("formerly", index)
            if why := why_no_id(old):
                yield Finding("bad-id", kind, name, path, *why)
            elif (kind, old) in records.known:
                message = f"the id '{old}' is in use, so its address cannot redirect"
                hint = "remove it here, or rename the record that has it"
                yield Finding("redirect-taken", kind, name, path, message, hint)
            elif (owner := owners.setdefault((kind, old), name)) != name:
                message = f"the {kind} '{owner}' was formerly '{old}' too"
                hint = "an address can lead to one place only"
                yield Finding("redirect-taken", kind, name, path, message, hint)
