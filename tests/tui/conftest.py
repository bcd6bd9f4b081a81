"""The stage of the review, apart from what the machine's environment says."""

from __future__ import annotations

from pathlib import Path

import pytest
from review_stage import Stage

_TOLD = ("NO_COLOR", "TEXTUAL_THEME", "COLORFGBG", "REFACTOR_CACHE_DIR", "REFACTOR_NO_CACHE")


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    for name in _TOLD:
        monkeypatch.delenv(name, raising=False)
    return Stage(tmp_path)
