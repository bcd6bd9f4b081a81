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
    return [await Order.filter(user=user, total__gt=6).exists() for user in users]


async def buyers(users: list[User]) -> list[int]:
    found = []
    for user in users:
        if await Order.exists(user_id=user.id):
            found.append(user.id)
    return found


async def without(users: list[User]) -> list[int]:
    found = []
    for user in users:
        if not await Order.filter(user_id=user.id, total__lt=6).first():
            found.append(user.id)
    return found
