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


async def new_sizes() -> list[int]:
    return await sizes([User(email="new@x")])
