from __future__ import annotations


class NotFoundError(LookupError):
    """Nothing is stored under a key."""
