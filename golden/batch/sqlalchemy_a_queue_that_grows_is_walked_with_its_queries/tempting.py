from __future__ import annotations

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Category(Base):
    __tablename__ = "categories"

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("categories.id"))
    name: Mapped[str] = mapped_column(String(50))


def subtree(session: Session, root_id: int) -> list[str]:
    names = []
    pending = [root_id]
    by_parent: dict[int | None, list[Category]] = {}
    for child in session.scalars(
        select(Category).where(Category.parent_id.in_(pending)).order_by(Category.id)
    ):
        by_parent.setdefault(child.parent_id, []).append(child)
    for parent_id in pending:
        children = by_parent.get(parent_id, [])
        names.extend(child.name for child in children)
        pending.extend(child.id for child in children)
    return names
