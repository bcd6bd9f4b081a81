from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(100), unique=True)


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    status: Mapped[str] = mapped_column(String(20))
    total: Mapped[int]


@dataclass
class Draft:
    user_id: int
    owner: str = ""


def assign(session: Session, drafts: list[Draft], fallback: dict[int, int]) -> None:
    for draft in drafts:
        if draft.user_id in fallback:
            for other in drafts:
                if other.user_id == draft.user_id:
                    other.user_id = fallback[draft.user_id]
        user = session.get(User, draft.user_id)
        draft.owner = user.email if user else "nobody"
