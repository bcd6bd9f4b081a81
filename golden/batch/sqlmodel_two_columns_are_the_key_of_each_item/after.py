from __future__ import annotations

from sqlalchemy import UniqueConstraint, tuple_
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
    keys = list(dict.fromkeys((shop, item) for shop, item in pairs))
    stock_by_shop_and_item = {}
    for start in range(0, len(keys), 1000):
        for stock_row in session.scalars(
            select(Stock).where(
                tuple_(Stock.shop, Stock.item).in_(keys[start : start + 1000])
            )
        ):
            stock_by_shop_and_item[(stock_row.shop, stock_row.item)] = stock_row
    for shop, item in pairs:
        stock = stock_by_shop_and_item.get((shop, item))
        found.append(stock.amount if stock else None)
    return found


def prices(session: Session, pairs: list[tuple[int, int]]) -> list[int | None]:
    found = []
    keys = list(dict.fromkeys((shop, item) for shop, item in pairs))
    price_by_shop_and_item = {}
    for start in range(0, len(keys), 1000):
        for price_row in session.exec(
            select(Price).where(
                tuple_(Price.shop, Price.item).in_(keys[start : start + 1000])
            )
        ):
            price_by_shop_and_item[(price_row.shop, price_row.item)] = price_row
    for shop, item in pairs:
        price = price_by_shop_and_item.get((shop, item))
        found.append(price.cents if price else None)
    return found
