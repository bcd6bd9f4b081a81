from __future__ import annotations

from typing import Generic, TypeVar

from sqlalchemy import String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(100), unique=True)


class Country(Base):
    __tablename__ = "countries"

    id: Mapped[str] = mapped_column(String(2, collation="NOCASE"), primary_key=True)
    name: Mapped[str]


M = TypeVar("M", bound=Base)


class Repository(Generic[M]):
    def __init__(self, session: Session, model: type[M]) -> None:
        self.session = session
        self.model = model

    def get(self, key) -> M | None:
        rows = self.session.scalars(select(self.model).where(self.model.id == key))
        return rows.one_or_none()


class Users(Repository[User]):
    def __init__(self, session: Session) -> None:
        super().__init__(session, User)


class Countries(Repository[Country]):
    def __init__(self, session: Session) -> None:
        super().__init__(session, Country)


def emails(users: Users, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        user = users.get(user_id)
        found.append(user.email if user else None)
    return found


def names(countries: Countries, codes: list[str]) -> list[str | None]:
    found = []
    for code in codes:
        country = countries.get(code)
        found.append(country.name if country else None)
    return found
