"""Rows that are joined and rows that are grouped for one loop: its items are asked for once, joined.

Where a query of the loop is asked before it, the items get a name there. A join that is added to the
query set in the head of the loop would then ask for the items again, and might find others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from codemods.model.findings import Finding, Refused
from codemods.model.spans import Span
from codemods.model.steps import AddImport, FileEdit, LoadOnce, PlanStep, TakeLoaded
from codemods.patterns._batch_case import Loading
from codemods.patterns._batch_eager import Joined


def joined_with(
    decided: Sequence[Finding | Refused], eager: Sequence[Joined | Refused]
) -> Iterator[Finding | Refused]:
    """What was decided about queries and joins, with the joins where the items get their name."""
    found = list(decided)
    alone: list[Finding | Refused] = []
    for told in _of_one_query_set(eager):
        if isinstance(told, Refused):
            alone.append(told)
        elif told.behind:
            if told.loading is not None and told.finding.verdict == "safe":
                found = [_with_rows_joined(f, told) for f in found]
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


def _of_one_query_set(eager: Sequence[Joined | Refused]) -> list[Joined | Refused]:
    """What is found, with rows that one query set is asked for more in one finding."""
    left: list[Joined | Refused] = []
    for told in eager:
        place = _place(told)
        same = next((i for i, t in enumerate(left) if place and _place(t) == place), None)
        if same is None or isinstance(told, Refused):
            left.append(told)
            continue
        first = left[same]
        if isinstance(first, Refused) or told.finding.verdict != first.finding.verdict:
            left.append(told)
            continue
        code = first.code if told.code in first.code else first.code + told.code

        def both(step: PlanStep, code: str = code) -> PlanStep:
            return replace(step, code=code) if isinstance(step, TakeLoaded) else step

        finding = _changed(first.finding, both, told)
        left[same] = replace(first, finding=finding, code=code)
    return left


def _place(told: Joined | Refused) -> tuple[str, Span] | None:
    """Where the one step of a finding stands."""
    if isinstance(told, Refused) or len(told.finding.edits) != 1:
        return None
    edit = told.finding.edits[0]
    step = edit.steps[0] if len(edit.steps) == 1 else None
    return (edit.path, step.place) if isinstance(step, TakeLoaded) else None


def _names(finding: Finding | Refused, named: str) -> bool:
    """Whether a finding gives a name to the items of the loop."""
    return isinstance(finding, Finding) and any(
        isinstance(step, LoadOnce) and step.keys.startswith(named)
        for edit in finding.edits
        for step in edit.steps
    )


def _with_rows_joined(finding: Finding | Refused, told: Joined) -> Finding | Refused:
    """The finding that loads the rows for all keys, loading them with the rows they lead to."""
    if not isinstance(finding, Finding) or finding.id != told.behind:
        return finding

    loading = told.loading
    if loading is None:
        return finding

    def joined(step: PlanStep) -> PlanStep:
        if isinstance(step, TakeLoaded) and loading.code and step.code == loading.code:
            return replace(step, code=_prefetch_of(loading, told.code))
        if not isinstance(step, LoadOnce) or not loading.head:
            return step
        lines = [
            f"{line[:-1]}{told.code}:" if line.strip().startswith(loading.head) else line
            for line in step.code.split("\n")
        ]
        return replace(step, code="\n".join(lines))

    if loading.code:
        imports = (("django.db.models", "Prefetch"), *loading.imports)
        first, *rest = finding.edits
        more = tuple(AddImport(module, name) for module, name in imports)
        finding = replace(finding, edits=(replace(first, steps=(*first.steps, *more)), *rest))
    return _changed(finding, joined, told)


def _prefetch_of(loading: Loading, code: str) -> str:
    """`.prefetch_related(Prefetch("lines", queryset=Line.objects.select_related("product")))`"""
    relation = loading.code.removeprefix(".prefetch_related(").removesuffix(")")
    rows = f"Prefetch({relation}, queryset={loading.manager}{code})"
    return f".prefetch_related({rows})"


def _changed(finding: Finding, change: Callable[[PlanStep], PlanStep], told: Joined) -> Finding:
    edits = tuple(
        FileEdit(e.path, tuple(change(s) for s in e.steps), e.text, e.made_from)
        for e in finding.edits
    )
    return replace(
        finding,
        edits=edits,
        evidence=(*finding.evidence, f"joined with it: {told.finding.message}"),
        missing=tuple(dict.fromkeys((*finding.missing, *told.finding.missing))),
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

    return _changed(finding, joined, told)
