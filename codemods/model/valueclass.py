"""Values that are made by the hundred thousand.

To the type checker `valueclass` is `dataclass`: nothing of ours may write to a frozen one. Here the guard
that the interpreter would run at each field of each new object is left out; it takes most of the
time that making one takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as valueclass
else:
    from dataclasses import dataclass

    def valueclass(*, frozen: bool, slots: bool, order: bool = False):
        return dataclass(unsafe_hash=True, slots=slots, order=order)


__all__ = ["valueclass"]
