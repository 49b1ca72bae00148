"""The few elements of WordprocessingML that python-docx has no call for."""

from __future__ import annotations

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement


def element(name: str, /, **attributes: str) -> BaseOxmlElement:
    """An element such as ``w:lang``; each attribute is in the namespace ``w``."""
    made: BaseOxmlElement = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def field(run: BaseOxmlElement, code: str, shown: str) -> None:
    """Put a field such as ``PAGE`` into ``run``; ``shown`` stands there until it is counted."""
    begin, separate, end = (element("w:fldChar", fldCharType=one) for one in _FIELD)
    instruction = element("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    text = element("w:t")
    text.text = shown
    for one in (begin, instruction, separate, text, end):
        run.append(one)


_FIELD = ("begin", "separate", "end")
