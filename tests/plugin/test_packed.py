"""What is inside files that would be published: records, and texts of sources."""

import gzip
import io
import os
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.plugin.publishable import holds_records

RECORD = (
    "title: The march\nsource: {publisher: Harbour Post}\nquotes:\n  - {id: a, text: We wait.}\n"
)


def zipped(path: Path, *names: str) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "x")


def tarred(path: Path, *names: str) -> None:
    with tarfile.open(path, "w:gz" if path.suffix == ".tgz" else "w") as archive:
        for name in names:
            archive.addfile(tarfile.TarInfo(name), io.BytesIO(b""))


@pytest.mark.parametrize(("pack", "ending"), [(zipped, "zip"), (tarred, "tgz"), (tarred, "tar")])
@pytest.mark.parametrize(
    ("names", "held"),
    [
        (["desk/content/articles/march.yml"], True),
        (["march.yml"], False),
        (["rally.yml"], True),
        (["old/rally.txt"], True),
        (["a.svg", "captures.lock"], True),
        (["tides.csv", "tides.yml", "README.txt"], False),
    ],
)
def test_an_archive_is_looked_into(
    pack: Callable[..., None], ending: str, names: list[str], held: bool, tmp_path: Path
) -> None:
    file = tmp_path / f"backup.{ending}"
    pack(file, *names)
    assert holds_records(file, {"rally"}) is held


@pytest.mark.parametrize(
    ("text", "held"),
    [
        (RECORD, True),
        (f"\ufeff# mine\n\n---\n{RECORD}", True),
        (f"The form of an article:\n\n```yaml\n{RECORD}```\n", False),
        ("title: The march\nsource: a walk\n", False),
    ],
)
@pytest.mark.parametrize("name", ["old.txt", "old.md", "old.txt.gz"])
def test_a_record_under_another_name_is_recognised(
    name: str, text: str, held: bool, tmp_path: Path
) -> None:
    data = text.encode()
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    assert holds_records(tmp_path / name, ()) is held


def test_what_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    for name in ("a.zip", "a.tar", "a.tgz", "a.xz", "a.bz2"):
        (tmp_path / name).write_bytes(b"none of them")
        assert not holds_records(tmp_path / name, ())
    os.mkfifo(tmp_path / "a.txt")
    assert not holds_records(tmp_path / "a.txt", ())
    assert not holds_records(tmp_path / "missing.zip", ())
