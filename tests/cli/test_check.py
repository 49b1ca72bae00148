"""`onrecord check` in its formats, and `onrecord schema`."""

import json
import os
from pathlib import Path

import jsonschema
import pytest
import yaml
from tests.tiny_site import TinySite


@pytest.fixture
def broken(site: TinySite) -> TinySite:
    """One error: a demand on an actor that is not there."""
    site.edit("content/demands/pay-rise.yml", "to: port-authority", "to: port-authorty")
    return site


@pytest.fixture
def doubtful(site: TinySite) -> TinySite:
    """One warning: an answer by an actor that was not asked."""
    rows = (
        "responses:\n  - demand: pay-rise\n    by: mia-brandt\n    response: rejected\n"
        "    quote: ten-per-cent\n"
    )
    article = site.root / "content/articles/rally.yml"
    article.write_text(article.read_text() + rows)
    return site


def test_a_desk_without_problems(site: TinySite) -> None:
    run = site.onrecord("check", "--strict")
    assert (run.returncode, run.stdout, run.stderr) == (0, "no problems\n", "")
    assert not (site.root / "site").exists()


def test_a_desk_without_articles_is_told_how_to_begin(site: TinySite) -> None:
    for path in ("articles/rally.yml", "demands/pay-rise.yml"):
        (site.root / "content" / path).unlink()
    run = site.onrecord("check")
    assert (run.returncode, run.stdout) == (0, "no problems\n")
    assert run.stderr.startswith("There are no articles in content/articles yet: `onrecord new")


def test_text_shows_the_place_the_line_and_a_hint(broken: TinySite) -> None:
    run = broken.ended(1, "check")
    first, line, caret, hint, *_, last = run.stdout.splitlines()
    assert first.startswith("content/demands/pay-rise.yml:3:5: error[unknown-actor]: ")
    assert line == "    to: port-authorty"
    assert caret == "        ^"
    assert "hint: did you mean 'port-authority'?" in hint
    assert last == "1 error"


def test_json_is_for_tools(broken: TinySite) -> None:
    run = broken.ended(1, "check", "--format", "json")
    report = json.loads(run.stdout)
    assert (report["errors"], report["warnings"]) == (1, 0)
    (only,) = report["diagnostics"]
    assert set(only) == {"code", "severity", "file", "line", "column", "message", "hint"}
    assert (only["code"], only["file"]) == ("unknown-actor", "content/demands/pay-rise.yml")


def test_github_annotates_a_pull_request(broken: TinySite) -> None:
    run = broken.ended(1, "check", "--format", "github")
    assert run.stdout.startswith(
        "::error file=content/demands/pay-rise.yml,line=3,col=5,title=unknown-actor::"
    )


def test_a_warning_fails_only_where_strict(doubtful: TinySite) -> None:
    doubtful.done("check")
    strict = doubtful.ended(1, "check", "--strict")
    assert "warning[outsider-response]" in strict.stdout


def test_a_site_may_lower_a_warning(doubtful: TinySite) -> None:
    levels = "levels: {outsider-response: notice}\n      coverage:"
    doubtful.edit("site_config.yml", "coverage:", levels)
    run = doubtful.done("check", "--strict")
    assert "notice[outsider-response]" in run.stdout
    built = doubtful.onrecord("build", "--strict")
    assert (built.returncode, built.stderr) == (0, "")
    assert "  to review: nothing\n  1 notice; `onrecord check` lists it\n" in built.stdout


def test_check_finds_spoilt_templates_and_collisions_too(site: TinySite) -> None:
    site.write("templates/pages/actor.html", "{% for %}")
    site.write("content/actors/mia-brandt.md", "# Mine")
    run = site.ended(1, "check")
    assert "error[template-fault]" in run.stdout
    assert "error[address-collision]" in run.stdout


def test_schema_names_its_kinds(site: TinySite) -> None:
    run = site.onrecord("schema")
    assert run.stdout.split() == [
        "article", "actor", "demand", "claim", "topics", "events", "briefing",
    ]  # fmt: skip


def test_schema_refuses_what_check_refuses(site: TinySite) -> None:
    schema = json.loads(site.onrecord("schema", "actor").stdout)
    actor = yaml.safe_load((site.root / "content/actors/mia-brandt.yml").read_text())
    jsonschema.validate(actor, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**actor, "nmae": "Mia"}, schema)


