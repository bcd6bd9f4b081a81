from peewee import IntegerField, Model


class Stock(Model):
    shop = IntegerField()
    item = IntegerField()
    amount = IntegerField()

    class Meta:
        indexes = ((("shop", "item"), True),)


def amounts(wanted: list[tuple[int, int]]) -> list[int | None]:
    found = []
    for shop, item in wanted:
        stock = Stock.get_or_none(shop=shop, item=item)
        found.append(stock.amount if stock else None)
    return found


def counts(wanted: list[tuple[int, int]]) -> list[int]:
    return [
        Stock.select().where(Stock.shop == shop, Stock.amount == amount).count()
        for shop, amount in wanted
    ]


def largest(wanted: list[tuple[int, int]]) -> list[int | None]:
    found = []
    for shop, amount in wanted:
        stock = (
            Stock.select()
            .where(Stock.shop == shop, Stock.amount == amount)
            .order_by(Stock.item.desc())
            .first()
        )
        found.append(stock.item if stock else None)
    return found
