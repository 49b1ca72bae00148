"""What every reader needs of every page: looked at by axe-core, by keyboard, narrow, on paper."""
