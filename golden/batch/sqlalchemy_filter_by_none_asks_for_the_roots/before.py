from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Category(Base):
    __tablename__ = "categories"

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("categories.id"))
    name: Mapped[str] = mapped_column(String(50))


def siblings(session: Session, categories: list[Category]) -> list[list[str]]:
    found = []
    for category in categories:
        rows = (
            session.query(Category)
            .filter_by(parent_id=category.parent_id)
            .order_by(Category.id)
            .all()
        )
        found.append([row.name for row in rows])
    return found
