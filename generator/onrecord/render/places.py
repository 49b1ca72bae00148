"""Where the templates lie."""

from __future__ import annotations

from pathlib import Path

from onrecord.diagnostics import Diagnostic
from onrecord.reading.files import links_out
from onrecord.reading.source import file_fault

from .faults import TemplateFault


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


def outside_links(folder: Path) -> list[Diagnostic]:
    """The symbolic links that lead out of ``folder``, a folder of a site's own templates.

    Our own templates are not looked at: some installers make a link of every file.
    """
    if folder.resolve() == packaged_templates():
        return []
    message = "this symbolic link leads out of the folder of the templates"
    hint = "put the file itself there"
    return [file_fault("outside-templates", one, message, hint) for one in links_out(folder)]


def checked_template_folders(site_templates: Path) -> tuple[Path, ...]:
    """``template_folders``, for a command that reads them without having checked the site.

    Raises:
        TemplateFault: a symbolic link leads out of the site's own templates.
    """
    for fault in outside_links(site_templates):
        raise TemplateFault(fault)
    return template_folders(site_templates)
