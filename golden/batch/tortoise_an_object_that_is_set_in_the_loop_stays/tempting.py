from tortoise import fields
from tortoise.models import Model


class User(Model):
    id = fields.IntField(primary_key=True)
    email = fields.CharField(max_length=50, unique=True)


class Order(Model):
    id = fields.IntField(primary_key=True)
    user = fields.ForeignKeyField("models.User", related_name="orders", null=True)
    total = fields.IntField()


async def emails(owner: User) -> list[str]:
    found = []
    orders = await Order.all().order_by("id")
    ids = {order.user_id for order in orders}
    users = {user.id: user for user in await User.filter(id__in=ids)}
    for order in orders:
        user = users.get(order.user_id)
        if order.total > 9:
            order.user = owner
        found.append(user.email if user else "-")
    return found
