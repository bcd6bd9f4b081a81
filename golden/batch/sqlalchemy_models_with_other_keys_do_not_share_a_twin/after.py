from __future__ import annotations

from typing import Generic, TypeVar

from sqlalchemy import String, literal, select, union_all
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

    def get_by_keys(self, keys):
        """Answer `get` for many keys at once: a dict by key, without the missing ones."""
        wanted = list(dict.fromkeys(keys))
        rows_by_key = {}
        for start in range(0, len(wanted), 1000):
            for row in self.session.scalars(
                select(self.model).where(
                    self.model.id.in_(wanted[start : start + 1000])
                )
            ):
                rows_by_key[row.id] = row
        return rows_by_key

    def get_by_keys_numbered(self, keys):
        """Answer `get` for many keys at once: a dict by key, without the missing ones."""
        wanted_2 = list(dict.fromkeys(keys))
        rows_by_key = {}
        for start in range(0, len(wanted_2), 100):
            wanted = union_all(
                *(
                    select(self.model.id, literal(number).label("position")).where(
                        self.model.id == key
                    )
                    for number, key in enumerate(wanted_2[start : start + 100], start)
                )
            ).subquery()
            for row, position in self.session.execute(
                select(self.model, wanted.c.position).where(
                    self.model.id == wanted.c.id
                )
            ):
                rows_by_key[wanted_2[position]] = row
        return rows_by_key


class Users(Repository[User]):
    def __init__(self, session: Session) -> None:
        super().__init__(session, User)


class Countries(Repository[Country]):
    def __init__(self, session: Session) -> None:
        super().__init__(session, Country)


def emails(users: Users, ids: list[int]) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = users.get_by_keys(user_ids)
    for user_id in ids:
        user = users_by_id.get(user_id)
        found.append(user.email if user else None)
    return found


def names(countries: Countries, codes: list[str]) -> list[str | None]:
    found = []
    country_ids = list(dict.fromkeys(codes))
    countries_by_id = countries.get_by_keys_numbered(country_ids)
    for code in codes:
        country = countries_by_id.get(code)
        found.append(country.name if country else None)
    return found
