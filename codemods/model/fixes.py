"""What a finding alone would make of the files it touches."""

from __future__ import annotations

from dataclasses import dataclass

from codemods.model.findings import Finding


@dataclass(frozen=True, slots=True)
class NewText:
    """One file's text as it is and as it would be, without a byte order mark."""

    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A finding with its edit as texts; without texts `reason` says why there are none.

    The texts carry out this finding and no other one, so that each can be judged, and taken, alone.
    """

    finding: Finding
    texts: tuple[NewText, ...] = ()
    reason: str = ""
