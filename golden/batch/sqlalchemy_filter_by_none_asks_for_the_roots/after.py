from __future__ import annotations

from collections import defaultdict

from sqlalchemy import ForeignKey, String, literal, select, union_all
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
    parent_ids = list(dict.fromkeys(category.parent_id for category in categories))
    categories_by_parent_id: defaultdict[int | None, list[Category]] = defaultdict(list)
    for start in range(0, len(parent_ids), 100):
        wanted = union_all(
            *(
                select(Category.id, literal(number).label("position")).where(
                    Category.parent_id == key
                )
                for number, key in enumerate(parent_ids[start : start + 100], start)
            )
        ).subquery()
        for category_row, position in (
            session.query(Category, wanted.c.position)
            .filter(Category.id == wanted.c.id)
            .order_by(Category.id)
        ):
            categories_by_parent_id[parent_ids[position]].append(category_row)
    for category in categories:
        rows = categories_by_parent_id.get(category.parent_id, [])
        found.append([row.name for row in rows])
    return found
