"""`onrecord check` in its formats, and `onrecord schema`."""

import json

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


def test_text_shows_the_place_the_line_and_a_hint(broken: TinySite) -> None:
    run = broken.onrecord("check")
    assert run.returncode == 1
    first, line, caret, hint, *_, last = run.stdout.splitlines()
    assert first.startswith("content/demands/pay-rise.yml:3:5: error[unknown-actor]: ")
    assert line == "    to: port-authorty"
    assert caret == "        ^"
    assert "hint: did you mean 'port-authority'?" in hint
    assert last == "1 error"


def test_json_is_for_tools(broken: TinySite) -> None:
    run = broken.onrecord("check", "--format", "json")
    assert run.returncode == 1
    report = json.loads(run.stdout)
    assert (report["errors"], report["warnings"]) == (1, 0)
    (only,) = report["diagnostics"]
    assert set(only) == {"code", "severity", "file", "line", "column", "message", "hint"}
    assert (only["code"], only["file"]) == ("unknown-actor", "content/demands/pay-rise.yml")


def test_github_annotates_a_pull_request(broken: TinySite) -> None:
    run = broken.onrecord("check", "--format", "github")
    assert run.returncode == 1
    assert run.stdout.startswith(
        "::error file=content/demands/pay-rise.yml,line=3,col=5,title=unknown-actor::"
    )


def test_a_warning_fails_only_where_strict(doubtful: TinySite) -> None:
    assert doubtful.onrecord("check").returncode == 0
    strict = doubtful.onrecord("check", "--strict")
    assert strict.returncode == 1
    assert "warning[outsider-response]" in strict.stdout


def test_a_site_may_lower_a_warning(doubtful: TinySite) -> None:
    levels = "levels: {outsider-response: notice}\n      coverage:"
    doubtful.edit("site_config.yml", "coverage:", levels)
    run = doubtful.onrecord("check", "--strict")
    assert run.returncode == 0
    assert "notice[outsider-response]" in run.stdout
    assert doubtful.onrecord("build", "--strict").returncode == 0


def test_check_finds_spoilt_templates_and_collisions_too(site: TinySite) -> None:
    site.write("templates/pages/actor.html", "{% for %}")
    site.write("content/actors/mia-brandt.md", "# Mine")
    run = site.onrecord("check")
    assert run.returncode == 1
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
    assert site.onrecord("schema", "-o", "schema").returncode == 0
    assert len(list((site.root / "schema").glob("*.json"))) == 7
    text = (site.root / "schema/demand.json").read_text(encoding="utf-8")
    assert text == site.onrecord("schema", "demand").stdout


@pytest.mark.parametrize("args", [["schema", "poem"], ["publish"], ["check", "--format", "xml"]])
def test_what_does_not_exist_ends_with_2(site: TinySite, args: list[str]) -> None:
    run = site.onrecord(*args)
    assert run.returncode == 2
    assert "Traceback" not in run.stderr


def test_gitlab_shows_each_on_its_line(site: TinySite) -> None:
    site.edit("content/articles/rally.yml", "speaker: mia-brandt", "speaker: nobody")
    run = site.onrecord("check", "--format", "gitlab")
    (row,) = json.loads(run.stdout)
    assert row["location"] == {
        "path": "content/articles/rally.yml",
        "lines": {"begin": 16},
    }
    assert (row["check_name"], row["severity"]) == ("unknown-actor", "major")

    site.edit("content/articles/rally.yml", "quotes:\n", "# One line more.\nquotes:\n")
    (moved,) = json.loads(site.onrecord("check", "--format", "gitlab").stdout)
    assert moved["location"]["lines"] == {"begin": 17}
    assert moved["fingerprint"] == row["fingerprint"]
