"""Which files a project has, and reading one as Python would."""

from __future__ import annotations

import codecs
import io
import os
import re
import stat
import tokenize
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pathspec

from codemods.errors import RefactorError
from codemods.settings import Settings

Rules = pathspec.GitIgnoreSpec

# Larger files are data that happens to be Python.
MOST_BYTES = 10_000_000
_MOST_SQL_FILES = 400
_LEFT_OUT = frozenset(
    [
        "__pycache__",
        "node_modules",
        "build",
        "dist",
        "site-packages",
        "migrations",
        "_vendor",
        "vendor",
        "vendored",
        "third_party",
        "generated",
        "venv",
        "env",
    ]
)
_GENERATED = ("_pb2.py", "_pb2_grpc.py")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A Python file below the root, and what `stat` says of it."""

    path: str
    size: int
    mtime_ns: int
    inode: int


@dataclass(frozen=True, slots=True)
class Source:
    """A file's bytes and text; `error` says why there is no text."""

    data: bytes = b""
    text: str | None = None
    encoding: str = "utf-8"
    bom: bool = False
    error: str = ""

    def encode(self, text: str) -> bytes:
        """The bytes of a new text in the encoding of the old one."""
        data = text.encode(self.encoding)
        return codecs.BOM_UTF8 + data if self.bom else data


def find_root(paths: Sequence[Path]) -> Path:
    """The nearest folder upwards with a `pyproject.toml` or `.git`; the folder itself without one.

    Raises RefactorError for a path that does not exist.
    """
    resolved = []
    for path in paths:
        try:
            found = path.resolve(strict=True)
        except FileNotFoundError:
            raise RefactorError(f"{path} does not exist") from None
        except (OSError, RuntimeError) as error:
            raise RefactorError(f"{path} cannot be followed: {error}") from None
        resolved.append(found if found.is_dir() else found.parent)
    common = Path(os.path.commonpath(resolved))
    for folder in (common, *common.parents):
        if (folder / "pyproject.toml").is_file() or (folder / ".git").exists():
            return folder
    return common


def sql_files(root: Path) -> Iterator[Path]:
    """The `.sql` files below the root, in order, at most a few hundred."""
    count = 0
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(
            f
            for f in folders
            if (not f.startswith(".") and f not in _LEFT_OUT) or f == "migrations"
        )
        for name in sorted(files):
            if name.endswith(".sql"):
                count += 1
                if count > _MOST_SQL_FILES:
                    return
                yield Path(folder, name)


def discover(root: Path, settings: Settings, named: Sequence[str] = ()) -> list[SourceFile]:
    """All Python files of the project, sorted; `named` ones are taken even where others are not.

    Symbolic links to folders are not followed; links to files are, when they stay in the root.
    """
    found: dict[str, SourceFile] = {}
    excluded = _spec(settings.exclude)
    pending: list[tuple[str, str, tuple[tuple[str, Rules], ...]]] = [(str(root), "", ())]
    git_exclude = root / ".git" / "info" / "exclude"
    if git_exclude.is_file():
        spec = _spec(_lines(git_exclude))
        if spec is not None:
            pending = [(str(root), "", (("", spec),))]
    while pending:
        folder, prefix, rules = pending.pop()
        try:
            with os.scandir(folder) as entries:
                listed = list(entries)
        except OSError:
            continue
        names = {e.name for e in listed}
        if "pyvenv.cfg" in names:
            continue
        if ".gitignore" in names:
            spec = _spec(_lines(Path(folder, ".gitignore")))
            if spec is not None:
                rules = (*rules, (prefix, spec))
        for entry in listed:
            name = entry.name
            path = prefix + name
            try:
                if entry.is_dir(follow_symlinks=False):
                    if _keeps_folder(name, path, rules, excluded):
                        pending.append((entry.path, path + "/", rules))
                elif name.endswith(".py") and _keeps_file(name, path, rules, excluded):
                    source = _stat(root, entry.path, path, entry.is_symlink())
                    if source is not None:
                        found[path] = source
            except OSError:
                continue
    for path in named:
        if path not in found and path.endswith((".py", ".pyi")):
            source = _stat(root, str(root / path), path, False)
            if source is not None:
                found[path] = source
    return [found[path] for path in sorted(found)]


def _keeps_folder(
    name: str,
    path: str,
    rules: tuple[tuple[str, Rules], ...],
    excluded: Rules | None,
) -> bool:
    if name.startswith(".") or name in _LEFT_OUT or name.endswith(".egg-info"):
        return False
    if name == "versions" and path.endswith("alembic/versions"):
        return False
    return not _ignored(path + "/", rules) and not (excluded and excluded.match_file(path + "/"))


def _keeps_file(
    name: str,
    path: str,
    rules: tuple[tuple[str, Rules], ...],
    excluded: Rules | None,
) -> bool:
    if name.endswith(_GENERATED):
        return False
    return not _ignored(path, rules) and not (excluded and excluded.match_file(path))


def _ignored(path: str, rules: tuple[tuple[str, Rules], ...]) -> bool:
    """The innermost rule that speaks of the path decides, as git has it."""
    for prefix, spec in reversed(rules):
        result = spec.check_file(path[len(prefix) :])
        if result.include is not None:
            return bool(result.include)
    return False


def _spec(lines: Sequence[str]) -> Rules | None:
    kept = [line for line in lines if line.strip() and not line.startswith("#")]
    if not kept:
        return None
    try:
        return pathspec.GitIgnoreSpec.from_lines(kept)
    except ValueError:
        return None


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return []


def _stat(root: Path, full: str, path: str, link: bool) -> SourceFile | None:
    try:
        if link and not os.path.realpath(full).startswith(os.path.realpath(root) + os.sep):
            return None
        found = os.stat(full)
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return SourceFile(path, found.st_size, found.st_mtime_ns, found.st_ino)


def read_source(path: Path) -> Source:
    """The file as the interpreter would decode it; what goes wrong is said, never raised."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return Source(error=f"cannot be read: {error.strerror or error}")
    return decode(data)


def decode(data: bytes) -> Source:
    """Bytes decoded by their mark or cookie (PEP 263), UTF-8 without."""
    if len(data) > MOST_BYTES:
        return Source(data, error=f"is larger than {MOST_BYTES // 1_000_000} MB")
    if b"\0" in data:
        return Source(data, error="holds NUL bytes")
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        bom = encoding == "utf-8-sig" or data.startswith(codecs.BOM_UTF8)
        plain = "utf-8" if bom else encoding
        body = data[len(codecs.BOM_UTF8) :] if bom else data
        return Source(data, body.decode(plain), plain, bom)
    except (SyntaxError, LookupError, UnicodeDecodeError) as error:
        what = error.reason if isinstance(error, UnicodeDecodeError) else str(error)
        return Source(data, error=f"cannot be decoded: {what}")


def oldest_python(root: Path) -> tuple[int, int] | None:
    """The oldest Python that a project says it runs on; None where it does not say."""
    try:
        table = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return None
    project = table.get("project")
    said = project.get("requires-python") if isinstance(project, dict) else None
    found = re.search(r">=\s*3\.(\d+)", said) if isinstance(said, str) else None
    return (3, int(found.group(1))) if found else None
