"""What a built site tells other sites of its pages."""

import struct
from html.parser import HTMLParser
from urllib.request import urlopen

from tests.plugin.test_serve import previewing
from tests.tiny_site import TinySite

from onrecord.render import Words
from onrecord.share.pictures import open_graph_locale

QUOTE = "quotes/rally/ten-per-cent/"
PICTURE = f"{QUOTE}share.png"
ADDRESS = "site_url: https://harbour.example.org/\n"
WORDS = "“We want <ten> per cent & not a penny less.”"


class Tags(HTMLParser):
    """The `meta` tags of a page, as a browser reads them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.given: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        for name in filter(None, (said.get("property"), said.get("name")) if tag == "meta" else ()):
            assert name not in self.given, f"{name} is said twice"
            self.given[name] = said["content"]


def tags(site: TinySite, address: str = "") -> dict[str, str]:
    return Tags(site.page(address)).given


def build(site: TinySite) -> str:
    """Build; what was said beside the result."""
    run = site.done("build", "--strict")
    return run.stderr


def test_a_quote_shows_its_picture(harbour_site: TinySite) -> None:
    site = harbour_site
    given = tags(site, QUOTE)
    assert given["og:title"] == "Mia Brandt: " + WORDS
    assert given["og:description"] == given["description"]
    assert given["og:type"] == "article"
    assert given["og:site_name"] == "Harbour <desk>"
    assert given["og:locale"] == "en_GB"
    assert given["og:url"] == f"https://harbour.example.org/{QUOTE}"
    assert given["og:image"] == f"https://harbour.example.org/{PICTURE}"
    assert given["og:image:alt"] == given["twitter:image:alt"] == f"{WORDS} \N{EN DASH} Mia Brandt"
    assert given["twitter:card"] == "summary_large_image"
    png = site.built()[PICTURE]
    size = (int(given["og:image:width"]), int(given["og:image:height"]))
    assert struct.unpack(">II", png[16:24]) == size == (1200, 630)


def test_every_page_has_tags(harbour_site: TinySite) -> None:
    site = harbour_site
    pages = [name for name in site.built() if name.endswith("index.html")]
    assert "about/index.html" in pages
    for name in pages:
        given = tags(site, name)
        address = name.removesuffix("index.html")
        assert given["og:title"], name
        assert given["og:type"] == ("article" if address else "website")
        assert given["og:url"] == f"https://harbour.example.org/{address}"
        assert ("og:image" in given) == (address == QUOTE)
        assert given["twitter:card"] == ("summary_large_image" if address == QUOTE else "summary")


def test_no_picture_without_an_address_or_if_left_out(site: TinySite) -> None:
    site.edit("site_config.yml", ADDRESS, "")
    said = build(site)
    assert "site_config.yml:1:1: notice[no-site-url]" in said
    given = tags(site, QUOTE)
    assert not {"og:url", "og:image", "og:image:alt", "twitter:image:alt"} & set(given)
    assert given["twitter:card"] == "summary"
    assert given["og:title"]
    assert PICTURE not in site.built()
    assert not (site.root / ".cache").exists(), "pictures were drawn that no page names"
    site.edit("site_config.yml", "coverage:", "share_pictures: false\n      coverage:")
    site.edit("site_config.yml", "docs_dir:", f"{ADDRESS}docs_dir:")
    build(site)
    assert PICTURE not in site.built()
    assert "og:url" in tags(site, QUOTE)
    assert "og:image" not in tags(site, QUOTE)
    assert not (site.root / ".cache").exists()


def test_a_quote_without_a_picture_has_no_image(site: TinySite) -> None:
    site.edit("content/articles/rally.yml", "    about: pay", "    state: disputed\n    about: pay")
    site.onrecord("build")
    assert PICTURE not in site.built()
    given = tags(site, QUOTE)
    assert "og:image" not in given
    assert given["og:title"].startswith("Disputed: ")


def test_a_quote_that_is_too_long_is_told(site: TinySite) -> None:
    long = "We want ten per cent. " * 90
    site.edit("content/articles/rally.yml", "We want <ten> per cent & not a penny less.", long)
    said = build(site)
    assert f"notice[no-share-picture]: no share picture for /{QUOTE}: the words and" in said
    assert PICTURE not in site.built()


def test_pictures_are_kept_beside_the_configuration_or_where_it_says(built: TinySite) -> None:
    site = built
    (kept,) = (site.root / ".cache/onrecord/share").glob("*.png")
    assert kept.read_bytes() == site.built()[PICTURE]
    site.edit("site_config.yml", "coverage:", "cache: elsewhere\n      coverage:")
    build(site)
    assert (site.root / "elsewhere/share" / kept.name).is_file()


def test_a_picture_of_the_desks_own_stands_for_ours(site: TinySite) -> None:
    site.write(f"content/{PICTURE}", "drawn by hand")
    build(site)
    assert site.built()[PICTURE] == b"drawn by hand"
    assert tags(site, QUOTE)["og:image"].endswith(PICTURE)


def test_a_template_that_fails_leaves_the_old_site(built: TinySite) -> None:
    site = built
    before = site.built()
    site.write("templates/share/quote.typ", "#let data = 1\n#data.quotes\n")
    run = site.ended(1, "build")
    assert "templates/share/quote.typ:2:1: error[template-fault]" in run.stderr
    assert "Traceback" not in run.stderr
    assert site.built() == before


def test_a_preview_draws_the_pictures_of_the_published_site(built: TinySite) -> None:
    site = built
    kept = sorted((site.root / ".cache/onrecord/share").iterdir())
    with previewing(site, "onrecord", "serve") as preview:
        page = preview.wait_for("og:image", QUOTE)
        assert f'content="{preview.url}{PICTURE}"' in page
    assert sorted((site.root / ".cache/onrecord/share").iterdir()) == kept


def test_a_preview_draws_a_picture_when_its_page_is_asked_for(site: TinySite) -> None:
    """Not all of them before the first page is shown: that took a minute with 3,000 quotes."""
    said = 'quotes:\n  - {id: now, text: "We want it now.", speaker: mia-brandt, about: pay}'
    site.edit("content/articles/rally.yml", "quotes:", said)
    kept, first = site.root / ".cache/onrecord/share", "quotes/rally/now/"
    with previewing(site, "onrecord", "serve") as preview:
        preview.wait_for("og:image", first)
        assert len(list(kept.glob("*.png"))) == 1  # shows whether the template fails
        with urlopen(f"{preview.url}{PICTURE}") as answer:  # noqa: S310 - our own server
            shown = answer.read()
        assert len(list(kept.glob("*.png"))) == 2
        assert f'content="{preview.url}{PICTURE}"' in preview.wait_for("og:image", QUOTE)
    build(site)
    assert site.built()[PICTURE] == shown


def test_a_preview_survives_a_template_that_fails(site: TinySite) -> None:
    with previewing(site, "onrecord", "serve") as preview:
        preview.wait_for("og:image", QUOTE)
        site.write("templates/share/quote.typ", "#nothing-of-the-kind")
        site.edit("content/actors/mia-brandt.yml", "Mia Brandt", "Mia Brandt-Ode")
        page = preview.wait_for("Brandt-Ode", QUOTE)
        assert "unknown variable" in page
        assert "og:image" not in page


def test_a_locale_is_not_that_of_another_language() -> None:
    words = Words({"share": {"locale": "en_GB"}})
    assert open_graph_locale(words, "en") == "en_GB"
    assert open_graph_locale(words, "uk") is None
