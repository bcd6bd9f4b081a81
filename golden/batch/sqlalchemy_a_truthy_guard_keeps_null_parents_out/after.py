from __future__ import annotations

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.exc import NoResultFound
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
    category_ids = list(
        dict.fromkeys(
            category.parent_id for category in categories if category.parent_id
        )
    )
    categories_by_id: dict[int, Category] = {}
    for start in range(0, len(category_ids), 1000):
        for category_row in session.scalars(
            select(Category).where(Category.id.in_(category_ids[start : start + 1000]))
        ):
            categories_by_id[category_row.id] = category_row
    for category in categories:
        if category.parent_id:
            if category.parent_id not in categories_by_id:
                raise NoResultFound("No row was found when one was required")
            parent = categories_by_id[category.parent_id]
            names.append(f"{parent.name}/{category.name}")
        else:
            names.append(category.name)
    return names
