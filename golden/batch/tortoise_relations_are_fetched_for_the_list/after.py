from tortoise import fields
from tortoise.models import Model


class User(Model):
    id = fields.IntField(primary_key=True)
    email = fields.CharField(max_length=50, unique=True)


class Order(Model):
    id = fields.IntField(primary_key=True)
    user = fields.ForeignKeyField("models.User", related_name="orders", null=True)
    total = fields.IntField()


async def sizes(ids: list[int]) -> list[int]:
    found = []
    users = await User.filter(id__in=ids).order_by("id")
    for start in range(0, len(users), 1000):
        await User.fetch_for_list(users[start : start + 1000], "orders")
    for user in users:
        found.append(len(user.orders))
    return found


async def emails(ids: list[int]) -> list[str | None]:
    found = []
    orders = await Order.filter(id__in=ids).order_by("id")
    for start in range(0, len(orders), 1000):
        await Order.fetch_for_list(orders[start : start + 1000], "user")
    for order in orders:
        found.append(order.user.email if order.user else None)
    return found


async def totals(users: list[User]) -> list[list[int]]:
    found = []
    for start in range(0, len(users), 1000):
        await User.fetch_for_list(users[start : start + 1000], "orders")
    for user in users:
        totals = sorted(order.total for order in user.orders)
        found.append(totals)
    return found
