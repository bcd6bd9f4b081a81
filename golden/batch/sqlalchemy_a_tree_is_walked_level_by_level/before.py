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


def subtree(session: Session, parent_id: int) -> list[str]:
    names = []
    children = session.scalars(
        select(Category).where(Category.parent_id == parent_id).order_by(Category.id)
    ).all()
    for child in children:
        names.append(child.name)
        names.extend(subtree(session, child.id))
    return names
