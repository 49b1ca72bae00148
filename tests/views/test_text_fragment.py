"""A link that opens the source at the words; what a browser makes of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from tests.serving import serving

from onrecord.views.source_check import text_fragment

if TYPE_CHECKING:
    from playwright.sync_api import Browser

URL = "https://gazette.example/rally"
ENDS = "text=We%20want%20it%20in%20writing%20and,shift%20begins%20on%20Sunday%20at%20six"
LONG = "We want it in writing and we want it before the night shift begins on Sunday at six."


@pytest.mark.parametrize(
    ("parts", "prefix", "fragment"),
    [
        ([LONG], "", ENDS),
        (["We want it in writing now."], "", "text=We%20want%20it,in%20writing%20now"),
        # A page may print another mark or dash: only words without any are named.
        (
            ["We won't go back - not now, not ever - to the old rules"],
            "",
            "text=not%20now%2C%20not%20ever,to%20the%20old%20rules",
        ),
        # A few words may stand anywhere: those before tell them apart, but for one cut off.
        (["never again"], "n Tuesday she said: ", "text=Tuesday%20she%20said%3A-,never%20again"),
        (["never again"], "she said: “", "text=never%20again"),
        # What is left out and what is added is not looked for.
        (
            ["We want it … before the night shift [on] Sunday."],
            "",
            "text=We%20want%20it&text=before%20the,night%20shift&text=Sunday",
        ),
        (["self-made & 5%, all-in"], "", "text="),
        # A new sentence, or a line of the words, may be a new paragraph or line of the page.
        (["We want it. Then we go back."], "", "text=We%20want%20it,Then%20we%20go%20back"),
        (["a line of ours\nand one more"], "", "text=a%20line%20of%20ours,and%20one%20more"),
        (["We agree. Then we go back."], "", "text=We%20agree,Then%20we%20go%20back"),
        (["No. We will go back."], "", "text=We%20will,go%20back"),
        (["We stay, he said."], "", "text=We%20stay,he%20said"),
        # What is before a short run may be a paragraph of its own, but is in one.
        (["never again"], "We go.\n\nThen she said:\n“", "text=never%20again"),
        (["never again"], "We go.\n\nThen she said: ", "text=Then%20she%20said%3A-,never%20again"),
        # A script without spaces is named by its phrases, one with vowel signs by its words.
        (
            ["我们不会回去。因为没有数字。"],
            "",
            f"text={quote('我们不会回去')},{quote('因为没有数字')}",
        ),
        (["हम नहीं जाएँगे।"], "", f"text={quote('हम नहीं जाएँगे')}"),
        # The shapes of a PDF are not those of the page.
        (["لن ﻧﻘﺒﻞ"], "", f"text={quote('لن')}"),
    ],
)  # fmt: skip
def test_fragment(parts: list[str], prefix: str, fragment: str) -> None:
    address = text_fragment(URL, parts, prefix)
    assert address == (f"{URL}#:~:{fragment}" if fragment != "text=" else URL)


def test_an_address_with_a_fragment_stays() -> None:
    assert text_fragment(f"{URL}#part-2", [LONG], "") == f"{URL}#part-2"


FOUND = [
    (["We won't go back - not now, not ever - to the old rules of the harbour."], "", "middle"),
    (["never again"], "n Tuesday she said: ", "end"),
    (["We want it in writing. Then we go back."], "", "apart"),
    (["The crane and the quay\nare both shut today"], "", "apart"),
    (["We want it in writing … and open"], "", "apart"),
    (["words that nobody said"], "", None),
]


def test_a_browser_opens_the_page_at_the_words(browser: Browser, tmp_path: Path) -> None:
    filler = "<p>A line of the hearing, with nothing in it.</p>" * 80
    (tmp_path / "page.html").write_text(
        "<!doctype html><meta charset=utf-8><p>On Monday he said: never again. Now, then.</p>"
        f"{filler}<p id=middle>“We won&rsquo;t go back—not now, not ever—to the old rules of the"
        f" harbour.”</p>{filler}<div id=apart><p>“We want it in writing.</p>"
        "<p>Then we go back.”</p>"
        "<p>The crane and the quay<br>are both shut today and open tomorrow</p></div>"
        f"{filler}<p id=end>On Tuesday she said: never again.</p>{filler}",
        encoding="utf-8",
    )
    with serving(tmp_path) as host:
        page = browser.new_page()
        for number, (parts, prefix, at) in enumerate(FOUND):
            page.goto(text_fragment(f"{host.url}page.html?{number}", parts, prefix))
            if at:
                page.wait_for_function("scrollY > 0")
                box = page.locator(f"#{at}").bounding_box()
                assert box
                assert 0 < box["y"] < 720, parts
            else:
                assert page.evaluate("scrollY") == 0, parts
        page.close()
