from tortoise import fields
from tortoise.models import Model


class User(Model):
    id = fields.IntField(primary_key=True)
    email = fields.CharField(max_length=50, unique=True)


class Order(Model):
    id = fields.IntField(primary_key=True)
    user = fields.ForeignKeyField("models.User", related_name="orders", null=True)
    total = fields.IntField()


async def close(ids: list[int]) -> list[int]:
    found = []
    for user_id in ids:
        found.append(await Order.filter(user_id=user_id).count())
        await Order.filter(user_id=2).update(user_id=3)
    return found
