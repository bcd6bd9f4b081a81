"""Rows that are joined and rows that are grouped for one loop: its items are asked for once, joined.

Where a query of the loop is asked before it, the items get a name there. A join that is added to the
query set in the head of the loop would then ask for the items again, and might find others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from codemods.model.findings import Finding, Refused
from codemods.model.steps import FileEdit, LoadOnce, PlanStep
from codemods.patterns._batch_eager import Joined


def joined_with(
    decided: Sequence[Finding | Refused], eager: Sequence[Joined | Refused]
) -> Iterator[Finding | Refused]:
    """What was decided about queries and joins, with the joins where the items get their name."""
    found = list(decided)
    alone: list[Finding | Refused] = []
    for told in eager:
        if isinstance(told, Refused):
            alone.append(told)
        elif not told.named:
            alone.append(told.finding)
        else:
            naming = [i for i, f in enumerate(found) if _names(f, told.named)]
            if told.finding.verdict != "safe" and any(_is_safe(found[i]) for i in naming):
                continue  # it is found when the others are written
            for i in naming:
                found[i] = _with_join(found[i], told)
    yield from found
    yield from alone


def _names(finding: Finding | Refused, named: str) -> bool:
    """Whether a finding gives a name to the items of the loop."""
    return isinstance(finding, Finding) and any(
        isinstance(step, LoadOnce) and step.keys.startswith(named)
        for edit in finding.edits
        for step in edit.steps
    )


def _is_safe(told: Finding | Refused) -> bool:
    return isinstance(told, Finding) and told.verdict == "safe"


def _with_join(finding: Finding | Refused, told: Joined) -> Finding | Refused:
    if not isinstance(finding, Finding):
        return finding
    whole = told.named.endswith(")\n") and told.named.partition(" = ")[2].startswith("list(")
    at = len(told.named) - (2 if whole else 1)
    text = f"{told.named[:at]}{told.code}{told.named[at:]}"

    def joined(step: PlanStep) -> PlanStep:
        if isinstance(step, LoadOnce) and step.keys.startswith(told.named):
            return replace(step, keys=text + step.keys.removeprefix(told.named))
        return step

    edits = tuple(
        FileEdit(e.path, tuple(joined(s) for s in e.steps), e.text, e.made_from)
        for e in finding.edits
    )
    return replace(
        finding,
        edits=edits,
        evidence=(
            *finding.evidence,
            f"the items come with what they lead to: {told.finding.message}",
        ),
        missing=tuple(dict.fromkeys((*finding.missing, *told.finding.missing))),
    )
