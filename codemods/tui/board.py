"""What the review knows: findings, what was decided of them, what is shown and in which groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal, get_args

from codemods.delivery.decisions import Choice, Decision, Decisions
from codemods.model.findings import Finding, Verdict

Grouping = Literal["file", "pattern", "verdict"]
GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@dataclass(frozen=True, slots=True)
class Filter:
    """What is shown. An empty part lets everything through."""

    verdicts: frozenset[str] = frozenset()
    patterns: frozenset[str] = frozenset()
    path: str = ""
    words: str = ""
    undecided: bool = False

    def lets_through(self, finding: Finding, decided: bool) -> bool:
        if self.verdicts and finding.verdict not in self.verdicts:
            return False
        if self.patterns and finding.pattern not in self.patterns:
            return False
        if self.undecided and decided:
            return False
        if self.path and not _matches(finding.path, self.path):
            return False
        if not self.words:
            return True
        text = " ".join(
            (finding.path, finding.function, finding.message, finding.id, *finding.evidence)
        ).lower()
        return all(word in text for word in self.words.lower().split())

    def told(self) -> str:
        """The filter in words, "" for none."""
        parts = [
            ", ".join(sorted(self.verdicts)),
            ", ".join(sorted(self.patterns)),
            self.path,
            f'"{self.words}"' if self.words else "",
            "undecided" if self.undecided else "",
        ]
        return " · ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Group:
    """Findings under one heading, or groups of them."""

    key: str
    title: str
    findings: tuple[Finding, ...]
    groups: tuple[Group, ...] = ()


class Board:
    """The findings of a run with what is decided of them.

    `blocked` says for some files why their findings cannot be taken.
    """

    def __init__(
        self,
        findings: Sequence[Finding],
        store: Decisions,
        blocked: Mapping[str, str] | None = None,
    ) -> None:
        self.findings = tuple(findings)
        self.by_id = {f.id: f for f in self.findings}
        self.store = store
        self.decided = store.of(self.findings)
        self.filter = Filter()
        self.grouping: Grouping = "file"
        self._blocked = dict(blocked or {})

    # -- what is shown --------------------------------------------------------------------------

    def visible(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if self.filter.lets_through(f, f.id in self.decided))

    def groups(self) -> tuple[Group, ...]:
        """The visible findings in their groups: by file, or by pattern or verdict and then file."""
        shown = self.visible()
        if self.grouping == "file":
            return _by_file(shown, "")
        if self.grouping == "pattern":
            names: Sequence[str] = sorted({f.pattern for f in shown})
            parts = [(name, tuple(f for f in shown if f.pattern == name)) for name in names]
        else:
            parts = [(v, tuple(f for f in shown if f.verdict == v)) for v in VERDICTS]
        return tuple(
            Group(name, name, part, _by_file(part, f"{name}\0")) for name, part in parts if part
        )

    def counts(self, findings: Sequence[Finding]) -> Counter[Choice]:
        """How many of the findings are to be taken, skipped and ignored."""
        return Counter(d.choice for f in findings if (d := self.decided.get(f.id)))

    # -- what is decided ------------------------------------------------------------------------

    def why_not(self, finding: Finding) -> str:
        """Why a finding cannot be taken, "" when it can."""
        if not finding.edits:
            return "no edit is known for it: it takes a decision of yours first"
        for path in sorted({finding.path, *(edit.path for edit in finding.edits)}):
            if path in self._blocked:
                return self._blocked[path]
        return ""

    def why_no_comment(self, finding: Finding) -> str:
        """Why no ignore comment can be written for a finding, "" when one can."""
        return self._blocked.get(finding.path, "")

    def decide(
        self, findings: Sequence[Finding], choice: Choice | None, reason: str = ""
    ) -> list[Finding]:
        """Decide the same of several findings (None: nothing any more); those it was done for.

        Several at once are taken only where they are `safe`: a missing fact wants a look each.
        """
        done = list(findings)
        if choice in ("take", "ignore"):
            refuses = self.why_not if choice == "take" else self.why_no_comment
            done = [f for f in done if not refuses(f)]
        if choice == "take" and len(findings) > 1:
            done = [f for f in done if f.verdict == "safe"]
        new = {f.id: None if choice is None else Decision(choice, f.verdict, reason) for f in done}
        for identity, decision in new.items():
            if decision is None:
                self.decided.pop(identity, None)
            else:
                self.decided[identity] = decision
        self.store.update(new)
        return done

    def forget(self) -> None:
        """Start over: nothing is decided of these findings."""
        self.store.update(dict.fromkeys(self.decided))
        self.decided.clear()

    def taken(self) -> list[Finding]:
        return [f for f in self.findings if self._choice(f) == "take" and not self.why_not(f)]

    def ignored(self) -> list[tuple[Finding, str]]:
        """The findings to be ignored, with the reasons."""
        return [
            (f, self.decided[f.id].reason)
            for f in self.findings
            if self._choice(f) == "ignore" and not self.why_no_comment(f)
        ]

    def _choice(self, finding: Finding) -> Choice | None:
        decision = self.decided.get(finding.id)
        return decision.choice if decision else None


def _by_file(findings: Sequence[Finding], prefix: str) -> tuple[Group, ...]:
    files: dict[str, list[Finding]] = {}
    for finding in findings:
        files.setdefault(finding.path, []).append(finding)
    return tuple(
        Group(f"{prefix}{path}", path, tuple(sorted(found, key=lambda f: (f.span, f.id))))
        for path, found in sorted(files.items())
    )


def _matches(path: str, wanted: str) -> bool:
    if any(c in wanted for c in "*?["):
        return fnmatchcase(path, wanted) or fnmatchcase(path, f"*/{wanted}")
    return wanted.lower() in path.lower()
