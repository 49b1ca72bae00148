"""Running our command in a folder, and what lies there afterwards."""

from pathlib import Path

from tests.tiny_site import Run, TinySite


def run_in(folder: Path, *args: str) -> Run:
    """Run our command in ``folder``."""
    return TinySite(folder).onrecord(*args)


def tree(folder: Path) -> dict[str, bytes | None]:
    """Every file below ``folder`` with what it holds, every folder with None."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }
