"""The file around a DOCX document: only what it needs, and the same bytes each time."""

from __future__ import annotations

import zipfile
from io import BytesIO

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.package import OpcPackage
from docx.opc.part import Part

# The earliest date that a ZIP file can tell: no day on which anything was made.
_NO_DATE = (1980, 1, 1, 0, 0, 0)
# The template of python-docx was made on somebody's machine, and says so in these parts.
_STRAY = (
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    RELATIONSHIP_TYPE.CUSTOM_XML,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)


def packed(document: Document) -> bytes:
    """``document`` as a file."""
    part = document.part
    for holder in (part.package, part):
        _drop_stray(holder)
    made = BytesIO()
    document.save(made)
    packed = BytesIO()
    with (
        zipfile.ZipFile(made) as found,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file,
    ):
        for name in found.namelist():
            entry = zipfile.ZipInfo(name, _NO_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            file.writestr(entry, found.read(name))
    return packed.getvalue()


def _drop_stray(holder: OpcPackage | Part) -> None:
    for key in [key for key, one in holder.rels.items() if one.reltype in _STRAY]:
        del holder.rels[key]
