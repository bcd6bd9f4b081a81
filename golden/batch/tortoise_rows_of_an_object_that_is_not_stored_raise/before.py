from tortoise import fields
from tortoise.models import Model


class User(Model):
    id = fields.IntField(primary_key=True)
    email = fields.CharField(max_length=50, unique=True)


class Order(Model):
    id = fields.IntField(primary_key=True)
    user = fields.ForeignKeyField("models.User", related_name="orders", null=True)
    total = fields.IntField()


async def sizes(users: list[User]) -> list[int]:
    return [await user.orders.filter(total__gt=5).count() for user in users]


async def new_sizes() -> list[int]:
    return await sizes([User(email="new@x")])
