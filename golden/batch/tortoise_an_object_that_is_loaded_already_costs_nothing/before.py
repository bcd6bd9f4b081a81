from tortoise import fields
from tortoise.models import Model


class User(Model):
    id = fields.IntField(primary_key=True)
    email = fields.CharField(max_length=50, unique=True)


class Order(Model):
    id = fields.IntField(primary_key=True)
    user = fields.ForeignKeyField("models.User", related_name="orders", null=True)
    total = fields.IntField()


async def emails() -> list[str]:
    found = []
    for order in await Order.all().select_related("user"):
        user = await order.user
        found.append(user.email)
    return found


async def more_emails() -> list[str]:
    found = []
    for order in await Order.all().prefetch_related("user"):
        user = await order.user
        found.append(user.email)
    return found
