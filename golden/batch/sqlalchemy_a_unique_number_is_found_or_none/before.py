from __future__ import annotations

from sqlalchemy import String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Account(Base):
    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    owner: Mapped[str] = mapped_column(String(100))


def owners(session: Session, numbers: list[int]) -> list[str]:
    names = []
    for number in numbers:
        account = session.execute(
            select(Account).where(Account.number == number)
        ).scalar_one_or_none()
        names.append(account.owner if account is not None else "unknown")
    return names
