from __future__ import annotations

from decimal import Decimal

from sqlalchemy import Numeric, String, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Product(Base):
    __tablename__ = "products"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20, "NOCASE"), unique=True)
    brand: Mapped[str] = mapped_column(String(20, "NOCASE"))
    price: Mapped[Decimal] = mapped_column(Numeric(10, 2))


def ids(session: Session, codes: list[str]) -> list[int | None]:
    found = []
    for code in codes:
        product = session.scalars(
            select(Product).where(Product.code == code)
        ).one_or_none()
        found.append(product.id if product else None)
    return found


def must(session: Session, codes: list[str]) -> list[int]:
    found = []
    for code in codes:
        number = session.execute(
            select(Product.id).where(Product.code == code)
        ).scalar_one()
        found.append(number)
    return found


def of_brands(session: Session, brands: list[str]) -> list[list[int]]:
    return [
        session.scalars(
            select(Product.id)
            .where(Product.brand == brand, Product.price > 1)
            .order_by(Product.price.desc(), Product.id)
        ).all()
        for brand in brands
    ]


def cheapest(session: Session, brands: list[str]) -> list[str | None]:
    found = []
    for brand in brands:
        product = session.scalars(
            select(Product)
            .where(Product.brand == brand)
            .order_by(Product.price, Product.id)
            .limit(1)
        ).first()
        found.append(product.code if product else None)
    return found


def counts(session: Session, brands: list[str]) -> list[int]:
    return [
        session.scalar(
            select(func.count()).select_from(Product).where(Product.brand == brand)
        )
        for brand in brands
    ]


def sums(session: Session, brands: list[str]) -> list[Decimal | None]:
    return [
        session.scalar(select(func.sum(Product.price)).where(Product.brand == brand))
        for brand in brands
    ]


def unknown(session: Session, brands: list[str]) -> list[str]:
    found = []
    for brand in brands:
        if session.query(Product).filter_by(brand=brand).first() is None:
            found.append(brand)
    return found


def pairs(session: Session, wanted: list[tuple[str, Decimal]]) -> list[list[int]]:
    found = []
    for brand, price in wanted:
        rows = session.scalars(
            select(Product.id)
            .where(Product.brand == brand, Product.price == price)
            .order_by(Product.id)
        ).all()
        found.append(list(rows))
    return found
