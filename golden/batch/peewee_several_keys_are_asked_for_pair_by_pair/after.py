from functools import reduce
from operator import or_

from peewee import IntegerField, Model, fn


class Stock(Model):
    shop = IntegerField()
    item = IntegerField()
    amount = IntegerField()

    class Meta:
        indexes = ((("shop", "item"), True),)


def amounts(wanted: list[tuple[int, int]]) -> list[int | None]:
    found = []
    keys = list(dict.fromkeys((shop, item) for shop, item in wanted))
    stock_by_shop_and_item = {}
    for start in range(0, len(keys), 50):
        for stock_row in Stock.select().where(
            reduce(
                or_,
                (
                    (Stock.shop == key_1) & (Stock.item == key_2)
                    for key_1, key_2 in keys[start : start + 50]
                ),
            )
        ):
            stock_by_shop_and_item[(stock_row.shop, stock_row.item)] = stock_row
    for shop, item in wanted:
        stock = stock_by_shop_and_item.get((shop, item))
        found.append(stock.amount if stock else None)
    return found


def counts(wanted: list[tuple[int, int]]) -> list[int]:
    keys = list(dict.fromkeys((shop, amount) for shop, amount in wanted))
    stock_counts_by_shop_and_amount = {}
    for start in range(0, len(keys), 50):
        for shop_row, amount_row, count in (
            Stock.select(Stock.shop, Stock.amount, fn.COUNT(Stock.id))
            .where(
                reduce(
                    or_,
                    (
                        (Stock.shop == key_1) & (Stock.amount == key_2)
                        for key_1, key_2 in keys[start : start + 50]
                    ),
                )
            )
            .group_by(Stock.shop, Stock.amount)
            .tuples()
        ):
            stock_counts_by_shop_and_amount[(shop_row, amount_row)] = count
    return [
        stock_counts_by_shop_and_amount.get((shop, amount), 0)
        for shop, amount in wanted
    ]


def largest(wanted: list[tuple[int, int]]) -> list[int | None]:
    found = []
    keys = list(dict.fromkeys((shop, amount) for shop, amount in wanted))
    stock_by_shop_and_amount = {}
    for start in range(0, len(keys), 50):
        ranked = Stock.select(
            Stock.id,
            fn.ROW_NUMBER()
            .over(partition_by=[Stock.shop, Stock.amount], order_by=[Stock.item.desc()])
            .alias("rank"),
        ).where(
            reduce(
                or_,
                (
                    (Stock.shop == key_1) & (Stock.amount == key_2)
                    for key_1, key_2 in keys[start : start + 50]
                ),
            )
        )
        for stock_row in (
            Stock.select()
            .join(ranked, on=Stock.id == ranked.c.id)
            .where(ranked.c.rank == 1)
        ):
            stock_by_shop_and_amount[(stock_row.shop, stock_row.amount)] = stock_row
    for shop, amount in wanted:
        stock = stock_by_shop_and_amount.get((shop, amount))
        found.append(stock.item if stock else None)
    return found
