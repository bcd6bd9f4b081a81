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
    for parent_id in pending:
        children = session.scalars(
            select(Category)
            .where(Category.parent_id == parent_id)
            .order_by(Category.id)
        ).all()
        names.extend(child.name for child in children)
        pending.extend(child.id for child in children)
    return names
