from __future__ import annotations

from sqlalchemy import select, tuple_
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Stock(Base):
    __tablename__ = "stocks"

    shop_id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(primary_key=True)
    amount: Mapped[int]


def amounts(session: Session, pairs: list[tuple[int, int]]) -> list[int | None]:
    found = []
    keys = list(dict.fromkeys((pair[0], pair[1]) for pair in pairs))
    stock_by_shop_id_and_product_id = {}
    for start in range(0, len(keys), 1000):
        for stock_row in session.scalars(
            select(Stock).where(
                tuple_(Stock.shop_id, Stock.product_id).in_(keys[start : start + 1000])
            )
        ):
            stock_by_shop_id_and_product_id[
                (stock_row.shop_id, stock_row.product_id)
            ] = stock_row
    for pair in pairs:
        stock = stock_by_shop_id_and_product_id.get((pair[0], pair[1]))
        found.append(stock.amount if stock is not None else None)
    return found
