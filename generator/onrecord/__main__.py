"""The entry point of `onrecord` and of `python -m onrecord`."""

import gc
import sys


def main() -> None:
    """Run the command line; who interrupts it while it is being loaded sees no traceback either.

    Modules and records stay: Python's garbage collector need not look at them again and again.
    """
    gc.set_threshold(50_000)
    try:
        from onrecord.cli.main import main as run  # noqa: PLC0415 - it takes long enough
        from onrecord.cli.main import take_any_text  # noqa: PLC0415 - as above

        take_any_text()
        run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
