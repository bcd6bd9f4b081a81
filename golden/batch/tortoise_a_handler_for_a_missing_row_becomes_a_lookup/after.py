from tortoise import fields
from tortoise.models import Model


class User(Model):
    id = fields.IntField(primary_key=True)
    email = fields.CharField(max_length=50, unique=True)


class Order(Model):
    id = fields.IntField(primary_key=True)
    user = fields.ForeignKeyField("models.User", related_name="orders", null=True)
    total = fields.IntField()


async def emails(ids: list[int]) -> list[str]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id: dict[int, User] = {}
    for start in range(0, len(user_ids), 1000):
        for user_row in await User.filter(id__in=user_ids[start : start + 1000]):
            users_by_id[user_row.id] = user_row
    for user_id in ids:
        user = users_by_id.get(user_id)
        if user is None:
            continue
        found.append(user.email)
    return found
