"""`onrecord export`: the bytes of the site, or a word on why not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.tiny_site import TinySite

from onrecord.exports.downloads import Downloads


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> TinySite:
    site = TinySite.at(tmp_path_factory.mktemp("export") / "harbour")
    site.done("build", "-d", "site")
    return site


@pytest.mark.parametrize(
    ("form", "output", "published"),
    [
        ("json", "made.json", "onrecord.json"),
        ("sqlite", "made.sqlite", "onrecord.sqlite"),
        ("csv", "made.zip", "onrecord-csv.zip"),
        ("csv", "made", "csv"),
    ],
)
def test_it_writes_what_the_site_offers(
    site: TinySite, form: str, output: str, published: str
) -> None:
    for _ in range(2):  # what an earlier run wrote is replaced
        run = site.onrecord("export", "--format", form, "-o", output)
        assert (run.returncode, run.stdout) == (0, ""), run.stderr
        assert run.stderr.startswith(f"Wrote {output}")
    assert _bytes(site.root / output) == _bytes(site.root / "site/data" / published)


def _bytes(path: Path) -> dict[str, bytes]:
    files: Iterator[Path] = path.iterdir() if path.is_dir() else iter([path])
    return {"" if file == path else file.name: file.read_bytes() for file in files}


@pytest.mark.parametrize(
    ("form", "output", "said"),
    [
        ("json", "nowhere/made.json", "there is no folder nowhere/ to write into"),
        ("json", "content", "content is a folder; hint: name a file in it"),
        ("csv", "site_config.yml", "site_config.yml is a file; hint: name a folder"),
        ("csv", "content", "content has other files; hint: name a folder that is new or empty"),
    ],
)
def test_a_bad_output_is_said_at_once(site: TinySite, form: str, output: str, said: str) -> None:
    before = sorted(site.root.rglob("*"))
    run = site.ended(2, "export", "--format", form, "-o", output)
    assert said in run.stderr
    assert sorted(site.root.rglob("*")) == before


def test_content_with_errors_gives_none(tmp_path: Path) -> None:
    site = TinySite.at(tmp_path / "harbour")
    site.write("content/actors/odd.yml", "name: Odd\n")
    (site.root / "made.json").write_bytes(b"as it was")
    run = site.ended(1, "export", "--format", "json", "-o", "made.json")
    assert "missing-key" in run.stderr
    assert (site.root / "made.json").read_bytes() == b"as it was"


def test_what_fails_on_the_way_leaves_nothing(
    site: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Downloads, file: Path) -> None:
        file.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Downloads, "write_sqlite", fail)
    before = sorted(site.root.rglob("*"))
    run = site.ended(2, "export", "--format", "sqlite", "-o", "full.sqlite")
    assert "full.sqlite cannot be written: no space left on device" in run.stderr
    assert sorted(site.root.rglob("*")) == before
