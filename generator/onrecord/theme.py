"""Where MkDocs finds the theme `onrecord`.

An entry point for a theme must name a module in the same folder as the theme; the templates are no
package (and in an editable install lie elsewhere), so this module says that it is there.
"""

from onrecord.render.templates import packaged_templates

__file__ = str(packaged_templates() / "theme" / "mkdocs_theme.yml")
