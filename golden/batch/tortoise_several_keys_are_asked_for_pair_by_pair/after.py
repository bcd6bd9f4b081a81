from collections import defaultdict

from tortoise import fields
from tortoise.expressions import Q
from tortoise.functions import Count
from tortoise.models import Model


class Stock(Model):
    id = fields.IntField(primary_key=True)
    shop = fields.IntField()
    item = fields.IntField()
    amount = fields.IntField()

    class Meta:
        unique_together = (("shop", "item"),)


async def amounts(wanted: list[tuple[int, int]]) -> list[int | None]:
    found = []
    keys = list(dict.fromkeys((shop, item) for shop, item in wanted))
    stock_by_shop_and_item = {}
    for start in range(0, len(keys), 100):
        for stock_row in await Stock.filter(
            Q(
                *(
                    Q(shop=key_1, item=key_2)
                    for key_1, key_2 in keys[start : start + 100]
                ),
                join_type=Q.OR,
            )
        ):
            stock_by_shop_and_item[(stock_row.shop, stock_row.item)] = stock_row
    for shop, item in wanted:
        stock = stock_by_shop_and_item.get((shop, item))
        found.append(stock.amount if stock else None)
    return found


async def counts(wanted: list[tuple[int, int]]) -> list[int]:
    keys = list(dict.fromkeys((shop, amount) for shop, amount in wanted))
    stock_counts_by_shop_and_amount = {}
    for start in range(0, len(keys), 100):
        for shop_row, amount_row, count in (
            await Stock.filter(
                Q(
                    *(
                        Q(shop=key_1, amount=key_2)
                        for key_1, key_2 in keys[start : start + 100]
                    ),
                    join_type=Q.OR,
                ),
                item__gt=1,
            )
            .annotate(row_count=Count("id"))
            .group_by("shop", "amount")
            .values_list("shop", "amount", "row_count")
        ):
            stock_counts_by_shop_and_amount[(shop_row, amount_row)] = count
    return [
        stock_counts_by_shop_and_amount.get((shop, amount), 0)
        for shop, amount in wanted
    ]


async def known(wanted: list[tuple[int, int]]) -> list[bool]:
    keys = list(dict.fromkeys((shop, amount) for shop, amount in wanted))
    shop_and_amounts_with_stocks = set()
    for start in range(0, len(keys), 100):
        for shop_row, amount_row in (
            await Stock.filter(
                Q(
                    *(
                        Q(shop=key_1, amount=key_2)
                        for key_1, key_2 in keys[start : start + 100]
                    ),
                    join_type=Q.OR,
                )
            )
            .distinct()
            .values_list("shop", "amount")
        ):
            shop_and_amounts_with_stocks.add((shop_row, amount_row))
    return [(shop, amount) in shop_and_amounts_with_stocks for shop, amount in wanted]


async def items(wanted: list[tuple[int, int]]) -> list[list[int]]:
    found = []
    keys = list(dict.fromkeys((shop, amount) for shop, amount in wanted))
    items_by_shop_and_amount = defaultdict(list)
    for start in range(0, len(keys), 100):
        for shop_row, amount_row, value in (
            await Stock.filter(
                Q(
                    *(
                        Q(shop=key_1, amount=key_2)
                        for key_1, key_2 in keys[start : start + 100]
                    ),
                    join_type=Q.OR,
                )
            )
            .order_by("-item")
            .values_list("shop", "amount", "item")
        ):
            items_by_shop_and_amount[(shop_row, amount_row)].append(value)
    for shop, amount in wanted:
        found.append(list(items_by_shop_and_amount.get((shop, amount), ())))
    return found
