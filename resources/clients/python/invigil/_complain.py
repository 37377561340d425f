"""A mistake of the program's, told once on standard error: inside Invigil that is the service's log."""
import contextlib
import sys
from typing import Set

_told: Set[str] = set()


def complain(about: str, what: str) -> None:
    """Says `what` the first time that something is wrong with `about`."""
    if about in _told:
        return
    _told.add(about)
    # A program without a standard error has nowhere to be told.
    with contextlib.suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(f"invigil: {what}\n")
        sys.stderr.flush()
