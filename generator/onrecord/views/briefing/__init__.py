"""What a briefing shows: one view for every format, a module for each section."""
