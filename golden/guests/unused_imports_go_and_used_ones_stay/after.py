"""Where reports are put."""

import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import plugins  # noqa: registers the report kinds

if TYPE_CHECKING:
    from reports import Report

__all__ = ["counts", "save"]


def counts(reports: "list[Report]") -> dict[str, int]:
    found: defaultdict[str, int] = defaultdict(int)
    for report in reports:
        found[report.kind] += 1
    return found


def save(report: "Report", folder: Path) -> None:
    (folder / f"{report.kind}.json").write_text(json.dumps(report.rows))
