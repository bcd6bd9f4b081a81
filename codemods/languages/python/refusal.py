"""The one way in which writing source fails."""

from __future__ import annotations


class CannotWrite(Exception):
    """A step does not fit the source; the reason is its text."""
