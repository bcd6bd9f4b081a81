from collections import defaultdict

from tortoise import fields
from tortoise.functions import Count
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
    users = await User.filter(id__in=ids).order_by("id")
    user_ids = list(dict.fromkeys(user.id for user in users))
    orders_by_user_id: defaultdict[int, list[Order]] = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        for order_row in await Order.filter(
            user_id__in=user_ids[start : start + 1000]
        ).order_by("total"):
            orders_by_user_id[order_row.user_id].append(order_row)
    for user in users:
        orders = orders_by_user_id.get(user.id, [])
        found.append([order.total for order in orders])
    return found


async def all_of(ids: list[int]) -> list[int]:
    found = []
    users = await User.filter(id__in=ids)
    user_ids = list(dict.fromkeys(user.id for user in users))
    orders_by_user_id: defaultdict[int, list[Order]] = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        for order_row in await Order.filter(user_id__in=user_ids[start : start + 1000]):
            orders_by_user_id[order_row.user_id].append(order_row)
    for user in users:
        for order in orders_by_user_id.get(user.id, []):
            found.append(order.total)
    return sorted(found)


async def sizes(users: list[User]) -> list[int]:
    user_ids = list(dict.fromkeys(user.id for user in users))
    order_counts_by_user_id: dict[int, int] = {}
    for start in range(0, len(user_ids), 1000):
        for user_id, count in (
            await Order.filter(user_id__in=user_ids[start : start + 1000])
            .filter(total__gt=5)
            .annotate(row_count=Count("id"))
            .group_by("user_id")
            .values_list("user_id", "row_count")
        ):
            order_counts_by_user_id[user_id] = count
    return [order_counts_by_user_id.get(user.id, 0) for user in users]


async def buyers(users: list[User]) -> list[bool]:
    user_ids = list(dict.fromkeys(user.id for user in users))
    user_ids_with_orders: set[int] = set()
    for start in range(0, len(user_ids), 1000):
        for user_id in (
            await Order.filter(user_id__in=user_ids[start : start + 1000])
            .distinct()
            .values_list("user_id", flat=True)
        ):
            user_ids_with_orders.add(user_id)
    return [user.id in user_ids_with_orders for user in users]
