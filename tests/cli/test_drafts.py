"""`--drafts`: what an article that says `draft: true` is in, and how pages mark it."""

from tests.tiny_site import TinySite

MARK = "Draft: this article is not finished and not published."


def test_drafts_are_built_where_they_are_wanted_and_marked(site: TinySite) -> None:
    article = next((site.root / "content" / "articles").rglob("*.yml"))
    article.write_text(f"draft: true\n{article.read_text('utf-8')}", encoding="utf-8")

    site.done("export", "--format", "json", "-o", "public.json")
    site.done("export", "--drafts", "--format", "json", "-o", "all.json")
    assert article.stem not in (site.root / "public.json").read_text("utf-8")
    assert article.stem in (site.root / "all.json").read_text("utf-8")

    built = site.onrecord("build", "--drafts", "-d", "site")

    assert built.returncode == 0, built.stderr
    page = site.root / "site" / "articles" / article.stem / "index.html"
    assert MARK in page.read_text("utf-8")
    assert "From a draft" in page.read_text("utf-8")


def test_what_is_pasted_from_a_draft_says_so(site: TinySite) -> None:
    article = next((site.root / "content" / "articles").rglob("*.yml"))
    article.write_text(f"draft: true\n{article.read_text('utf-8')}", encoding="utf-8")

    brief = site.onrecord("brief", "--drafts", "--since", "2031-01-01", "--until", "2031-12-31")

    assert brief.returncode == 0, brief.stderr
    assert "From a draft" in brief.stdout


def test_a_warning_about_a_draft_is_a_notice_until_the_draft_is_wanted(site: TinySite) -> None:
    article = next((site.root / "content" / "articles").rglob("*.yml"))
    text = article.read_text("utf-8")
    article.write_text(f"accept: [loaded-word]\ndraft: true\n{text}", encoding="utf-8")
    strict = site.onrecord("check", "--strict")
    article.write_text(f"accept: [loaded-word]\n{text}", encoding="utf-8")
    published = site.onrecord("check", "--strict")

    assert "notice[" in strict.stdout
    assert (strict.returncode, published.returncode) == (0, 1), published.stdout + strict.stdout
