"""What the tests draw: one quote, and the frame that it stands on."""

import json
from pathlib import Path
from typing import Any

from onrecord.render.templates import packaged_templates
from onrecord.share.pictures import DrawnPictures, Picture, PictureDrawing, PictureFrame

SHEET = PictureFrame("The harbour strike", None, "Corrections at harbour.example.org", "en", "ltr")


def drawn(said: str = "We will not work nights.", **other: Any) -> str:
    """What the template is given of a quote."""
    words = {"open": "“", "close": "”", "apart": "[…]", "parts": [said]}
    quote = {
        "words": {**words, "language": "en", "direction": "ltr"},
        "speaker": "Ana Rivera",
        "who": ", to the Port Authority",
        "context": None,
        "lines": ["2 May 2031, North gate", "Reported by Harbour Post on 3 May 2031"],
    }
    return json.dumps({**quote, **other}, ensure_ascii=False)


def studio(cache: Path, *own: Path, frame: PictureFrame = SHEET) -> PictureDrawing:
    """A studio with our templates, and before them those in the folders ``own``."""
    return PictureDrawing((*own, packaged_templates()), frame, cache)


def gallery(cache: Path, *quotes: str, of: PictureDrawing | None = None) -> DrawnPictures:
    """The pictures of ``quotes``, on the pages `0/`, `1/` …"""
    pictures = [Picture(f"{number}/", quote, "") for number, quote in enumerate(quotes)]
    return (of or studio(cache)).draw(pictures, lambda _done, _total: None)


def image(cache: Path, quote: str) -> bytes:
    """The picture of one quote."""
    return gallery(cache, quote).files["0/"].read_bytes()
