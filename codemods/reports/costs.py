"""Round trips as numbers: what `1 + n` is when a loop has so many items."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from codemods.model.findings import Finding

# So many items has a loop when numbers are to be compared and nobody said how many.
ITEMS = 20

_FACTOR = re.compile(r"\s*(?:(\d+)|([a-z]))\s*")

Terms = tuple[tuple[float, int], ...]  # coefficients and powers of n


def terms(cost: str) -> Terms | None:
    """A cost as a sum of powers of n; None when it is written in another way.

    Every letter counts as n: two loops are taken to be equally long.
    """
    found = []
    for part in cost.split("+"):
        coefficient, power, divides, at = 1.0, 0, False, 0
        while True:
            factor = _FACTOR.match(part, at)
            if factor is None:
                return None
            if factor[1]:
                number = int(factor[1])
                if divides and not number:
                    return None
                coefficient = coefficient / number if divides else coefficient * number
            else:
                power += -1 if divides else 1
            at = factor.end()
            if at == len(part):
                break
            if part[at] not in "*/":
                return None
            divides = part[at] == "/"
            at += 1
        if power < 0:
            return None
        found.append((coefficient, power))
    return tuple(found)


def trips(cost: Terms, items: int = ITEMS) -> int:
    """How many round trips that is for so many items."""
    return sum(math.ceil(coefficient * items**power) for coefficient, power in cost)


def totals(findings: Iterable[Finding], items: int = ITEMS) -> tuple[int, int]:
    """Round trips of all findings before and after; those whose costs are not known do not count."""
    before = after = 0
    for old, new in known(distinct(findings)):
        before += trips(old, items)
        after += trips(new, items)
    return before, after


def distinct(findings: Iterable[Finding]) -> list[Finding]:
    """Without those that stand where a surer one stands: a place waits only once."""
    verdicts = ("safe", "unsafe", "manual")
    kept: list[Finding] = []
    by_path: dict[str, list[Finding]] = defaultdict(list)
    for finding in sorted(findings, key=lambda f: (verdicts.index(f.verdict), f.path, f.span)):
        span, others = finding.span, by_path[finding.path]
        if all(o.span.end_line < span.line or span.end_line < o.span.line for o in others):
            others.append(finding)
            kept.append(finding)
    return kept


def known(findings: Iterable[Finding]) -> Sequence[tuple[Terms, Terms]]:
    """The costs that can be counted with."""
    pairs = ((terms(f.cost_before), terms(f.cost_after)) for f in findings if f.cost_before)
    return [(old, new) for old, new in pairs if old is not None and new is not None]


def has_loops(findings: Iterable[Finding]) -> bool:
    """Whether any of the costs depends on how many items there are."""
    return any(power for pair in known(findings) for cost in pair for _, power in cost)
