"""Writing files so that nothing is ever half done."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from codemods.errors import RefactorError


def replace_all(root: Path, changes: Sequence[tuple[str, bytes, bytes]]) -> None:
    """Write the new bytes of all files, or of none.

    Each change is a path below the root, the bytes it must have now, and the new bytes. Permissions
    stay; a link is followed. Raises RefactorError, with every file as it was.
    """
    done: list[tuple[Path, bytes]] = []
    try:
        for path, before, after in changes:
            target = (root / path).resolve()
            if target.read_bytes() != before:
                raise RefactorError(f"{path} has changed since it was read", "Run again.")
            if not os.access(target, os.W_OK):
                raise RefactorError(f"{path} is read-only")
            done.append((target, before))
            write_atomically(target, after)
    except BaseException as error:
        restore(done)
        if isinstance(error, OSError):
            name = Path(error.filename).name if error.filename else "a file"
            raise RefactorError(
                f"cannot write {name}: {error.strerror}", "Nothing was changed."
            ) from None
        raise


def write_atomically(target: Path, data: bytes) -> None:
    """Put the bytes in place in one step; the file's permissions stay."""
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(target, temporary)
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def restore(done: Sequence[tuple[Path, bytes]]) -> None:
    """Give files the bytes they had, the last first."""
    for target, before in reversed(done):
        if target.read_bytes() != before:
            write_atomically(target, before)
