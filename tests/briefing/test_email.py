"""A briefing as an e-mail: two parts that say the same, and nothing that a mail may not have."""

import email
import re
from email.message import EmailMessage
from email.policy import default
from itertools import pairwise
from pathlib import Path

import pytest

from onrecord.briefing.formats import make_email
from onrecord.render.templates import TemplateFault

from .given import HEBREW, HOSTILE, SITE, Given, Reader, given, spans


@pytest.fixture(scope="module")
def briefing(tmp_path_factory: pytest.TempPathFactory) -> Given:
    return given(tmp_path_factory.mktemp("email"))


def made(briefing: Given) -> bytes:
    return make_email(briefing.view, briefing.say, briefing.site).data


def read(file: bytes) -> EmailMessage:
    message = email.message_from_bytes(file, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def parts(briefing: Given) -> tuple[str, str]:
    """The plain part and the HTML, one after the other as a mail program wants them."""
    message = read(made(briefing))
    assert message.get_content_type() == "multipart/alternative"
    plain, page = message.iter_parts()
    assert isinstance(plain, EmailMessage)
    assert isinstance(page, EmailMessage)
    assert (plain.get_content_type(), page.get_content_type()) == ("text/plain", "text/html")
    return _lines(plain), _lines(page)


def _lines(part: EmailMessage) -> str:
    text = part.get_content()
    assert isinstance(text, str)
    return text.replace("\r\n", "\n")


@pytest.fixture(scope="module")
def plain(briefing: Given) -> str:
    return parts(briefing)[0]


@pytest.fixture(scope="module")
def page(briefing: Given) -> Reader:
    return Reader(parts(briefing)[1])


def test_it_is_a_draft_that_names_no_sender_no_day_and_no_machine(briefing: Given) -> None:
    message = read(made(briefing))
    assert message["Subject"] == "Briefing, 1 May 2031 to 31 May 2031"
    assert message["X-Unsent"] == "1"
    assert message["Content-Language"] == "en-GB"
    assert not {"From", "To", "Date", "Message-ID"} & set(message.keys())


def test_a_subject_in_any_script_arrives(briefing: Given) -> None:
    file = made(briefing.about("Zoë Łuk, הנמל"))
    assert file.isascii()
    assert read(file)["Subject"] == "Briefing, 1 May 2031 to 31 May 2031: Zoë Łuk, הנמל"


def test_a_line_break_in_a_name_brings_no_header_of_its_own(briefing: Given) -> None:
    message = read(made(briefing.about("Dock Union\r\nBcc: spy@union.example\n\n<b>")))
    assert message["Bcc"] is None
    assert str(message["Subject"]).endswith(": Dock Union Bcc: spy@union.example <b>")


def test_lines_end_and_are_as_short_as_mail_requires(briefing: Given) -> None:
    lines = made(briefing).split(b"\r\n")
    assert not any(b"\n" in line for line in lines)
    assert max(map(len, lines)) <= 78


def test_both_parts_have_the_headings_of_the_markdown_in_their_order(
    briefing: Given, plain: str, page: Reader
) -> None:
    lines = plain.split("\n")
    underlined = [line for line, rule in pairwise(lines) if re.fullmatch("==+|--+", rule)]
    assert page.headings == underlined == briefing.headings


def test_both_parts_have_every_word(briefing: Given, plain: str, page: Reader) -> None:
    told = [span.text for span in spans(briefing.outline.blocks)]
    assert len(told) > 80
    assert not [text for text in told if text not in plain or text not in page.text]


def test_what_is_said_is_shown_letter_by_letter(plain: str, page: Reader) -> None:
    for text in (plain, page.text):
        assert f"“{HOSTILE}”" in text
    assert not page.of("b")


def test_words_have_their_language_and_its_direction(page: Reader) -> None:
    said = [paragraph for paragraph in page.of("p") if paragraph.get("lang")]
    assert ("he", "rtl") in {(paragraph["lang"], paragraph["dir"]) for paragraph in said}
    assert HEBREW in page.text


def test_the_style_is_inlined_and_dark_mode_is_kept(page: Reader) -> None:
    title = page.of("h1")[0]["style"] or ""
    assert "color: #1c1a17" in title
    (style,) = [rule for rule in page.text.split("}\n") if "prefers-color-scheme" in rule]
    assert "@media (prefers-color-scheme: dark)" in style
    schemes = {meta.get("name"): meta.get("content") for meta in page.of("meta")}
    assert schemes["color-scheme"] == schemes["supported-color-schemes"] == "light dark"
    for cell in [cell for cell in page.of("td") if cell.get("class") in {"page", "sheet"}]:
        assert "background-color: #" in (cell["style"] or "")


def test_a_font_with_a_space_survives_the_inlining(page: Reader) -> None:
    cell = next(cell for cell in page.of("td") if cell.get("class") == "sheet")
    assert '"Segoe UI", Roboto' in (cell["style"] or "").replace("'", '"')


def test_tables_lay_out_in_silence_and_the_one_with_facts_speaks(page: Reader) -> None:
    layout = [table for table in page.of("table") if table.get("role") == "presentation"]
    assert len(layout) == len(page.of("table")) - 1 == 2
    assert "max-width: 640px" in (layout[1]["style"] or "")
    assert [heading["scope"] for heading in page.of("th")] == ["col"] * 3
    assert len(page.of("caption")) == 1


def test_nothing_is_loaded_and_every_link_is_whole(page: Reader) -> None:
    assert not {"img", "link", "script", "iframe"} & {tag for tag, _ in page.tags}
    links = [link["href"] or "" for link in page.of("a")]
    assert f"{SITE}quotes/rally/ten-percent/" in links
    assert all(link.startswith(("https://", "http://")) for link in links)


def test_without_an_address_of_the_site_there_is_no_link_into_it(briefing: Given) -> None:
    plain, page = parts(briefing.at(""))
    assert not [
        link["href"] for link in Reader(page).of("a") if "record.example" in str(link["href"])
    ]
    assert all(str(link["href"]).startswith("https://") for link in Reader(page).of("a"))
    assert "record.example" not in plain + page
    assert "Raise the pay of dockers" in page


def test_the_plain_part_gives_the_address_of_the_words(plain: str) -> None:
    rejected = plain.index("- Rejected: Sam Okafor")
    following = plain[rejected:].split("\n")[1]
    assert following == f"  {SITE}quotes/rally/no-money/"


def test_the_same_briefing_is_the_same_file(briefing: Given) -> None:
    assert made(briefing) == made(briefing)


def test_a_template_that_fails_is_named(briefing: Given, tmp_path: Path) -> None:
    (tmp_path / "briefing").mkdir()
    (tmp_path / "briefing" / "email.html").write_text("<p>\n{{ outline.tittle }}", "utf-8")
    with pytest.raises(TemplateFault) as caught:
        made(briefing.templates(tmp_path))
    assert caught.value.diagnostic.file.endswith("email.html")
    assert caught.value.diagnostic.line == 2
