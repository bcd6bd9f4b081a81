from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ForeignKey, String, select
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
    ids = {draft.user_id for draft in drafts}
    users = {
        user.id: user for user in session.scalars(select(User).where(User.id.in_(ids)))
    }
    for draft in drafts:
        if draft.user_id in fallback:
            for other in drafts:
                if other.user_id == draft.user_id:
                    other.user_id = fallback[draft.user_id]
        user = users.get(draft.user_id)
        draft.owner = user.email if user else "nobody"
