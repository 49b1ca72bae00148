"""Where the templates lie."""

from __future__ import annotations

from pathlib import Path


def packaged_templates() -> Path:
    """The folder of the templates that come with Onrecord.

    A wheel has them inside the package, a checkout (and so an editable install) at its top level.
    """
    package = Path(__file__).resolve().parent.parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent.parent / "templates"


def template_folders(site_templates: Path | None) -> tuple[Path, ...]:
    """Where a template is looked for, in order: the site's own folder, then the packaged one."""
    packaged = packaged_templates()
    if site_templates is None or not site_templates.is_dir():
        return (packaged,)
    own = site_templates.resolve()
    return (own,) if own == packaged else (own, packaged)
