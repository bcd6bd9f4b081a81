"""Which database a project talks to: as it declares, or as its own code shows."""

from __future__ import annotations

import re

from codemods.project.codebase import Codebase

# A URL's scheme as SQLAlchemy and its like spell it, or a Django engine.
_URL = re.compile(
    r"""["'](postgres(?:ql)?|sqlite|mysql|mariadb|oracle|mssql)(?:\+\w+)?:/""", re.IGNORECASE
)
_ENGINE = re.compile(
    r"""["']django\.(?:contrib\.gis\.)?db\.backends\.(postgresql|sqlite3|mysql|oracle|postgis|spatialite)["']"""
)
_DRIVERS = {
    "asyncpg": "postgresql", "psycopg": "postgresql", "psycopg2": "postgresql",
    "sqlite3": "sqlite", "aiosqlite": "sqlite", "pymysql": "mysql", "aiomysql": "mysql",
    "MySQLdb": "mysql", "oracledb": "oracle", "pyodbc": "mssql",
}  # fmt: skip
_NAMES = {"postgres": "postgresql", "sqlite3": "sqlite", "postgis": "postgresql",
          "spatialite": "sqlite"}  # fmt: skip


def dialect_of(project: Codebase) -> str | None:
    """The dialect that is declared, or the only one that URLs, engines and drivers show."""
    if project.settings.dialect:
        return project.settings.dialect
    key = ("dialect",)
    if key not in project.memo:
        project.memo[key] = _shown(project)
    return project.memo[key]  # type: ignore[return-value]


def _shown(project: Codebase) -> str | None:
    found: set[str] = set()
    for module in project.modules.values():
        if is_test(module.path):
            continue
        for fact in module.facts.imports:
            top = fact.module.partition(".")[0]
            if not fact.level and top in _DRIVERS:
                found.add(_DRIVERS[top])
        if "database_url" in module.facts.words:
            for line in project.lines(module.path):
                for pattern in (_URL, _ENGINE):
                    for name in pattern.findall(line):
                        found.add(_NAMES.get(name.lower(), name.lower()))
    return found.pop() if len(found) == 1 else None


def is_test(path: str) -> bool:
    parts = path.split("/")
    if any(p in ("tests", "test") for p in parts[:-1]) or parts[-1] == "tests.py":
        return True
    return parts[-1].startswith(("test_", "conftest")) or parts[-1].endswith("_test.py")
