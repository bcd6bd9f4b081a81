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
    by_parent: dict[int | None, list[Category]] = {}
    parents = {category.parent_id for category in categories}
    for row in (
        session.query(Category)
        .filter(Category.parent_id.in_(parents))
        .order_by(Category.id)
    ):
        by_parent.setdefault(row.parent_id, []).append(row)
    for category in categories:
        found.append([row.name for row in by_parent.get(category.parent_id, [])])
    return found
