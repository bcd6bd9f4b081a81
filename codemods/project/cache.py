"""What is kept between runs: file hashes, facts by content, and the results of whole runs.

Nothing in it is trusted to be code: facts are `marshal` data of plain values, results are JSON. A
cache that is broken, foreign or not writable is as good as none.
"""

from __future__ import annotations

import hashlib
import json
import marshal
import os
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from codemods.project.files import SourceFile

FOLDER = ".refactor_cache"
# A file that changed this shortly before it was read may change again without a new time stamp.
_RACY_NS = 2_000_000_000
_MOST_RESULTS = 12
_SEAL_BYTES = 16


class Cache:
    """The cache of one project; `stamp` tells apart versions of the tool and its catalogue."""

    def __init__(self, root: Path, stamp: str, enabled: bool = True) -> None:
        place = os.environ.get("REFACTOR_CACHE_DIR")
        self.root = root
        self.enabled = enabled and not os.environ.get("REFACTOR_NO_CACHE")
        if place:
            name = hashlib.sha256(os.fsencode(root)).hexdigest()[:16]
            self.folder = Path(place) / name
        else:
            self.folder = root / FOLDER
        self._stamp = f"{stamp} {sys.version}"
        self._index: dict[str, tuple[int, int, int, str]] = self._load("index", {})
        self._facts: dict[str, bytes] | None = None
        self._signature: dict[str, str] = {}
        self._index_changed = False
        self._facts_changed = False

    # -- files ----------------------------------------------------------------------------------

    def signature(self, files: Sequence[SourceFile]) -> Mapping[str, str]:
        """The content hash of each file; those whose `stat` is unchanged are not opened."""
        now = time.time_ns()
        found: dict[str, str] = {}
        index: dict[str, tuple[int, int, int, str]] = {}
        for file in files:
            known = self._index.get(file.path)
            if known is not None and known[:3] == (file.size, file.mtime_ns, file.inode):
                found[file.path] = known[3]
                index[file.path] = known
                continue
            try:
                data = (self.root / file.path).read_bytes()
            except OSError:
                continue
            sha = hashlib.sha256(data).hexdigest()
            found[file.path] = sha
            self._index_changed = True
            if now - file.mtime_ns > _RACY_NS:
                index[file.path] = (file.size, file.mtime_ns, file.inode, sha)
        if len(index) != len(self._index):
            self._index_changed = True
        self._index = index
        self._signature = found
        return found

    def facts(self, sha: str) -> bytes | None:
        if not self.enabled:
            return None
        return self._all_facts().get(sha)

    def store_facts(self, sha: str, blob: bytes) -> None:
        if self.enabled:
            self._all_facts()[sha] = blob
            self._facts_changed = True

    def _all_facts(self) -> dict[str, bytes]:
        if self._facts is None:
            self._facts = self._load("facts", {})
        return self._facts

    # -- results --------------------------------------------------------------------------------

    def results(self, key: str) -> Any:
        """What a run with this key found, or None."""
        if not self.enabled:
            return None
        try:
            document = json.loads((self.folder / f"results-{key}.json").read_text("utf-8"))
        except (OSError, ValueError):
            return None
        if not isinstance(document, dict) or document.get("stamp") != self._stamp:
            return None
        return document.get("results")

    def store_results(self, key: str, results: Any) -> None:
        if not self.enabled:
            return
        text = json.dumps({"stamp": self._stamp, "results": results}, separators=(",", ":"))
        self._write(f"results-{key}.json", text.encode("utf-8", "surrogatepass"))
        kept = sorted(self.folder.glob("results-*.json"), key=lambda p: p.stat().st_mtime_ns)
        for old in kept[:-_MOST_RESULTS]:
            old.unlink(missing_ok=True)

    # -- notes ----------------------------------------------------------------------------------

    def note(self, name: str) -> bytes | None:
        """What was noted under a name, None when there is nothing."""
        if not self.enabled:
            return None
        try:
            return (self.folder / name).read_bytes()
        except OSError:
            return None

    def store_note(self, name: str, data: bytes) -> bool:
        """Note something in one step; False where nothing can be kept."""
        if self.enabled:
            self._write(name, data)
        return self.enabled

    # -- disk -----------------------------------------------------------------------------------

    def save(self) -> None:
        """Write what changed; quietly does nothing where that is not possible."""
        if not self.enabled:
            return
        if self._index_changed:
            self._save("index", self._index)
        if self._facts_changed and self._facts is not None:
            live = set(self._signature.values())
            kept = {sha: blob for sha, blob in self._facts.items() if sha in live}
            self._save("facts", kept)

    def _load(self, name: str, default: Any) -> Any:
        if not self.enabled:
            return default
        try:
            data = (self.folder / f"{name}.cache").read_bytes()
            # `marshal` must not see what this tool, in this version, has not written itself.
            if data[:_SEAL_BYTES] != self._seal(data[_SEAL_BYTES:]):
                return default
            value = marshal.loads(memoryview(data)[_SEAL_BYTES:])
        except (OSError, ValueError, EOFError, TypeError):
            return default
        return value if isinstance(value, dict) else default

    def _save(self, name: str, value: Any) -> None:
        data = marshal.dumps(value)
        self._write(f"{name}.cache", self._seal(data) + data)

    def _seal(self, data: bytes) -> bytes:
        key = hashlib.sha256(self._stamp.encode()).digest()
        return hashlib.blake2b(data, key=key, digest_size=_SEAL_BYTES).digest()

    def place(self, name: str) -> Path | None:
        """Where something else may be kept under a name; None where nothing can be."""
        try:
            if self.enabled:
                self._make_folder()
                return self.folder / name
        except OSError:
            self.enabled = False
        return None

    def _make_folder(self) -> None:
        if not self.folder.is_dir():
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / ".gitignore").write_text("*\n")
            (self.folder / "CACHEDIR.TAG").write_text(
                "Signature: 8a477f597d28d172789f06886806bc55\n"
            )

    def _write(self, name: str, data: bytes) -> None:
        try:
            self._make_folder()
            handle, temporary = tempfile.mkstemp(dir=self.folder, prefix=name)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.replace(temporary, self.folder / name)
        except OSError:
            self.enabled = False
