from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, select


class Stock(SQLModel, table=True):
    shop: int = Field(primary_key=True)
    item: int = Field(primary_key=True)
    amount: int


class Price(SQLModel, table=True):
    __table_args__ = (UniqueConstraint("shop", "item"),)

    id: int | None = Field(default=None, primary_key=True)
    shop: int
    item: int
    cents: int


def amounts(session: Session, pairs: list[tuple[int, int]]) -> list[int | None]:
    found = []
    for shop, item in pairs:
        stock = session.get(Stock, (shop, item))
        found.append(stock.amount if stock else None)
    return found


def prices(session: Session, pairs: list[tuple[int, int]]) -> list[int | None]:
    found = []
    for shop, item in pairs:
        price = session.exec(
            select(Price).where(Price.shop == shop, Price.item == item)
        ).one_or_none()
        found.append(price.cents if price else None)
    return found
