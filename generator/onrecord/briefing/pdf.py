"""A briefing as PDF: tagged for those who listen to it, its fonts inside, the same bytes each time.

The file keeps to PDF/UA-1, which refuses a letter that no font has, as it should: a quote of empty
boxes is no quote. It bears no date: the day on which it is made is nothing that it could tell.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Final, Literal

import typst

from onrecord.render.faults import TemplateFault
from onrecord.share.typesetter import families
from onrecord.views.briefing.view import BriefingView
from onrecord.views.saying import Say

from .composing import compose
from .imprint import Imprint
from .outline import Outline, Span
from .templates import template_file

_TEMPLATE = "briefing/document.typ"
_STANDARD: Final[Literal["ua-1"]] = "ua-1"
_PLACE = re.compile(r":(\d+):\d+$", re.MULTILINE)
_LACKING = re.compile(r'the text `"(.+?)"` could not be displayed')
_HINT = "put a font that has it (.ttf or .otf) into share/fonts/ among your templates"
_LANGUAGE = re.compile("[a-z]{2,3}")
_REGION = re.compile("[A-Z]{2}")
_ISOLATED = "\N{FIRST STRONG ISOLATE}{}\N{POP DIRECTIONAL ISOLATE}"


def make(view: BriefingView, say: Say, imprint: Imprint) -> bytes:
    """The whole file.

    Raises:
        TemplateFault: the template fails, or no font has a letter that is needed.
    """
    outline = compose(view, say, imprint)
    template = template_file(imprint.templates, _TEMPLATE)
    folders = [fonts for one in imprint.templates if (fonts := one / "share" / "fonts").is_dir()]
    return _set(outline, template, folders)


def _set(outline: Outline, template: Path, fonts: list[Path]) -> bytes:
    lacking = None
    # With fonts of this machine only where ours do not do: so a file is nearly always the same
    # wherever it is made.
    for alone in (True, False):
        compiler = typst.Compiler(
            root=template.parent, font_paths=list(fonts), ignore_system_fonts=alone
        )
        data = json.dumps(_data(outline, fonts, alone=alone), ensure_ascii=False, sort_keys=True)
        try:
            made = compiler.compile(
                template,
                format="pdf",
                sys_inputs={"data": data},
                pdf_standards=_STANDARD,
                timestamp=0,
            )
        except typst.TypstError as error:
            lacking = _LACKING.search(error.message)
            if lacking is None:
                place = _PLACE.search(error.diagnostic)
                line = int(place[1]) if place else 1
                raise TemplateFault.at(template, line, error.message) from None
        else:
            return made if isinstance(made, bytes) else b"".join(made or [])
    letters = lacking[1] if lacking else ""
    raise TemplateFault.at(template, 1, f"no font has what is needed for '{letters}'", _HINT)


def _data(outline: Outline, fonts: list[Path], *, alone: bool) -> dict[str, object]:
    """What the template is given; nothing of it is ever read as typst."""
    data = asdict(outline)
    made = {key: _ready(value) for key, value in data.items()}
    made["fonts"] = families([str(one) for one in fonts])
    made["fallback"] = not alone
    made |= _tag(outline.language)
    return made


def _ready(value: object) -> object:
    """``value`` with each span ready to be set: its language as typst takes it."""
    if isinstance(value, dict):
        if "href" in value:
            return _span(Span(**value))
        return {key: _ready(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_ready(one) for one in value]
    return value


def _span(span: Span) -> dict[str, object]:
    made: dict[str, object] = {"text": span.text, "href": span.href, "look": span.look}
    made |= _tag(span.language)
    made["direction"] = span.direction or "ltr"
    return made


def _tag(language: str | None) -> dict[str, object]:
    """The language and the region of a tag; ``None`` where there is none."""
    first, *rest = (language or "").split("-")
    code = first.lower()
    region = next((one for one in rest if _REGION.fullmatch(one)), None)
    return {"language": code if _LANGUAGE.fullmatch(code) else None, "region": region}
