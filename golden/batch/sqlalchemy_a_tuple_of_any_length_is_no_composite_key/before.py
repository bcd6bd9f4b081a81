from __future__ import annotations

from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Stock(Base):
    __tablename__ = "stocks"

    shop_id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(primary_key=True)
    amount: Mapped[int]


def amounts(session: Session, pairs: list[tuple[int, ...]]) -> list[int | None]:
    found = []
    for pair in pairs:
        stock = session.get(Stock, pair)
        found.append(stock.amount if stock is not None else None)
    return found
