from tortoise import fields
from tortoise.models import Model


class User(Model):
    id = fields.IntField(primary_key=True)
    email = fields.CharField(max_length=50, unique=True)


class Order(Model):
    id = fields.IntField(primary_key=True)
    user = fields.ForeignKeyField("models.User", related_name="orders", null=True)
    total = fields.IntField()


async def large(users: list[User]) -> list[bool]:
    user_ids = list(dict.fromkeys(user.id for user in users))
    user_ids_with_orders: set[int] = set()
    for start in range(0, len(user_ids), 1000):
        for user_id in (
            await Order.filter(user_id__in=user_ids[start : start + 1000], total__gt=6)
            .distinct()
            .values_list("user_id", flat=True)
        ):
            user_ids_with_orders.add(user_id)
    return [user.id in user_ids_with_orders for user in users]


async def buyers(users: list[User]) -> list[int]:
    found = []
    user_ids = list(dict.fromkeys(user.id for user in users))
    user_ids_with_orders: set[int] = set()
    for start in range(0, len(user_ids), 1000):
        for user_id in (
            await Order.filter(user_id__in=user_ids[start : start + 1000])
            .distinct()
            .values_list("user_id", flat=True)
        ):
            user_ids_with_orders.add(user_id)
    for user in users:
        if user.id in user_ids_with_orders:
            found.append(user.id)
    return found


async def without(users: list[User]) -> list[int]:
    found = []
    user_ids = list(dict.fromkeys(user.id for user in users))
    user_ids_with_orders: set[int] = set()
    for start in range(0, len(user_ids), 1000):
        for user_id in (
            await Order.filter(user_id__in=user_ids[start : start + 1000], total__lt=6)
            .distinct()
            .values_list("user_id", flat=True)
        ):
            user_ids_with_orders.add(user_id)
    for user in users:
        if user.id not in user_ids_with_orders:
            found.append(user.id)
    return found
