"""A desk's YAML from a spreadsheet: tables as an export writes them, or a plain sheet of quotes."""
