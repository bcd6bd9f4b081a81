from tortoise import fields
from tortoise.models import Model


class User(Model):
    id = fields.IntField(primary_key=True)
    email = fields.CharField(max_length=50, unique=True)


class Order(Model):
    id = fields.IntField(primary_key=True)
    user = fields.ForeignKeyField("models.User", related_name="orders", null=True)
    total = fields.IntField()


async def largest(users: list[User]) -> list[int | None]:
    found = []
    for user in users:
        order = await Order.filter(user=user).order_by("-total").first()
        found.append(order.total if order else None)
    return found


async def top(users: list[User]) -> list[list[int]]:
    found = []
    for user in users:
        orders = await Order.filter(user=user).order_by("-total").limit(2)
        found.append([order.total for order in orders])
    return found


async def lowest(users: list[User]) -> list[dict | None]:
    return [
        await Order.filter(user=user).order_by("total").first().values("id", "total")
        for user in users
    ]


async def latest(users: list[User]) -> list[Order | None]:
    return [await Order.filter(user=user).latest("id") for user in users]
