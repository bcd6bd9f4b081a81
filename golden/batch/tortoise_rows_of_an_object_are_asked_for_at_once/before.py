from tortoise import fields
from tortoise.models import Model


class User(Model):
    id = fields.IntField(primary_key=True)
    email = fields.CharField(max_length=50, unique=True)


class Order(Model):
    id = fields.IntField(primary_key=True)
    user = fields.ForeignKeyField("models.User", related_name="orders", null=True)
    total = fields.IntField()


async def totals(ids: list[int]) -> list[list[int]]:
    found = []
    for user in await User.filter(id__in=ids).order_by("id"):
        orders = await user.orders.all().order_by("total")
        found.append([order.total for order in orders])
    return found


async def all_of(ids: list[int]) -> list[int]:
    found = []
    users = await User.filter(id__in=ids)
    for user in users:
        for order in await user.orders:
            found.append(order.total)
    return sorted(found)


async def sizes(users: list[User]) -> list[int]:
    return [await user.orders.filter(total__gt=5).count() for user in users]


async def buyers(users: list[User]) -> list[bool]:
    return [await user.orders.all().exists() for user in users]
