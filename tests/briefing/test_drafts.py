"""A briefing with drafts says of everything that it has from a draft that it is from one."""

from collections.abc import Callable, Mapping
from email import message_from_bytes, policy
from io import BytesIO
from types import MappingProxyType
from typing import TypeAlias

import docx
import pytest
from pypdf import PdfReader
from tests.views.walkout import walkout

from onrecord.briefing.outline import FORMATS, make_file
from onrecord.desk.desk import Desk

from .given import Reader
from .weeks import FILES, LATER_NEWS, brief, english

MARK = "Fromadraft"  # lines may break within it
News: TypeAlias = tuple[bool, Desk]
# Two reasons why the bottom line may hold no longer, a change, two acts, a position, a quote to
# paste, a reply and a source; an e-mail says it twice, and the page has the text to copy as well.
MARKS = {"markdown": 9, "html": 10, "email": 18, "docx": 9, "pdf": 9}


def _mail(data: bytes) -> str:
    message = message_from_bytes(data, policy=policy.default)
    return "\n".join(part.get_content() for part in message.iter_parts())


def _document(data: bytes) -> str:
    document = docx.Document(BytesIO(data))
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    texts = [paragraph.text for paragraph in document.paragraphs]
    return "\n".join([*texts, *(cell.text for cell in cells)])


_TEXT: Mapping[str, Callable[[bytes], str]] = MappingProxyType(
    {
        "markdown": bytes.decode,
        "html": lambda data: Reader(data.decode()).text,
        "email": _mail,
        "docx": _document,
        "pdf": lambda data: "".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages),
    }
)


@pytest.fixture(scope="module", params=[True, False])
def news(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> News:
    """The desk of the two weeks with an article that is a draft, or is finished."""
    news = f"draft: {str(request.param).lower()}\n{LATER_NEWS.lstrip()}"
    files = {**FILES, "articles/later-news.yml": news}
    return request.param, walkout(tmp_path_factory.mktemp("drafts"), files, drafts=True)


@pytest.mark.parametrize("form", FORMATS)
def test_all_that_is_from_a_draft_says_so_in_every_format(news: News, form: str) -> None:
    is_draft, desk = news
    made = make_file(form)(brief(desk, id="week"), *english(desk))
    text = "".join(_TEXT[form](made.data).split())
    assert text.count(MARK) == (MARKS[form] if is_draft else 0)
    assert not is_draft or f"HarbourGazette,11May2031·interview·{MARK}" in text.replace("*", "")
