from __future__ import annotations

from sqlalchemy import ForeignKey, String, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(100))


class Visit(Base):
    __tablename__ = "visits"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))


class Report:
    def line(self, db: Session, user: User) -> str:
        count = db.scalar(
            select(func.count()).select_from(Visit).where(Visit.user_id == user.id)
        )
        return f"{user.email}: {count}"

    def lines(self, db: Session) -> list[str]:
        users = db.scalars(select(User).order_by(User.id)).all()
        return [self.line(db, user) for user in users]


class ShortReport(Report):
    def line(self, db: Session, user: User) -> str:
        return user.email
