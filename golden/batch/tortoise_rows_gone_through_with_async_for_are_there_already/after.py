from collections import defaultdict

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
    user_ids = list(dict.fromkeys(user.id for user in users))
    orders_by_user_id: defaultdict[int, list[Order]] = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        for order_row in await Order.filter(
            user_id__in=user_ids[start : start + 1000]
        ).order_by("-total"):
            orders_by_user_id[order_row.user_id].append(order_row)
    for user in users:
        for order in orders_by_user_id.get(user.id, []):
            found.append(order.total)
    return found


async def large(ids: list[int]) -> list[int]:
    found = []
    users = await User.filter(id__in=ids).order_by("id")
    user_ids = list(dict.fromkeys(user.id for user in users))
    orders_by_user_id: defaultdict[int, list[Order]] = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        for order_row in (
            await Order.filter(user_id__in=user_ids[start : start + 1000])
            .filter(total__gt=5)
            .order_by("id")
        ):
            orders_by_user_id[order_row.user_id].append(order_row)
    for user in users:
        for order in orders_by_user_id.get(user.id, []):
            found.append(order.total)
    return found
