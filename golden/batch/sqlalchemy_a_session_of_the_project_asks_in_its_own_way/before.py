from __future__ import annotations

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


class Guarded(Session):
    def get(self, entity: type, ident: int, **options: object) -> object:  # type: ignore[override]
        if ident == 99:
            raise PermissionError(ident)
        return super().get(entity, ident, **options)


def emails(session: Guarded, user_ids: list[int]) -> list[str]:
    result = []
    for user_id in user_ids:
        user = session.get(User, user_id)
        if user is not None:
            result.append(user.email)
    return result
