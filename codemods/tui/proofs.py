"""The change of each finding, written and proved in a thread of its own, on demand.

A proof reads the project twice. So the screen is up before the first one, the finding that is
looked at comes first, and the next ones are prepared while a person reads.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from codemods.model.findings import Finding
from codemods.pipeline import Analysis, rewrite
from codemods.project.files import decode

_MOST = 128
# Code may be nested deeply, and the stacks of threads are small on some systems.
_STACK = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Proof:
    """The texts before and after by path, or the reason why there is no change."""

    changes: tuple[tuple[str, str, str], ...] = ()
    reason: str = ""


Prove = Callable[[Finding], Proof]


class Proofs:
    """Proofs by finding id; `told` is called in the thread when one is there."""

    def __init__(self, prove: Prove, told: Callable[[str], None]) -> None:
        self._prove = prove
        self._told = told
        self._known: OrderedDict[str, Proof] = OrderedDict()
        self._wanted: list[Finding] = []
        self._changed = threading.Condition()
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    def get(self, identity: str) -> Proof | None:
        with self._changed:
            return self._known.get(identity)

    def ask(self, findings: Sequence[Finding]) -> None:
        """Prove these next, in this order; what was asked before and is not begun is forgotten."""
        with self._changed:
            self._wanted = [f for f in findings if f.id not in self._known]
            self._changed.notify()
        if self._thread is None and self._wanted:
            self._start()

    def close(self) -> None:
        """Begin nothing more and wait for what is under way: proofs of two threads do not mix."""
        with self._changed:
            self._closed.set()
            self._changed.notify()
        if self._thread is not None:
            self._thread.join()

    def _start(self) -> None:
        before = threading.stack_size(_STACK)
        try:
            self._thread = threading.Thread(target=self._run, name="proofs", daemon=True)
            self._thread.start()
        finally:
            threading.stack_size(before)

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._wanted and not self._closed.is_set():
                    self._changed.wait()
                if self._closed.is_set():
                    return
                finding = self._wanted.pop(0)
            try:
                proof = self._prove(finding)
            except Exception as error:  # one finding must not end the review of the others
                proof = Proof(reason=f"it failed: {type(error).__name__}: {error}")
            with self._changed:
                self._known[finding.id] = proof
                while len(self._known) > _MOST:
                    self._known.popitem(last=False)
                if self._closed.is_set():
                    return
            self._told(finding.id)


def proof_of(found: Analysis) -> Prove:
    """Proofs by the pipeline, as `apply` makes them."""

    def prove(finding: Finding) -> Proof:
        if not finding.edits:
            return Proof(reason="No edit is known: this takes a decision of yours first.")
        result = rewrite(found, [finding])
        reason = "; ".join(fallen.reason for fallen in result.dropped)
        changes = tuple((c.path, _text(c.before), _text(c.after)) for c in result.changes)
        return Proof(changes, reason or ("" if changes else "There is nothing to change."))

    return prove


def _text(data: bytes) -> str:
    text = decode(data).text
    return data.decode("utf-8", "replace") if text is None else text
