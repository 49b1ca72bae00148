"""A cache may come from a stranger: only what this user has drawn is published."""

import os
from pathlib import Path

import pytest

from onrecord.share.cache import Missing, PictureCache, usable_folder
from onrecord.writing.whole_files import user_secret

from .sheets import drawn, gallery, image

KEY = "0123456789" * 4
PICTURE = b"\x89PNG a picture"
SECRET = b"of this user"


def put(folder: Path, *, secret: bytes = SECRET, what: bytes | Missing = PICTURE) -> Path:
    PictureCache(folder, secret).put(KEY, what)
    (file,) = folder.iterdir()
    return file


def found(folder: Path) -> Path | Missing | None:
    return PictureCache(folder, SECRET).find(KEY)


def test_what_was_put_is_found(tmp_path: Path) -> None:
    assert found(tmp_path) is None
    file = put(tmp_path)
    assert found(tmp_path) == file
    assert file.read_bytes() == PICTURE


@pytest.mark.parametrize("missing", Missing)
def test_why_there_is_none_is_kept_too(tmp_path: Path, missing: Missing) -> None:
    put(tmp_path, what=missing)
    assert found(tmp_path) is missing


def changed(file: Path) -> None:
    file.write_bytes(b"\x89PNG another picture")


def cut(file: Path) -> None:
    file.write_bytes(PICTURE[:-1])


def a_link(file: Path) -> None:
    (file.parent / "elsewhere").write_bytes(PICTURE)
    file.unlink()
    file.symlink_to(file.parent / "elsewhere")


def a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def another_ending(file: Path) -> None:
    file.rename(file.with_suffix(".too-long"))


@pytest.mark.parametrize("spoil", [changed, cut, a_link, a_pipe, another_ending])
def test_what_is_not_as_it_was_put_is_not_used(tmp_path: Path, spoil: object) -> None:
    assert callable(spoil)
    spoil(put(tmp_path))
    assert found(tmp_path) is None


def test_a_picture_of_one_quote_is_none_of_another(tmp_path: Path) -> None:
    file = put(tmp_path)
    file.rename(file.with_name(f"{KEY[::-1]}{file.name[40:]}"))
    assert PictureCache(tmp_path, SECRET).find(KEY[::-1]) is None


def test_pictures_of_another_user_are_passed_over(tmp_path: Path) -> None:
    put(tmp_path, secret=b"of another user")
    assert found(tmp_path) is None


@pytest.mark.parametrize("order", [1, -1])
def test_ours_is_found_beside_those_of_other_users(tmp_path: Path, order: int) -> None:
    for secret in (b"of another user", SECRET)[::order]:
        PictureCache(tmp_path, secret).put(KEY, PICTURE)
    file = found(tmp_path)
    assert isinstance(file, Path)
    assert PictureCache(tmp_path, b"of another user").find(KEY) not in (None, file)


def test_a_picture_that_was_planted_is_drawn_anew(tmp_path: Path) -> None:
    honest = image(tmp_path, drawn())
    (file,) = tmp_path.iterdir()
    file.write_bytes(honest + b"!")
    again = gallery(tmp_path, drawn())
    assert again.drawn == 1
    assert again.files["0/"].read_bytes() == honest


def test_files_that_are_not_ours_stay(tmp_path: Path) -> None:
    theirs = [tmp_path / name for name in ("thesis.docx", f"{KEY}.png", ".hidden")]
    for file in theirs:
        file.touch()
        os.utime(file, (0, 0))
    old = put(tmp_path / "ours")
    os.utime(old.rename(tmp_path / old.name), (0, 0))
    PictureCache(tmp_path, SECRET).forget(())
    assert [file.exists() for file in theirs] == [True, True, True]
    assert not (tmp_path / old.name).exists()


def test_the_secret_is_made_once_and_is_read_by_its_user_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ONRECORD_CACHE_SECRET")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    first = user_secret()
    assert user_secret() == first
    (file,) = (tmp_path / "onrecord").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    file.write_bytes(first[:9])  # a disk was full when an earlier version wrote it
    assert user_secret() == user_secret() != first
    assert file.stat().st_mode & 0o777 == 0o600
    file.unlink()
    file.mkdir()  # none can be kept: a new one each time, of no use, and of no harm
    assert len({user_secret(), user_secret()}) == 2
    assert [*tmp_path.joinpath("onrecord").iterdir()] == [file]
    monkeypatch.setenv("ONRECORD_CACHE_SECRET", "of the build server")
    assert user_secret() == b"of the build server"


def test_a_folder_that_others_can_change_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    (tmp_path / "plain").mkdir(mode=0o755)
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared").chmod(0o777)
    (tmp_path / "link").symlink_to(tmp_path / "plain")
    for name in ("plain", "not-there"):
        assert usable_folder(tmp_path / name) == tmp_path / name
    for name in ("shared", "link"):
        assert usable_folder(tmp_path / name) == tmp_path / "own" / "onrecord" / "share"
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert usable_folder(tmp_path / "plain") == tmp_path / "own" / "onrecord" / "share"


def test_a_picture_is_the_same_whatever_is_drawn_with_it(tmp_path: Path) -> None:
    said = [f"We have said it {number} times, in hall {number}." for number in range(8)]
    together = gallery(tmp_path / "together", *map(drawn, said))
    backwards = gallery(tmp_path / "backwards", *map(drawn, reversed(said)))
    for number, text in enumerate(said):
        alone = image(tmp_path / f"alone-{number}", drawn(text))
        assert together.files[f"{number}/"].read_bytes() == alone
        assert backwards.files[f"{len(said) - 1 - number}/"].read_bytes() == alone
