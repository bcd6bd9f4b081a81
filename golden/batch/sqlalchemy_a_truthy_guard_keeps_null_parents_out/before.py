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


def parent_names(session: Session, categories: list[Category]) -> list[str]:
    names = []
    for category in categories:
        if category.parent_id:
            parent = session.execute(
                select(Category).where(Category.id == category.parent_id)
            ).scalar_one()
            names.append(f"{parent.name}/{category.name}")
        else:
            names.append(category.name)
    return names
