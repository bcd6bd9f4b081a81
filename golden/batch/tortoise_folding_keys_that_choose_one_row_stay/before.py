from tortoise import fields
from tortoise.models import Model


class Order(Model):
    id = fields.IntField(primary_key=True)
    parent = fields.ForeignKeyField("models.Order", null=True)
    status = fields.CharField(max_length=20)
    total = fields.IntField()


async def latest(statuses: list[str]) -> list[int | None]:
    found = []
    for status in statuses:
        order = await Order.filter(status=status).order_by("-total", "id").first()
        found.append(order.id if order else None)
    return found


async def counts(statuses: list[str]) -> list[int]:
    return [await Order.filter(status=status).count() for status in statuses]


async def marked(statuses: set[str]) -> list[Order]:
    found = []
    for status in statuses:
        for order in await Order.filter(status=status):
            order.total = order.total + 1
            found.append(order)
    return found


async def under(statuses: list[str]) -> list[int]:
    found = []
    for status in statuses:
        orders = await Order.filter(status=status).select_related("parent")
        found.append(len([order for order in orders if order.parent]))
    return found
