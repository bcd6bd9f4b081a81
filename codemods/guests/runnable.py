"""What every kind of guest looks like once it is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from codemods.guests.job import Job


class Declined(Exception):
    """The codemod leaves this file alone of its own accord; the message says why."""


class Unreadable(Exception):
    """The guest's parser cannot read the file; the message is for people."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A file's text after the codemod, and what the codemod had to say."""

    text: str
    notes: tuple[str, ...] = ()


class Runnable(Protocol):
    """A codemod that is ready for files."""

    @property
    def about(self) -> str:
        """What it says of itself, in a line; "" when it says nothing."""

    def edit(self, job: Job) -> Edited:
        """The text it makes of a file; whatever foreign code raises comes through."""
