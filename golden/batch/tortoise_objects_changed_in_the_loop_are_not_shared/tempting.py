from tortoise import fields
from tortoise.models import Model


class User(Model):
    id = fields.IntField(primary_key=True)
    email = fields.CharField(max_length=50, unique=True)


class Order(Model):
    id = fields.IntField(primary_key=True)
    user = fields.ForeignKeyField("models.User", related_name="orders", null=True)
    total = fields.IntField()


async def emails(orders: list[Order]) -> list[str]:
    found = []
    await Order.fetch_for_list(orders, "user")
    for order in orders:
        order.user.email += "!"
        found.append(order.user.email)
    return found
