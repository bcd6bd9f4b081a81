"""Tables are known from models and from SQL, as far as these say."""

from __future__ import annotations

from pathlib import Path

import pytest

from codemods.project.dialects import dialect_of
from codemods.project.files import discover
from codemods.project.project import Project
from codemods.project.schema import entity_of, entity_of_table
from codemods.settings import Settings


def read(root: Path, dialect: str | None = None, **files: str) -> Project:
    for name, text in files.items():
        path = root / name.replace("__", "/").replace("_sql", ".sql")
        path = path if path.suffix else path.with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    settings = Settings(dialect=dialect)
    return Project.read(root, discover(root, settings), settings)


MAPPED = """
import enum
import uuid
from typing import Annotated, Optional

from sqlalchemy import CHAR, Column, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

intpk = Annotated[int, mapped_column(primary_key=True)]


class Base(DeclarativeBase): ...


class Stamped:
    made: Mapped[int]


class Team(Base):
    __tablename__ = "teams"
    id: Mapped[intpk]
    code: Mapped[str] = mapped_column(CHAR(3))


class User(Stamped, Base):
    __tablename__ = "users"
    __table_args__ = (UniqueConstraint("team_id", "name"),)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(20), unique=True)
    team_id: Mapped[Optional[int]] = mapped_column(ForeignKey("teams.id"))
    old = Column("old_name", ForeignKey("teams.id"), nullable=False)
    team: Mapped[Team] = relationship()
"""


def test_a_mapped_class(tmp_path: Path) -> None:
    user = entity_of(read(tmp_path, models=MAPPED), "models.User")
    assert user is not None
    assert user.primary_key == ("id",)
    assert {name: column.kind for name, column in user.columns.items()} == {
        "made": "int",
        "id": "uuid",
        "name": "text",
        "team_id": "int",
        "old": "int",
    }
    assert user.columns["team_id"].nullable
    assert not user.columns["old"].nullable
    assert user.columns["old"].name == "old_name"
    assert user.is_unique(frozenset({"team_id", "name"}))
    assert user.is_unique(frozenset({"name"}))
    assert not user.is_unique(frozenset({"team_id"}))
    assert set(user.relations) == {"team"}


def test_fixed_text_folds(tmp_path: Path) -> None:
    team = entity_of(read(tmp_path, models=MAPPED), "models.Team")
    assert team is not None
    assert team.columns["code"].kind == "folded"
    assert team.primary_key == ("id",)


DJANGO = """
from django.db import models


class Team(models.Model):
    slug = models.SlugField(unique=True)


class User(models.Model):
    key = models.UUIDField(primary_key=True)
    team = models.ForeignKey("Team", null=True, related_name="users", on_delete=models.CASCADE)
    boss = models.ForeignKey("self", on_delete=models.CASCADE)
    friends = models.ManyToManyField("self")
    data = models.JSONField()

    class Meta:
        ordering = ["-key"]
        unique_together = [("team", "boss")]
        constraints = [
            models.UniqueConstraint(fields=["boss"], name="one", condition=models.Q(team=None))
        ]
"""


def test_a_django_model(tmp_path: Path) -> None:
    project = read(tmp_path, shop__models=DJANGO, shop____init__="")
    user, team = entity_of(project, "shop.models.User"), entity_of(project, "shop.models.Team")
    assert user is not None
    assert team is not None
    assert user.primary_key == ("key",)
    assert user.columns["team_id"].kind == "int"
    assert user.columns["boss_id"].kind in ("uuid", "unknown")
    assert user.columns["team_id"].related_name == "users"
    assert user.ordering == ("-key",)
    assert not user.is_unique(frozenset({"boss"}))
    assert {"team", "boss", "friends"} <= set(user.relations)
    assert team.table == "shop_team"
    assert team.columns["id"].kind == "int"


SQL = """
CREATE TABLE users (
    id bigserial PRIMARY KEY, -- the key
    email citext NOT NULL UNIQUE,
    name varchar(20) COLLATE "de-x-icu",
    code char(3),
    score numeric(10, 2),
    made timestamptz
);
CREATE UNIQUE INDEX one_name ON users (name);
CREATE UNIQUE INDEX partly ON users (code) WHERE made IS NULL;
CREATE UNIQUE INDEX lower_name ON users (lower(name));
"""


def test_tables_in_sql(tmp_path: Path) -> None:
    project = read(tmp_path, "postgresql", app="import asyncpg\n", db__schema_sql=SQL)
    users = entity_of_table(project, "users")
    assert users is not None
    assert {n: c.kind for n, c in users.columns.items()} == {
        "id": "int",
        "email": "folded",
        "name": "folded",
        "code": "folded",
        "score": "decimal",
        "made": "datetime",
    }
    assert users.columns["code"].sql_type == "bpchar"
    assert users.columns["score"].sql_type == "decimal"
    assert not users.columns["id"].nullable
    assert users.is_unique(frozenset({"email"}))
    assert users.is_unique(frozenset({"name"}))
    assert not users.is_unique(frozenset({"code"}))


def test_definitions_that_disagree_settle_nothing(tmp_path: Path) -> None:
    first = 'A = "CREATE TABLE t (id INTEGER PRIMARY KEY, k INTEGER)"\n'
    second = 'B = "CREATE TABLE t (id TEXT, k INTEGER)"\n'
    table = entity_of_table(read(tmp_path, a=first, b=second), "t")
    assert table is not None
    assert table.columns["id"].kind == "unknown"
    assert table.columns["k"].kind == "int"
    assert table.primary_key == ()


def test_a_changed_type_is_not_known(tmp_path: Path) -> None:
    text = "CREATE TABLE t (k INTEGER);\nALTER TABLE t ALTER COLUMN k TYPE citext;\n"
    table = entity_of_table(read(tmp_path, "postgresql", app="", x_sql=text), "t")
    assert table is not None
    assert table.columns["k"].kind == "unknown"


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("import asyncpg\n", "postgresql"),
        ("import sqlite3\n", "sqlite"),
        ('url = "postgresql+psycopg://x"\n', "postgresql"),
        ('D = {"ENGINE": "django.db.backends.mysql"}\n', "mysql"),
        ('import asyncpg\nurl = "sqlite:///x"\n', None),
        ("x = 1\n", None),
    ],
)
def test_the_dialect_that_code_shows(tmp_path: Path, text: str, dialect: str | None) -> None:
    assert dialect_of(read(tmp_path, app=text)) == dialect
