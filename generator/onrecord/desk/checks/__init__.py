"""What can be wrong between files: each module looks at one kind of thing."""

from .run import check_desk, check_for_site

__all__ = ["check_desk", "check_for_site"]
