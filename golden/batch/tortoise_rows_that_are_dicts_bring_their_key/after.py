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


async def parts(users: list[User]) -> list[list[dict]]:
    user_ids = list(dict.fromkeys(user.id for user in users))
    orders_by_user_id = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        for row in (
            await Order.filter(user_id__in=user_ids[start : start + 1000])
            .order_by("total")
            .values("id", "total", "user_id")
        ):
            orders_by_user_id[row.pop("user_id")].append(row)
    return [list(orders_by_user_id.get(user.id, ())) for user in users]


async def wholes(users: list[User]) -> list[list[dict]]:
    user_ids = list(dict.fromkeys(user.id for user in users))
    orders_by_user_id = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        for row in (
            await Order.filter(user_id__in=user_ids[start : start + 1000])
            .order_by("id")
            .values()
        ):
            orders_by_user_id[row["user_id"]].append(row)
    return [list(orders_by_user_id.get(user.id, ())) for user in users]


async def pairs(users: list[User]) -> list[list[tuple]]:
    found = []
    user_ids = list(dict.fromkeys(user.id for user in users))
    orders_by_user_id = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        for row in (
            await Order.filter(user_id__in=user_ids[start : start + 1000])
            .order_by("id")
            .values_list("id", "total", "user_id")
        ):
            orders_by_user_id[row[2]].append(row[:2])
    for user in users:
        rows = orders_by_user_id.get(user.id, [])
        found.append(list(rows))
    return found


async def emails(ids: list[int]) -> list[dict | None]:
    user_ids = list(dict.fromkeys(ids))
    users_by_id = {}
    for start in range(0, len(user_ids), 1000):
        for row in await User.filter(id__in=user_ids[start : start + 1000]).values(
            "email", "id"
        ):
            users_by_id[row.pop("id")] = row
    return [users_by_id.get(i) for i in ids]
