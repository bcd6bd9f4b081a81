from tortoise import fields
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
    for shop, item in wanted:
        stock = await Stock.get_or_none(shop=shop, item=item)
        found.append(stock.amount if stock else None)
    return found


async def counts(wanted: list[tuple[int, int]]) -> list[int]:
    return [
        await Stock.filter(shop=shop, item__gt=1, amount=amount).count()
        for shop, amount in wanted
    ]


async def known(wanted: list[tuple[int, int]]) -> list[bool]:
    return [
        await Stock.filter(shop=shop).filter(amount=amount).exists()
        for shop, amount in wanted
    ]


async def items(wanted: list[tuple[int, int]]) -> list[list[int]]:
    found = []
    for shop, amount in wanted:
        found.append(
            await Stock.filter(shop=shop, amount=amount)
            .order_by("-item")
            .values_list("item", flat=True)
        )
    return found
