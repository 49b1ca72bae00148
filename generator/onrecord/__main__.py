"""The entry point of `onrecord` and of `python -m onrecord`."""

from onrecord.cli.main import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
