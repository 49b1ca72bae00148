"""Pictures as they are drawn."""

import io
import os
import struct
from pathlib import Path

import pytest
import typst
from PIL import Image, ImageChops

from onrecord.render.templates import TemplateFault
from onrecord.share import pictures, typesetter
from onrecord.share.cache import Missing
from onrecord.share.pictures import PictureFrame
from onrecord.share.typesetter import Typesetter, is_common, line, smaller

from .sheets import SHEET, drawn, gallery, image, studio

SENTENCE = "We have said for eleven weeks what we want: a written answer and a date. "


def test_a_picture_has_the_size_that_other_sites_expect(tmp_path: Path) -> None:
    png = image(tmp_path, drawn())
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", png[16:24]) == (1200, 630)


def test_a_picture_has_few_shades_and_looks_as_it_was_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = image(tmp_path / "small", drawn())
    monkeypatch.setattr(typesetter, "smaller", bytes)
    large = image(tmp_path / "large", drawn())
    assert 3 * len(small) < len(large)
    assert max(ImageChops.difference(opened(small), opened(large)).tobytes()) < 10


def test_a_picture_with_a_photograph_or_a_gap_stays_as_it_is() -> None:
    red, green = Image.linear_gradient("L"), Image.linear_gradient("L").rotate(90)
    photograph = Image.merge("RGB", (red, green, red))
    gap = Image.new("RGBA", (9, 9), (0, 0, 0, 99))
    for picture in map(png, (photograph, gap)):
        assert smaller(picture) == picture


def png(made: Image.Image) -> bytes:
    written = io.BytesIO()
    made.save(written, "PNG")
    return written.getvalue()


def opened(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture)).convert("RGB")


# What is said, and what it would look like if it were read as typst.
MARKUP = [
    ("*No*", "No"),
    ("_No_", "No"),
    ("1 #(1 + 1)", "1 2"),
    ("$x$", "x"),
    (r"a \# b", "a # b"),
    ("a -- b", "a \N{EN DASH} b"),
    ("a --- b", "a — b"),
    ("no ... no", "no … no"),
    ('"No"', "“No”"),
    ("a~b", "a\u00a0b"),
    ("a // b", "a"),
    ("a /* b */ c", "a c"),
    ("`a`", "a"),
    ("= No", "No"),
    ("<a> b", "b"),
]


@pytest.mark.parametrize(("said", "read"), MARKUP)
def test_words_are_never_read_as_markup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, read: str
) -> None:
    # Three dots and an ellipsis differ by a shade alone.
    monkeypatch.setattr(typesetter, "smaller", bytes)
    assert image(tmp_path, drawn(said)) != image(tmp_path, drawn(read))


def test_no_field_can_run_code(tmp_path: Path) -> None:
    hostile = '#panic("x") #import "/etc/passwd" ] } \\ $ " \' @x #sys.inputs'
    quote = drawn(hostile, speaker=hostile, who=hostile, context=hostile, lines=[hostile])
    frame = PictureFrame(hostile, hostile, hostile, "en", "ltr")
    made = gallery(tmp_path, quote, of=studio(tmp_path, frame=frame))
    assert list(made.files) == ["0/"]


@pytest.mark.parametrize(
    ("said", "language", "direction"),
    [
        ("Ми не працюватимемо вночі, поки нам не відповість ґанок.", "uk", "ltr"),
        ("Мы не будем работать по ночам.", "ru", "ltr"),
        ("Δεν θα δουλέψουμε νύχτες.", "el", "ltr"),
        ("לא נעבוד בלילות.", "he", "rtl"),
        ("Żółć, Gdańsk; țară; Việt Nam", "pl", "ltr"),
    ],
)
def test_scripts_that_our_fonts_have(
    tmp_path: Path, said: str, language: str, direction: str
) -> None:
    words = {"open": "“", "close": "”", "apart": "", "parts": [said]}
    quote = drawn(words={**words, "language": language, "direction": direction})
    assert gallery(tmp_path, quote).missing == {}


@pytest.mark.parametrize("field", ["speaker", "context", "who"])
def test_a_letter_that_no_font_has_is_no_empty_box(tmp_path: Path, field: str) -> None:
    made = gallery(tmp_path, drawn(), drawn(**{field: "港 😀"}))
    assert list(made.files) == ["0/"]
    assert made.missing == {"1/": Missing.NO_LETTERS}


def test_the_name_of_the_site_needs_its_letters_too(tmp_path: Path) -> None:
    frame = PictureFrame("港", None, "", "en", "ltr")
    made = gallery(tmp_path, drawn(), of=studio(tmp_path, frame=frame))
    assert made.missing == {"0/": Missing.NO_LETTERS}


def test_our_fonts_have_all_letters_that_are_taken_for_granted(tmp_path: Path) -> None:
    common = "".join(chr(number) for number in range(0x20, 0x2500) if is_common(chr(number)))
    order = studio(tmp_path)._order
    fonts = typst.Fonts(include_system_fonts=False, font_paths=list(order.font_folders))
    setter = Typesetter(Path(order.template), fonts, order.head)
    assert not setter.lacks_letters(drawn(common, speaker=common, context=common))


