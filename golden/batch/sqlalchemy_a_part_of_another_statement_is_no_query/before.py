from __future__ import annotations

from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


def parts(session: Session, names: list[str]) -> list:
    found = []
    for name in names:
        found.append(session.query(User).filter(User.name.like(name)).subquery())
    return found


def deleted(session: Session, names: list[int]) -> None:
    for name in names:
        session.query(User).filter(User.id == name).delete()
