from tortoise import Tortoise, fields
from tortoise.models import Model


async def start() -> None:
    await Tortoise.init(
        config={
            "connections": {
                "default": "postgres://localhost/shop",
                "archive": "postgres://localhost/archive",
            },
            "apps": {"models": {"models": ["case"]}},
        }
    )


class Order(Model):
    id = fields.IntField(primary_key=True)
    customer = fields.CharField(max_length=50)
    total = fields.IntField()
    status = fields.CharField(max_length=20, default="open")


class AuditLog(Model):
    id = fields.IntField(primary_key=True)
    order = fields.ForeignKeyField("models.Order", related_name="events")
    event = fields.CharField(max_length=50, unique=True)


async def place_order(customer: str, total: int) -> int:
    known = await Order.filter(customer=customer).count()
    order = await Order.create(customer=customer, total=total)
    await AuditLog.create(order=order, event=f"{customer} placed")
    return known + order.id
