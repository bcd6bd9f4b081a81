"""`[tool.refactor]` as a value: read once, checked strictly, with near matches for typing errors."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

from codemods.errors import RefactorError

DIALECTS = ("postgresql", "mysql", "mariadb", "sqlite", "oracle", "mssql")
EFFECTS = ("pure", "read", "write", "unknown")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a project may set. Counts are plain numbers; paths are relative to the root."""

    exclude: tuple[str, ...] = ()
    dialect: str | None = None
    max_concurrency: int = 10
    chunk: int = 1000
    concurrency: str = "gather"
    line_length: int = 88
    libraries: tuple[str, ...] = ()
    effects: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    source: str = ""


def load(root: Path, config: Path | None = None) -> Settings:
    """The settings of the project at `root`; defaults where it has none.

    Raises RefactorError for TOML that cannot be read, an unknown key, or a value of a wrong type.
    """
    path = config or root / "pyproject.toml"
    if config is None and not path.is_file():
        return Settings()
    try:
        document = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise RefactorError(f"cannot read {path}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RefactorError(
            f"{path} is not valid TOML: {error}", "Mend the file, then run again."
        ) from None
    tool = document.get("tool", {})
    table = tool.get("refactor", {}) if isinstance(tool, dict) else {}
    if not isinstance(table, dict):
        raise RefactorError(f"{path}: [tool.refactor] must be a table")
    values = _checked(table, path)
    values.setdefault("line_length", _line_length(tool))
    return Settings(source=str(path) if table else "", **values)


def _line_length(tool: Any) -> int:
    """The width the project's formatter uses, so that written code fits it."""
    for name, key in (("ruff", "line-length"), ("black", "line-length")):
        section = tool.get(name) if isinstance(tool, dict) else None
        length = section.get(key) if isinstance(section, dict) else None
        if isinstance(length, int) and not isinstance(length, bool) and 20 <= length <= 400:
            return length
    return 88


def _checked(table: Mapping[str, Any], path: Path) -> dict[str, Any]:
    known = {f.name.replace("_", "-"): f.name for f in fields(Settings) if f.name != "source"}
    values: dict[str, Any] = {}
    for key, value in table.items():
        name = known.get(key.replace("_", "-"))
        if name is None:
            near = difflib.get_close_matches(key.replace("_", "-"), known, n=1)
            advice = (
                f"Did you mean `{near[0].replace('-', '_')}`?"
                if near
                else f"Known: {', '.join(sorted(known.values()))}."
            )
            raise RefactorError(f"{path}: unknown setting `{key}` in [tool.refactor]", advice)
        values[name] = _value(name, value, path)
    return values


def _value(name: str, value: Any, path: Path) -> Any:
    where = f"{path}: [tool.refactor] {name}"
    if name in ("exclude", "libraries"):
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise RefactorError(f"{where} must be a list of strings")
        return tuple(value)
    if name in ("max_concurrency", "chunk", "line_length"):
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise RefactorError(f"{where} must be a positive whole number")
        return value
    if name == "effects":
        if not isinstance(value, dict) or not all(v in EFFECTS for v in value.values()):
            raise RefactorError(f"{where} must map dotted names to one of: {', '.join(EFFECTS)}")
        return MappingProxyType(dict(value))
    allowed = DIALECTS if name == "dialect" else ("gather", "taskgroup")
    if value not in allowed:
        raise RefactorError(f"{where} must be one of: {', '.join(allowed)}")
    return value
