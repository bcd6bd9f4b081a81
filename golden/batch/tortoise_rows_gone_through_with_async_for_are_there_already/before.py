from tortoise import fields
from tortoise.models import Model


class User(Model):
    id = fields.IntField(primary_key=True)
    email = fields.CharField(max_length=50, unique=True)


class Order(Model):
    id = fields.IntField(primary_key=True)
    user = fields.ForeignKeyField("models.User", related_name="orders", null=True)
    total = fields.IntField()


async def totals(users: list[User]) -> list[int]:
    found = []
    for user in users:
        async for order in Order.filter(user=user).order_by("-total"):
            found.append(order.total)
    return found


async def large(ids: list[int]) -> list[int]:
    found = []
    for user in await User.filter(id__in=ids).order_by("id"):
        async for order in user.orders.filter(total__gt=5).order_by("id"):
            found.append(order.total)
    return found
