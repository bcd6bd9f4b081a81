from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from sqlalchemy import Numeric, String, func, literal, select, union_all
from sqlalchemy.exc import NoResultFound
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
    unique_codes = list(dict.fromkeys(codes))
    product_by_code: dict[str, Product] = {}
    for start in range(0, len(unique_codes), 100):
        wanted = union_all(
            *(
                select(Product.id, literal(number).label("position")).where(
                    Product.code == key
                )
                for number, key in enumerate(unique_codes[start : start + 100], start)
            )
        ).subquery()
        for product_row, position in session.execute(
            select(Product, wanted.c.position).where(Product.id == wanted.c.id)
        ):
            product_by_code[unique_codes[position]] = product_row
    for code in codes:
        product = product_by_code.get(code)
        found.append(product.id if product else None)
    return found


def must(session: Session, codes: list[str]) -> list[int]:
    found = []
    unique_codes = list(dict.fromkeys(codes))
    ids_by_code = {}
    for start in range(0, len(unique_codes), 100):
        wanted = union_all(
            *(
                select(Product.id, literal(number_row).label("position")).where(
                    Product.code == key
                )
                for number_row, key in enumerate(
                    unique_codes[start : start + 100], start
                )
            )
        ).subquery()
        for value, position in session.execute(
            select(Product.id, wanted.c.position).where(Product.id == wanted.c.id)
        ):
            ids_by_code[unique_codes[position]] = value
    for code in codes:
        if code not in ids_by_code:
            raise NoResultFound("No row was found when one was required")
        number = ids_by_code[code]
        found.append(number)
    return found


def of_brands(session: Session, brands: list[str]) -> list[list[int]]:
    unique_brands = list(dict.fromkeys(brands))
    ids_by_brand = defaultdict(list)
    for start in range(0, len(unique_brands), 100):
        wanted = union_all(
            *(
                select(Product.id, literal(number).label("position")).where(
                    Product.brand == key
                )
                for number, key in enumerate(unique_brands[start : start + 100], start)
            )
        ).subquery()
        for value, position in session.execute(
            select(Product.id, wanted.c.position)
            .where(Product.id == wanted.c.id, Product.price > 1)
            .order_by(Product.price.desc(), Product.id)
        ):
            ids_by_brand[unique_brands[position]].append(value)
    return [list(ids_by_brand.get(brand, ())) for brand in brands]


def cheapest(session: Session, brands: list[str]) -> list[str | None]:
    found = []
    unique_brands = list(dict.fromkeys(brands))
    product_by_brand: dict[str, Product] = {}
    for start in range(0, len(unique_brands), 100):
        wanted = union_all(
            *(
                select(Product.id, literal(number).label("position")).where(
                    Product.brand == key
                )
                for number, key in enumerate(unique_brands[start : start + 100], start)
            )
        ).subquery()
        ranked = (
            select(
                Product.id,
                wanted.c.position,
                func.row_number()
                .over(
                    partition_by=wanted.c.position, order_by=(Product.price, Product.id)
                )
                .label("rank"),
            )
            .where(Product.id == wanted.c.id)
            .subquery()
        )
        for product_row, position in session.execute(
            select(Product, ranked.c.position)
            .select_from(Product)
            .join(ranked, Product.id == ranked.c.id)
            .where(ranked.c.rank == 1)
        ):
            product_by_brand[unique_brands[position]] = product_row
    for brand in brands:
        product = product_by_brand.get(brand)
        found.append(product.code if product else None)
    return found


def counts(session: Session, brands: list[str]) -> list[int]:
    unique_brands = list(dict.fromkeys(brands))
    product_counts_by_brand: dict[str, int] = {}
    for start in range(0, len(unique_brands), 100):
        wanted = union_all(
            *(
                select(Product.id, literal(number).label("position")).where(
                    Product.brand == key
                )
                for number, key in enumerate(unique_brands[start : start + 100], start)
            )
        ).subquery()
        for position, count in session.execute(
            select(wanted.c.position, func.count())
            .select_from(Product)
            .where(Product.id == wanted.c.id)
            .group_by(wanted.c.position)
        ):
            product_counts_by_brand[unique_brands[position]] = count
    return [product_counts_by_brand.get(brand, 0) for brand in brands]


def sums(session: Session, brands: list[str]) -> list[Decimal | None]:
    unique_brands = list(dict.fromkeys(brands))
    product_totals_by_brand = {}
    for start in range(0, len(unique_brands), 100):
        wanted = union_all(
            *(
                select(Product.id, literal(number).label("position")).where(
                    Product.brand == key
                )
                for number, key in enumerate(unique_brands[start : start + 100], start)
            )
        ).subquery()
        for position, total in session.execute(
            select(wanted.c.position, func.sum(Product.price))
            .where(Product.id == wanted.c.id)
            .group_by(wanted.c.position)
        ):
            product_totals_by_brand[unique_brands[position]] = total
    return [product_totals_by_brand.get(brand) for brand in brands]


def unknown(session: Session, brands: list[str]) -> list[str]:
    found = []
    unique_brands = list(dict.fromkeys(brands))
    brands_with_products: set[str] = set()
    for start in range(0, len(unique_brands), 100):
        wanted = union_all(
            *(
                select(Product.id, literal(number).label("position")).where(
                    Product.brand == key
                )
                for number, key in enumerate(unique_brands[start : start + 100], start)
            )
        ).subquery()
        for (position,) in (
            session.query(wanted.c.position)
            .filter(Product.id == wanted.c.id)
            .distinct()
        ):
            brands_with_products.add(unique_brands[position])
    for brand in brands:
        if brand not in brands_with_products:
            found.append(brand)
    return found


def pairs(session: Session, wanted: list[tuple[str, Decimal]]) -> list[list[int]]:
    found = []
    keys = list(dict.fromkeys((brand, price) for brand, price in wanted))
    ids_by_brand_and_price = defaultdict(list)
    for start in range(0, len(keys), 100):
        wanted_row = union_all(
            *(
                select(Product.id, literal(number).label("position")).where(
                    Product.brand == wanted_brand, Product.price == wanted_price
                )
                for number, (wanted_brand, wanted_price) in enumerate(
                    keys[start : start + 100], start
                )
            )
        ).subquery()
        for value, position in session.execute(
            select(Product.id, wanted_row.c.position)
            .where(Product.id == wanted_row.c.id)
            .order_by(Product.id)
        ):
            ids_by_brand_and_price[keys[position]].append(value)
    for brand, price in wanted:
        rows = ids_by_brand_and_price.get((brand, price), [])
        found.append(list(rows))
    return found