def test_schemas_can_be_written_for_editors(site: TinySite) -> None:
    site.done("schema", "-o", "schema")
    assert len(list((site.root / "schema").glob("*.json"))) == 7
    text = (site.root / "schema/demand.json").read_text(encoding="utf-8")
    assert text == site.onrecord("schema", "demand").stdout


@pytest.mark.parametrize("args", [["schema", "poem"], ["publish"], ["check", "--format", "xml"]])
def test_what_does_not_exist_ends_with_2(site: TinySite, args: list[str]) -> None:
    run = site.ended(2, *args)
    assert "Traceback" not in run.stderr


def test_gitlab_shows_each_on_its_line(site: TinySite) -> None:
    site.edit("content/articles/rally.yml", "speaker: mia-brandt", "speaker: nobody")
    run = site.onrecord("check", "--format", "gitlab")
    (row,) = json.loads(run.stdout)
    assert row["location"] == {"path": "content/articles/rally.yml", "lines": {"begin": 16}}
    assert (row["check_name"], row["severity"]) == ("unknown-actor", "major")

    site.edit("content/articles/rally.yml", "quotes:\n", "# One line more.\nquotes:\n")
    (moved,) = json.loads(site.onrecord("check", "--format", "gitlab").stdout)
    assert moved["location"]["lines"] == {"begin": 17}
    assert moved["fingerprint"] == row["fingerprint"]


@pytest.fixture
def two_faults(broken: TinySite) -> TinySite:
    """An error in a demand, and one in the article on the rally."""
    broken.edit("content/articles/rally.yml", "speaker: mia-brandt", "speaker: nobody")
    return broken


@pytest.mark.parametrize(
    ("files", "reported", "left_out"),
    [
        (["content/articles/rally.yml"], {"rally.yml"}, "1 error"),
        (["content/demands/../articles/"], {"rally.yml"}, "1 error"),
        (["content/demands", "content/articles"], {"rally.yml", "pay-rise.yml"}, ""),
        (["content"], {"rally.yml", "pay-rise.yml"}, ""),
        (["content/about.md"], set(), "2 errors"),
    ],
)
def test_only_what_concerns_the_files_that_were_named_is_reported(
    two_faults: TinySite, files: list[str], reported: set[str], left_out: str
) -> None:
    run = two_faults.onrecord("check", "--format", "json", *files)
    found = json.loads(run.stdout)["diagnostics"]
    assert {diagnostic["file"].rpartition("/")[2] for diagnostic in found} == reported
    assert run.returncode == (1 if reported else 0)
    assert run.stderr == (f"In other files (not listed): {left_out}\n" if left_out else "")


def test_a_file_is_itself_whatever_leads_to_it(two_faults: TinySite, tmp_path: Path) -> None:
    """From another folder, and by a link to the desk."""
    (tmp_path / "link").symlink_to(two_faults.root)
    for path in (two_faults.root, tmp_path / "link"):
        run = two_faults.ended(1, "check", str(path / "content/articles/rally.yml"))
        assert "rally.yml:16" in run.stdout
        assert "pay-rise.yml" not in run.stdout


def test_pages_and_the_lock_can_be_checked_by_themselves(site: TinySite) -> None:
    site.write("content/captures.lock", "{")
    site.write("content/about.md", "<<<<<<< ours\n=======\n>>>>>>> theirs\n")
    lock, page = "content/captures.lock", "content/about.md"
    for named, other in ((lock, page), (page, lock)):
        run = site.ended(1, "check", named)
        assert f"{named}:1:" in run.stdout
        assert other not in run.stdout


def test_the_folder_of_the_desk_is_all_of_it(site: TinySite) -> None:
    whole, named = site.onrecord("check"), site.onrecord("check", ".")
    assert (named.returncode, named.stdout) == (whole.returncode, whole.stdout)


@pytest.mark.parametrize("command", ["check", "verify"])
@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("content/articles/raly.yml", "there is no file or folder content/articles/raly.yml"),
        ("rally", "no file or folder rally; hint: did you mean content/articles/rally.yml?"),
        ("site_config.yml", "site_config.yml is outside the content; hint: name files of content/"),
        ("content/../templates", "there is no file or folder templates"),
        (os.pardir, "is outside the content"),
    ],
)
def test_a_path_that_is_none_of_the_content_ends_with_2(
    site: TinySite, command: str, path: str, said: str
) -> None:
    site.write("captures/rally.txt", "It rained.")
    run = site.onrecord(command, "content/articles/rally.yml", path)
    assert (run.returncode, run.stdout) == (2, "")
    assert said in run.stderr
