"""The sections of a briefing: one view for every format, made section by section."""
