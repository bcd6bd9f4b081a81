from tortoise import fields
from tortoise.models import Model


class User(Model):
    id = fields.IntField(primary_key=True)
    email = fields.CharField(max_length=50, unique=True)


class Order(Model):
    id = fields.IntField(primary_key=True)
    user = fields.ForeignKeyField("models.User", related_name="orders", null=True)
    total = fields.IntField()


async def emails(ids: list[int], replica: object) -> list[str | None]:
    found = []
    for user_id in ids:
        user = await User.get_or_none(id=user_id, using_db=replica)
        found.append(user.email if user else None)
    return found
