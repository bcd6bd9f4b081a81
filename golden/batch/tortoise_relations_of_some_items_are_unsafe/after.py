from tortoise import fields
from tortoise.models import Model


class User(Model):
    id = fields.IntField(primary_key=True)
    email = fields.CharField(max_length=50, unique=True)


class Order(Model):
    id = fields.IntField(primary_key=True)
    user = fields.ForeignKeyField("models.User", related_name="orders", null=True)
    total = fields.IntField()


async def first_large(users: list[User]) -> str | None:
    for start in range(0, len(users), 1000):
        await User.fetch_for_list(users[start : start + 1000], "orders")
    for user in users:
        if any(order.total > 9 for order in user.orders):
            return user.email
    return None
