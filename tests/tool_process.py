"""The tool as a process of its own, forked from one that has its modules already.

Most of a short run is spent on imports. `run` is `subprocess.run([python, "-m", "codemods", ...])`
in all that a test can tell: own working directory, environment, output and exit code, and the
interpreter comes to its end as always. What an interpreter reads of its environment before it runs
anything (`PYTHON...`, the locale) is taken in by a fresh one only, and so are modules that stand
before the tool's own.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import gc
import importlib
import io
import json
import os
import pkgutil
import runpy
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

HOME = Path(__file__).parent.parent
_SIZE = 1 << 16
_OF_INTERPRETERS = ("PYTHON", "LC_", "LANG")
_PATH = "PYTHONPATH"


def run(root: Path, *words: str, env: Mapping[str, str]) -> subprocess.CompletedProcess[bytes]:
    """The tool with these words at `root`; nothing comes from its input."""
    first = env.get(_PATH, "").partition(os.pathsep)[0]
    alike = first == str(HOME) and _of_interpreters(env) == _of_interpreters(os.environ)
    if not alike or sys.platform != "linux":
        return subprocess.run(
            [sys.executable, "-m", "codemods", *words],
            cwd=root,
            capture_output=True,
            env=dict(env),
            stdin=subprocess.DEVNULL,
            check=False,
        )
    line = _line()
    with (
        Path(os.devnull).open("rb") as nothing,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as errors,
    ):
        asked = json.dumps([str(root), dict(env), words]).encode()
        socket.send_fds(line, [asked], [nothing.fileno(), out.fileno(), errors.fileno()])
        code = json.loads(line.recv(_SIZE))
        return subprocess.CompletedProcess(words, code, _content(out), _content(errors))


def _of_interpreters(env: Mapping[str, str]) -> dict[str, str]:
    return {k: v for k, v in env.items() if k.startswith(_OF_INTERPRETERS) and k != _PATH}


def _content(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


def run_text(
    root: Path, *words: str, env: Mapping[str, str], errors: str = "strict"
) -> subprocess.CompletedProcess[str]:
    """The same with text, whose lines end as they do for `subprocess.run(..., text=True)`."""
    done = run(root, *words, env=env)
    said, told = (
        stream.decode("utf-8", errors).replace("\r\n", "\n").replace("\r", "\n")
        for stream in (done.stdout, done.stderr)
    )
    return subprocess.CompletedProcess(done.args, done.returncode, said, told)


@functools.cache
def _line() -> socket.socket:
    """The line to the process that forks; it ends when this one does."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    process = subprocess.Popen(
        [sys.executable, __file__, str(theirs.fileno())],
        pass_fds=[theirs.fileno()],
        env={**os.environ, _PATH: str(HOME)},
        stdin=subprocess.DEVNULL,
    )
    theirs.close()

    def end() -> None:
        ours.close()
        process.wait()

    atexit.register(end)
    return ours


# -- the process that forks -------------------------------------------------------------------------


def _serve(line: socket.socket) -> None:
    """Forks for each request; what comes after this function is run by the forked one."""
    import codemods

    for module in pkgutil.walk_packages(codemods.__path__, "codemods."):
        if "__main__" not in module.name and ".tui" not in module.name:
            # What an extra brings may not be there.
            with contextlib.suppress(ImportError):
                importlib.import_module(module.name)
    gc.freeze()
    while True:
        asked, descriptors, _, _ = socket.recv_fds(line, _SIZE, 3)
        if not asked:
            sys.exit()
        process = os.fork()
        if process == 0:
            break
        for descriptor in descriptors:
            os.close(descriptor)
        _, status = os.waitpid(process, 0)
        line.send(json.dumps(os.waitstatus_to_exitcode(status)).encode())
    line.close()
    root, env, words = json.loads(asked)
    for number, descriptor in enumerate(descriptors):
        os.dup2(descriptor, number)
        os.close(descriptor)
    os.chdir(root)
    os.environ.clear()
    os.environ.update(env)
    path: list[str] = [p for p in env.get(_PATH, "").split(os.pathsep) if p]
    sys.path[:] = [root, *path, *(p for p in sys.path if p not in (str(HOME), sys.path[0]))]
    sys.stdin, sys.stdout, sys.stderr = (_stream(n, s) for n, s in enumerate(_streams()))
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr  # type: ignore[misc]
    sys.argv[1:] = words
    runpy.run_module("codemods", run_name="__main__", alter_sys=True)


def _streams() -> tuple[Any, Any, Any]:
    return sys.stdin, sys.stdout, sys.stderr


def _stream(number: int, like: io.TextIOWrapper) -> io.TextIOWrapper:
    return open(
        number,
        "r" if number == 0 else "w",
        encoding=like.encoding,
        errors=like.errors,
        closefd=False,
    )


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
