from peewee import CharField, CompositeKey, IntegerField, Model


class Price(Model):
    shop = IntegerField()
    item = CharField(collation="NOCASE")
    cents = IntegerField()

    class Meta:
        primary_key = CompositeKey("shop", "item")


def cheapest(items: list[str]) -> list[list[int]]:
    found = []
    for item in items:
        prices = list(Price.select().where(Price.item == item).order_by(Price.cents))
        found.append([price.cents for price in prices])
    return found
