"""The command line: what each command takes, what it does, and how it ends."""
