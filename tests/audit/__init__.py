"""`make audit`: what needs Node or Java. See docs/audit.md."""
