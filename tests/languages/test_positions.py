"""Keys with positions are asked for in SQL that databases without a server here accept, too."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.dialects import mssql, mysql, oracle

GOLDEN = Path(__file__).parents[2] / "golden" / "batch"


class Recorder:
    """A session that only compiles what it is asked."""

    def __init__(self, dialect: Any) -> None:
        self.dialect = dialect
        self.sent: list[str] = []

    def execute(self, statement: Any) -> list[Any]:
        self.sent.append(" ".join(str(statement.compile(dialect=self.dialect)).split()))
        return []


@pytest.mark.parametrize("dialect", [mysql.dialect(), mssql.dialect(), oracle.dialect()])
def test_each_key_is_compared_with_its_column_alone(dialect: Any) -> None:
    case = "sqlalchemy_text_keys_on_mysql_are_told_by_position"
    module = runpy.run_path(str(GOLDEN / case / "after.py"))
    session = Recorder(dialect)
    module["of_brands"](session, ["acme", "ACME"])
    module["cheapest"](session, ["acme", "ACME"])
    assert len(session.sent) == 2
    for text in session.sent:
        compared = [part for part in text.split() if part == "products.brand"]
        assert text.count(" UNION ALL ") == 1
        assert len(compared) == 2, "no list of keys takes part in a comparison"
        assert "COLLATE" not in text
    assert "row_number() OVER (PARTITION BY" in session.sent[1]
