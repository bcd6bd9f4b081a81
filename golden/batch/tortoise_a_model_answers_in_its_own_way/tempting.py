from tortoise import fields
from tortoise.models import Model


class User(Model):
    id = fields.IntField(primary_key=True)
    email = fields.CharField(max_length=50, unique=True)

    @classmethod
    async def get_or_none(cls, *args: object, **kwargs: object) -> "User | None":
        user = await super().get_or_none(*args, **kwargs)
        return None if user is None or user.email == "2@x" else user


class Order(Model):
    id = fields.IntField(primary_key=True)
    user = fields.ForeignKeyField("models.User", related_name="orders")
    total = fields.IntField()


async def emails(orders: list[Order]) -> list[str | None]:
    found = []
    by = await User.in_bulk([order.user_id for order in orders], "id")
    for order in orders:
        user = by.get(order.user_id)
        found.append(user.email if user else None)
    return found
