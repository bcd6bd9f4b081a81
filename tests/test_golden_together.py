"""All patterns at once on every golden case: what one of them writes never spoils another."""

from __future__ import annotations

from pathlib import Path

import pytest
from golden_cases import Case, cases

from codemods.pipeline import Request, analyse, rewrite

PATTERNS = ("gather", "batch", "transaction")
CASES = [case for pattern in PATTERNS for case in cases(pattern)]
# Why a rewrite may be left out for one that is written in its place.
GIVES_WAY = ("has the better change for this place", "run again for this one")


@pytest.mark.parametrize("case", CASES, ids=[f"{c.pattern}-{c.name}" for c in CASES])
def test_what_is_written_together_holds_together(case: Case, tmp_path: Path) -> None:
    case.lay_out(tmp_path)
    found = analyse(Request((tmp_path,), PATTERNS, jobs=1, use_cache=False))
    result = rewrite(found, [f for f in found.findings if f.edits])
    for change in result.changes:
        compile(change.after.decode(), change.path, "exec")
    left = [f"{r.pattern} {r.path}:{r.span.line}: {r.reason}" for r in result.dropped]
    assert not [told for told in left if not told.endswith(GIVES_WAY)]
