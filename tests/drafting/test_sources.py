"""The text of a source, from files of every kind, and what they say about it."""

import io
import time
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest
import typst
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from onrecord.cli.main import stop_cleanly
from onrecord.drafting.draft import DraftOptions, draft_of
from onrecord.drafting.page_facts import day_of
from onrecord.drafting.source import MAX_BYTES, MAX_CHARACTERS, read_source
from onrecord.drafting.source_text import ReadSource, UnreadableSource
from onrecord.records import Records

WORDS = "“We will not go back to work,” Mia Brandt said. “Not for five per cent.”"
MORE = (
    "The port authority answered on Friday that it was considering what the dockers asked for, and"
    " that it would say more before the end of the month, when its board meets again in Aldmoor."
)
PAGE = f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<title>Dockers stay out | Harbour Post</title>
<link rel="canonical" href="https://example.org/dockers?utm_source=x&amp;a=1&amp;b=2">
<meta property="og:site_name" content="Harbour Post">
<meta property="article:published_time" content="2031-05-03T23:30:00-05:00">
<meta name="author" content="By Ada Quill"><script>var a = "<p>no</p>";</script></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><header><h1>Harbour Post</h1></header>
<div class="cookie-banner"><p>We use cookies, for your comfort, on all of our many pages.</p></div>
<main><article><h1>Dockers stay out</h1><div class="story"><p>{WORDS}</p>
<figure><img src="a.jpg"><figcaption>The gate, by night</figcaption></figure>
<p>{MORE}<br>It is late.</p><div class="ad">Advertisement</div>
<div class="related"><a href="/b">Ferry late again</a></div>
<p hidden>Seen by nobody.</p><p>{MORE}</p></div></article></main>
<aside><p>{MORE[:90]} More of this in our newsletter, each day.</p></aside>
<footer>© Harbour Post</footer></body></html>"""


def read(data: str | bytes) -> ReadSource:
    return read_source(data if isinstance(data, bytes) else data.encode(), "the file")


def test_of_a_page_the_article_is_read_and_nothing_around_it() -> None:
    found = read(PAGE)
    assert found.kind == "HTML"
    assert found.text == "\n\n".join((WORDS, f"{MORE}\nIt is late.", MORE))
    facts = dict(found.facts.known())
    assert facts == {
        "publisher": "Harbour Post",
        "published": "2031-05-03",
        "headline": "Dockers stay out",
        "url": "https://example.org/dockers?a=1&b=2",
        "authors": ("Ada Quill",),
        "language": "en-GB",
    }


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        (
            (
                '{"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": ["NewsArticle"],'
                ' "headline": "Out", "datePublished": "2031-05-03",'
                ' "author": [{"name": "Ada Quill"}, "Bo Ray"],'
                ' "publisher": {"name": "Post"}, "inLanguage": "fr", "url": "https://example.org/a"}]}'
            ),
            {
                "publisher": "Post",
                "published": "2031-05-03",
                "headline": "Out",
                "url": "https://example.org/a",
                "authors": ("Ada Quill", "Bo Ray"),
                "language": "fr",
                "genre": "news_report",
            },
        ),
        ('{"@type": "OpinionNewsArticle"}', {"genre": "opinion", "headline": "A title"}),
        (
            '{"@type": "NewsArticle", "headline": 7, "author": {"@id": 1}, "url": "javascript:1"}',
            {"genre": "news_report", "headline": "A title"},
        ),
        ("{broken", {"headline": "A title"}),
        ("[" * 5000, {"headline": "A title"}),
    ],
)
def test_json_ld_comes_first_and_may_be_anything(script: str, expected: dict[str, object]) -> None:
    head = f"<title>A title</title><script type='application/ld+json'>{script}</script>"
    assert dict(read(f"<html>{head}<p>{WORDS}").facts.known()) == expected


def test_each_author_of_a_line_is_one_and_the_name_of_an_address_is_none() -> None:
    for given, authors in {
        '["Ada Quill and Tom McRoe"]': ("Ada Quill", "Tom McRoe"),
        '["Ada Quill, Zoé Lévêque et Tom Roe"]': ("Ada Quill", "Zoé Lévêque", "Tom Roe"),
        '["Le Figaro et AFP"]': ("Le Figaro et AFP",),
        '["Department of Health and Social Care"]': ("Department of Health and Social Care",),
        '["Ada Quill", "ada-quill"]': ("Ada Quill",),
    }.items():
        item = f'{{"@type": "Article", "author": {given}}}'
        page = f'<html><script type="application/ld+json">{item}</script><p>{MORE}</p>'
        assert read(page).facts.authors == authors


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        (
            "<!-- saved from url=(0026)https://example.org/story -->",
            {"publisher": "example.org", "url": "https://example.org/story"},
        ),
        (
            (
                "<!--\n Page saved with SingleFile\n url: https://example.org/s\n"
                " saved date: Sat May 03 2031 10:00:00 GMT+0200 -->"
            ),
            {"publisher": "example.org", "url": "https://example.org/s", "retrieved": "2031-05-03"},
        ),
        ("<!-- nothing -->", {}),
    ],
)
def test_what_saved_the_page_says_from_where_and_when(
    comment: str, expected: dict[str, str]
) -> None:
    facts = dict(read(f"{comment}<html><body><p>{WORDS}</p></body></html>").facts.known())
    assert facts == expected


def test_a_text_that_a_browser_shows_as_it_is_keeps_its_lines() -> None:
    words = f"\nNotice\r\n\r\n<b>Mia Brandt:</b>\n{MORE}\n\n{MORE}"
    page = f"<!doctype html><title>notice.txt</title><pre>{words}</pre>"
    read = read_source(page.encode(), "notice.html").text
    assert read.strip() == f"Notice\n\nMia Brandt:\n{MORE}\n\n{MORE}"


def test_what_is_guessed_is_marked() -> None:
    page = "<html><link rel=canonical href='https://example.org/a'><time datetime='2031-05-03'>"
    facts = read(f"{page}3 May</time><p>{WORDS}").facts
    assert (facts.publisher, facts.published) == ("example.org", "2031-05-03")
    assert facts.guessed == {"publisher", "published"}
    assert not read(PAGE).facts.guessed
    worded = page.replace("datetime='2031-05-03'", "")
    assert read(f"{worded}May 3, 2031 at 3:45 pm</time><p>{WORDS}").facts.published == "2031-05-03"


@pytest.mark.parametrize(
    ("moment", "shown", "address", "day"),
    [
        ("2031-05-04T01:30:00Z", "May 3, 2031", "dockers", "2031-05-03"),
        ("2031-05-04T01:30:00", "", "2031/05/03/dockers", "2031-05-03"),
        ("2031-05-02T20:00:00+00:00", "3 May 2031", "dockers", "2031-05-03"),
        ("2031-05-04T01:30:00-05:00", "May 3, 2031", "2031-05-03/dockers", "2031-05-04"),
        ("2031-05-04T20:00:00Z", "May 3, 2031", "dockers", "2031-05-04"),  # nowhere is it the 3rd
        ("2031-05-04T01:30:00Z", "May 1, 2031", "2031/04/30/dockers", "2031-05-04"),
    ],
)
def test_a_moment_in_utc_is_the_day_that_the_page_shows(
    moment: str, shown: str, address: str, day: str
) -> None:
    page = (
        f'<html><meta property="article:published_time" content="{moment}">'
        f"<link rel=canonical href='https://example.org/{address}'>"
        f'<time datetime="{moment}">{shown}</time><p>{WORDS}'
    )
    assert read(page).facts.published == day


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2031-05-03T10:00:00Z", "2031-05-03"),
        ("3 May 2031", "2031-05-03"),
        ("Saturday, May 3, 2031 at 10:00", "2031-05-03"),
        ("Sat, 03 May 2031 10:00:00 +0000", "2031-05-03"),
        ("2031-02-30", None),
        ("03/05/2031", None),
        ("03/17/2031", "2031-03-17"),
        ("03.05.2031", "2031-05-03"),
        ("samedi 1er août 2031", "2031-08-01"),
        ("yesterday", None),
        (17, None),
    ],
)
def test_a_day_is_read_only_where_it_is_certain(written: object, day: str | None) -> None:
    assert day_of(written) == day


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><![if foo]><p>{}</p><![endif]></body>",
        "<!doctype html><!--[if IE]><p>old<![endif]--><body><div>{}<p>",
        "<html>" + "<div>" * 3000 + "{}",
        "<html><body><table><tr><td>{}</table></body></body></html>",
        "<p></p><p></p><p></p><p></p><p></p>{}",
    ],
)
def test_a_page_may_be_broken(page: str) -> None:
    assert WORDS in read(page.format(WORDS)).text


def test_the_cells_of_a_table_are_told_apart() -> None:
    page = "<html><body><table><tr><td>19:02</td><td> Mia Brandt</td><td></td><td>{}</td></table>"
    assert read(page.format(WORDS)).text == f"19:02\tMia Brandt\t{WORDS}"


def test_a_page_that_scripts_build_may_have_its_text_as_data() -> None:
    body = f"{WORDS}\\n{MORE} A &amp; B."
    script = f'{{"@type": "NewsArticle", "articleBody": "{body}"}}'
    head = f"<script type='application/ld+json'>{script}</script>"
    found = read(f"<html>{head}<body><p>Loading …</p></body></html>")
    assert found.text == f"{WORDS}\n\n{MORE} A & B."
    assert "the text was read from its data" in found.notices[0]
    assert read(f"<html>{head}<body><p>{WORDS}</p><p>{MORE}</p>").text == f"{WORDS}\n\n{MORE}"


def test_what_a_page_shows_nobody_is_not_its_text_and_its_headline_is_no_html() -> None:
    label = '<div class="visually-hidden">Article content</div>'
    wall = '<div class="intro hidden"><p>Subscribe now, to read it all.</p></div>'
    page = PAGE.replace("<p>", f"{label}<p>").replace('<div class="ad">', f'{wall}<div class="ad">')
    item = '<script type="application/ld+json">{"@type": "Article", "headline": "%s"}</script>'
    found = read(
        page.replace("</head>", item % "It&#8217;s &amp;#8216;late&amp;#8217;" + "</head>")
    )
    assert found.text == read(PAGE).text
    assert found.facts.headline == "It’s &#8216;late&#8217;"


def test_an_e_mail_is_read_without_its_head_and_in_its_encoding() -> None:
    head = "From: Dock Union <press@union.example>\nSubject: =?utf-8?Q?We_don=E2=80=99t?= stay\n"
    sent = "Date: Sat, 3 May 2031 23:30:00 +0200\nTo: desk@post.example\n"
    plain = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n"
    words = "\n=E2=80=9CNever,=E2=80=9D Mia Brandt =\nsaid.\n"
    several = "MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n"
    other = "--b\nContent-Type: text/html\n\n<p>Other</p>\n--b\n"
    for mail in (f"{head}{sent}{plain}{words}", f"{head}{sent}{several}{other}{plain}{words}--b--"):
        found = read(mail)
        assert (found.kind, found.text.strip()) == ("e-mail", "“Never,” Mia Brandt said.")
        facts = dict(found.facts.known())
        known = {"publisher": "Dock Union", "published": "2031-05-03", "headline": "We don’t stay"}
        assert facts == known
        assert found.facts.guessed == known.keys()
    assert read("Note: we met.\nFrom: the gate\n\nIt was late.").kind == "text"


def test_marks_that_a_browser_adds_are_there() -> None:
    assert read("<html><p>She said <q>Never</q> again.").text == "She said “Never” again."


def test_a_page_saved_with_all_that_belongs_to_it() -> None:
    page = (
        "From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        "\r\n<html><p>=E2=80=9CWe stay out=E2=80=9D, she said.</p>\r\n--b--\r\n"
    )
    assert read(page).text == "“We stay out”, she said."


@pytest.mark.parametrize(
    ("data", "text", "told"),
    [
        ("café\r\nand\rmore".encode(), "café\nand\nmore", False),
        ("café".encode("utf-8-sig"), "café", False),
        ("café".encode("utf-16"), "café", False),
        ("“café”".encode("cp1252"), "“café”", True),
        ("“L’été”, dit Élise à l’aîné".encode("cp1252"), "“L’été”, dit Élise à l’aîné", True),
        ('<html><meta charset="iso-8859-1"><p>“café”'.encode("cp1252"), "“café”", False),
        ('<html><meta charset="utf-8"><p>café'.encode("cp1252"), "café", True),
        ('<html><meta charset="nonsense"><p>café'.encode(), "café", False),
        ("a\u2028b\u0085c\x07d".encode(), "a\nb\nc d", False),
    ],
)
def test_encodings(data: bytes, text: str, told: bool) -> None:
    found = read(data)
    assert found.text == text
    assert any("Windows-1252" in notice for notice in found.notices) == told


@pytest.mark.parametrize("text", ["“We don’t know,” he said.", "« L’été », dit Élise à l’aîné"])
def test_a_text_of_an_old_mac_is_read_as_one(text: str) -> None:
    found = read(text.encode("mac_roman"))
    assert (found.text, found.notices[0].partition("read as ")[2][:9]) == (text, "Mac Roman")


def test_subtitles_become_turns_that_know_their_time() -> None:
    found = read(
        "WEBVTT\n\nNOTE by hand\n\n00:01.000 --> 00:04.000 align:start\n<v Mia Brandt>We will not\n"
        "go back.</v>\n\n00:04.000 --> 00:06.000\n<v.loud Brandt, Mia>Not &amp; <i>never</i>.\n\n"
        "01:02:03.000 --> 01:02:05.000\nMODERATOR: Thank you: that is all.\n"
    )
    assert found.text == (
        "Mia Brandt: We will not go back. Not & never.\n\nMODERATOR: Thank you: that is all."
    )
    spoken = [(found.text[at:].split()[0], time) for at, time in found.times]
    assert spoken == [("We", "0:01"), ("Not", "0:04"), ("Thank", "1:02:03")]
    assert not found.notices
    cues = (
        found.text and "WEBVTT - x\nKind: captions\nLanguage: fr-CA\n\n00:01.0 --> 00:02.0\nOui.\n"
    )
    assert read(cues).facts.language == "fr-CA"
    assert read(cues.replace("\nLanguage", "\n\nLanguage")).facts.language is None


def test_a_name_in_brackets_begins_a_turn_and_a_sound_does_not() -> None:
    cues = ("[Lena Falk] It is late.", "[Laughter] Very.", "[Otto Beck] I know.")
    srt = "\n\n".join(f"1\n00:00:0{n},0 --> 00:00:0{n},9\n{cue}" for n, cue in enumerate(cues))
    assert read(srt).text == "Lena Falk: It is late. [Laughter] Very.\n\nOtto Beck: I know."


def test_subtitles_of_the_other_kind_and_without_voices() -> None:
    srt = (
        "1\r\n00:00:01,000 --> 00:00:04,000\r\n>> BRANDT: Never.\r\n\r\n"
        "2\r\n00:00:05,0 --> 00:00:06,0\r\nNo.\r\n"
    )
    assert (read(srt).kind, read(srt).text) == ("SRT", "BRANDT: Never. No.")
    other = srt.replace("BRANDT:", "[BRANDT]:").replace("\nNo.", "\n>> Why?\n>> BRANDT: No.")
    assert read(other).text == "BRANDT: Never.\n\n>> Why?\n\nBRANDT: No."
    rolled = "WEBVTT\n\n00:01.0 --> 00:02.0\nwe stay\n\n00:02.0 --> 00:03.0\nwe stay\nout.\n"
    assert read(rolled).text == "we stay out."
    assert read(rolled).notices == ("the file does not say who speaks",)
    for sign in (">>", "-", "–"):  # nobody is named, but these are two
        turns = f"WEBVTT\n\n00:01.0 --> 00:02.0\n{sign} Why?\n{sign} We stay – out.\n"
        assert read(turns).text == "Why?\n\nWe stay – out."


# What was inserted and deleted while changes were recorded.
INSERTED = (
    f"<w:sdt {nsdecls('w')}><w:ins><w:r><w:t xml:space='preserve'> Or else.</w:t></w:r></w:ins>"
    "<w:del><w:r><w:delText>Gone.</w:delText></w:r></w:del></w:sdt>"
)


def test_a_word_document(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(WORDS)
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "Brandt", "Ten per cent"
    document.core_properties.title = "Dockers stay out"
    document.element.body[0].append(parse_xml(INSERTED))
    document.save(str(tmp_path / "a.docx"))
    found = read((tmp_path / "a.docx").read_bytes())
    assert (found.kind, found.text) == ("DOCX", f"{WORDS} Or else.\n\nBrandt\tTen per cent")
    assert found.facts.headline == "Dockers stay out"
    assert "headline" in found.facts.guessed


def test_the_heading_of_a_word_document_comes_before_its_properties(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("PRESS RELEASE", style="Title")
    document.core_properties.title = "Press release"
    document.save(str(tmp_path / "a.docx"))
    assert read((tmp_path / "a.docx").read_bytes()).facts.headline is None
    document.add_heading("Dockers stay out", 1)
    document.save(str(tmp_path / "a.docx"))
    facts = read((tmp_path / "a.docx").read_bytes()).facts
    assert (facts.headline, "headline" in facts.guessed) == ("Dockers stay out", False)


RELEASE = "Press release\n\nHarbour Watch is glad, said its chair.\n\nContact: Ada, {}"


@pytest.mark.parametrize(
    ("contact", "header", "publisher"),
    [
        ("press@harbour-watch.example", "Aldmoor Office", "Harbour Watch"),
        ("press@quay.example", "", "quay.example"),
        ("press@quay.example", "Aldmoor Office", "Aldmoor Office"),
        ("ada.quill@gmail.com", "Draft 2", None),  # anybody can have such an address
        ("a@quay.example or b@pier.example", "Confidential", None),
    ],
)
def test_who_sends_a_press_release_is_guessed_from_what_it_has(
    contact: str, header: str, publisher: str | None, tmp_path: Path
) -> None:
    document = docx.Document()
    for paragraph in RELEASE.format(contact).split("\n\n"):
        document.add_paragraph(paragraph)
    document.sections[0].header.paragraphs[0].text = header
    document.save(str(tmp_path / "a.docx"))
    source = read((tmp_path / "a.docx").read_bytes())
    facts = draft_of(source, Records(), DraftOptions()).source.facts
    assert (facts.publisher, "publisher" in facts.guessed) == (publisher, publisher is not None)


THINGS = ("gate", "crane", "ferry", "lighthouse", "pilot boat", "customs house")
PARTS = [
    " ".join(f"The {thing} of {place} is closed today." for thing in THINGS)
    for place in ("Aldmoor", "Port Ivo", "Selhaven", "Tarnmouth")
]


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """Pages too small for the paragraphs, with a header on each."""
    styles = '#set page(width: 9cm, height: 5cm, header: [Harbour Post])\n#set text(lang: "en")\n'
    return typst.compile((styles + "= The news\n" + "\n\n".join(PARTS)).encode())


def test_a_pdf_without_its_lines_and_headers(pdf: bytes) -> None:
    found = read(pdf)
    assert found.kind == "PDF"
    assert found.text.startswith(f"The news\n\n{PARTS[0]}\n\n")
    assert found.text.split() == " ".join(("The news", *PARTS)).split()
    assert len(found.pages) > 2
    assert found.facts.language == "en"


def encrypted(data: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt("secret", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def zipped(name: str, content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return made.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b" \n\t", "the file is empty"),
        (b"x" * (MAX_BYTES + 1), "more than 20 MB"),
        (b"x" * (MAX_CHARACTERS + 1), "more than 2,000,000 characters"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is not a text"),
        (bytes(range(1, 32)) * 9, "is not a text"),
        ("We wait for an answer.".encode("utf-16-le"), "is in UTF-16LE, not UTF-8"),
        ("We wait for an answer.".encode("utf-16-be"), "is in UTF-16BE, not UTF-8"),
        (b"\xff\xfea", "is not in utf-16-le, as its first bytes say"),
        (b"<html><body><script>1</script><img src='a'></body></html>", "has no text"),
        (b"%PDF-1.7 broken", "is a damaged PDF"),
        (zipped("word/document.xml", b"<broken"), "is a damaged DOCX"),
        (zipped("mimetype", b"application/epub"), "is a ZIP file, but not DOCX"),
        (b"PK\x03\x04broken", "is a ZIP file, but not DOCX"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "is protected by a password"),
        (OLE + b"WordDocument", "in an old Office format"),
        (b"{\\rtf1 hello}", "is in RTF"),
        (b"WEBVTT\n\nnothing", "has no text"),
        (
            b"WEBVTT\n\n00:01.0 --> 00:02.0\nWe stay.\n\n00:61.0 --> 00:64.0\nAll night.",
            "has a time in line 6 that cannot be read: ",
        ),
        (b"1\n0:01 --> 0:02\nWe stay.\n", "has a time in line 2"),
        (WORDS.encode("utf-32-le"), "is in UTF-32LE, not UTF-8"),
        (WORDS.encode("utf-32-be"), "is in UTF-32BE, not UTF-8"),
        (WORDS.encode("utf-16-be"), "is in UTF-16BE, not UTF-8"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_says_why(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableSource, match=message):
        read(data)


def test_a_document_that_unpacks_to_too_much_is_not_read() -> None:
    with pytest.raises(UnreadableSource, match="unpacks to more than 100 MB"):
        read(zipped("word/document.xml", b"x" * 110_000_000))


def never_ends(_: bytes) -> None:
    time.sleep(60)


def test_the_process_that_read_a_pdf_ends_without_a_word(
    pdf: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    with stop_cleanly():  # as the command does: a signal is an interrupt
        read(pdf)
    assert capfd.readouterr().err == ""


def test_a_pdf_that_cannot_be_read(pdf: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnreadableSource, match="protected by a password"):
        read(encrypted(pdf))
    with pytest.raises(UnreadableSource, match="has no text: its pages are pictures"):
        read(typst.compile(b"#rect()"))
    monkeypatch.setattr("onrecord.drafting.documents._pdf_pages", never_ends)
    monkeypatch.setattr("onrecord.drafting.documents.SECONDS", 0.2)
    with pytest.raises(UnreadableSource, match=r"takes longer than 0.2 s to read"):
        read(pdf)
    monkeypatch.setitem(__import__("sys").modules, "pypdf", None)
    with pytest.raises(UnreadableSource) as error:
        read(pdf)
    assert "-m pip install pypdf" in error.value.hint


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("A headline\n\nMay 3, 2031", "2031-05-03"),
        ("A headline\n\n3 May 2031, 14:10", "2031-05-03"),
        ("A headline\n\nSaturday, May 3, 2031 2:05 P.M.", "2031-05-03"),
        ("Radio Aldmoor, 3 May 2031", "2031-05-03"),
        ("A headline\n\nLe 3 mai 2031, à Genève", "2031-05-03"),
        ("Séance du samedi 3 mai 2031", "2031-05-03"),
        ("ALDMOOR, 3 May 2031 (Dispatch) – The port is closed.", "2031-05-03"),
        ("ALDMOOR, 3 May (Dispatch) – The port is closed.", None),
        ("The events of 3 May 2031", None),
        ("A headline\n\nThe port was closed on 3 May 2031.", None),
        ("A headline\n\nAldmoor", None),
    ],
)
def test_the_day_at_the_head_of_a_text_is_a_guess(head: str, day: str | None) -> None:
    facts = read_source(f"{head}\n\nWords of May 9, 2031.\n".encode(), "a.txt").facts
    assert (facts.published, "published" in facts.guessed) == (day, day is not None)