def test_long_words_are_smaller_and_too_long_ones_have_no_picture(tmp_path: Path) -> None:
    made = gallery(tmp_path, drawn(SENTENCE * 6), drawn(SENTENCE * 30))
    assert list(made.files) == ["0/"]
    assert made.missing == {"1/": Missing.TOO_LONG}


def test_a_context_without_end_has_no_picture_without_it(tmp_path: Path) -> None:
    made = gallery(tmp_path, drawn("No.", context=SENTENCE * 30))
    assert made.missing == {"0/": Missing.TOO_LONG}


def test_a_second_time_nothing_is_drawn(tmp_path: Path) -> None:
    first = gallery(tmp_path, drawn("One."), drawn("Two."), drawn(SENTENCE * 30))
    again = gallery(tmp_path, drawn("One."), drawn("Two."), drawn(SENTENCE * 30))
    more = gallery(tmp_path, drawn("One."), drawn("Three."))
    assert [first.drawn, again.drawn, more.drawn] == [3, 0, 1]
    assert (again.files, again.missing) == (first.files, first.missing)


def test_another_sheet_template_or_font_is_drawn_anew(tmp_path: Path) -> None:
    cache, own = tmp_path / "cache", tmp_path / "own"
    gallery(cache, drawn())
    other = PictureFrame("Another name", None, "", "en", "ltr")
    assert gallery(cache, drawn(), of=studio(cache, frame=other)).drawn == 1
    (own / "share").mkdir(parents=True)
    (own / "share" / "logo.txt").write_text("a logo", encoding="utf-8")
    assert gallery(cache, drawn(), of=studio(cache, own)).drawn == 1


def test_a_sites_own_template_comes_before_ours(tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "share").mkdir(parents=True)
    template = own / "share" / "quote.typ"
    page = "#for quote in json(bytes(sys.inputs.data)).quotes "
    template.write_text(f"{page}{{ page(width: 1200pt, height: 630pt, quote.speaker) }}")
    cache = tmp_path / "cache"
    made = gallery(cache, drawn(), of=studio(cache, own))
    assert made.files["0/"].read_bytes() != image(cache, drawn())


@pytest.mark.parametrize("alone", [1, 100], ids=["in other processes", "here"])
@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("\n#nothing-of-the-kind\n", 2, "unknown variable"),
        ("#page[1] #page[2] #page[3]", 1, "3 pages for "),
    ],
)
def test_a_template_that_fails_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alone: int, text: str, line: int, message: str
) -> None:
    monkeypatch.setattr(pictures, "ALONE", alone)
    (tmp_path / "share").mkdir()
    (tmp_path / "share" / "quote.typ").write_text(text, encoding="utf-8")
    with pytest.raises(TemplateFault) as caught:
        gallery(tmp_path, drawn("One."), drawn("Two."), of=studio(tmp_path / "cache", tmp_path))
    said = caught.value.diagnostic
    assert (said.line, message in said.message) == (line, True)
    assert said.file.endswith("share/quote.typ")


def test_other_processes_draw_the_same_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quotes = [*(drawn(f"Number {number}.") for number in range(5)), drawn(SENTENCE * 30)]
    here = gallery(tmp_path / "here", *quotes)
    monkeypatch.setattr(pictures, "ALONE", 2)
    beside = gallery(tmp_path / "beside", *quotes)
    assert beside.missing == here.missing
    for page, file in here.files.items():
        assert beside.files[page].read_bytes() == file.read_bytes()


@pytest.mark.parametrize("alone", [1, 100], ids=["in other processes", "here"])
def test_a_folder_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alone: int
) -> None:
    monkeypatch.setattr(pictures, "ALONE", alone)
    (tmp_path / "cache").write_text("no folder", encoding="utf-8")
    with pytest.raises(OSError, match="cache"):
        gallery(tmp_path / "cache", drawn("One."), drawn("Two."))


def test_old_pictures_that_nobody_shows_are_removed(tmp_path: Path) -> None:
    shown = gallery(tmp_path, drawn("One.")).files["0/"]
    (gone,) = gallery(tmp_path, drawn("Two.")).files.values()
    (recent,) = gallery(tmp_path, drawn("Three.")).files.values()
    for file in (shown, gone):
        os.utime(file, (0, 0))
    gallery(tmp_path, drawn("One."))
    assert [file.exists() for file in (shown, gone, recent)] == [True, False, True]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two\n lines ", "two lines"),
        ("no\u00a0break", "no\u00a0break"),
        ("\u202eturned\u2066", "turned"),
        ("a" * 30, "a" * 30),
        ("a" * 31, "\u200b".join("a" * 31)),
        ("港" * 40, "港" * 40),
    ],
)
def test_text_made_ready(text: str, shown: str) -> None:
    assert line(text) == shown


def test_the_sheet_is_part_of_the_picture() -> None:
    assert "harbour.example.org" in SHEET.drawn
