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
    return [
        await Order.filter(user_id=user.id).order_by("total").values("id", "total")
        for user in users
    ]


async def wholes(users: list[User]) -> list[list[dict]]:
    return [
        await Order.filter(user_id=user.id).order_by("id").values() for user in users
    ]


async def pairs(users: list[User]) -> list[list[tuple]]:
    found = []
    for user in users:
        rows = await Order.filter(user=user).order_by("id").values_list("id", "total")
        found.append(list(rows))
    return found


async def emails(ids: list[int]) -> list[dict | None]:
    return [await User.filter(id=i).first().values("email") for i in ids]
