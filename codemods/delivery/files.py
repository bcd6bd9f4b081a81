"""Writing files so that nothing is ever half done."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
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
        with undisturbed():
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
        _keep_owner(target, Path(temporary))
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def restore(done: Sequence[tuple[Path, bytes]]) -> None:
    """Give files the bytes they had, the last first; one that fails keeps no other from it."""
    failure: OSError | None = None
    for target, before in reversed(done):
        try:
            if target.read_bytes() != before:
                write_atomically(target, before)
        except OSError as error:
            failure = failure or error
    if failure is not None:
        raise failure


@contextmanager
def undisturbed() -> Iterator[None]:
    """Nothing breaks off what runs inside: it puts right what was broken off before."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    names = [n for n in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, n)]
    kept = {getattr(signal, n): signal.signal(getattr(signal, n), signal.SIG_IGN) for n in names}
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


def _keep_owner(target: Path, temporary: Path) -> None:
    """A file that root rewrites stays its owner's."""
    old, new = target.stat(), temporary.stat()
    if hasattr(os, "chown") and (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        with suppress(OSError):
            os.chown(temporary, old.st_uid, old.st_gid)
