from tortoise import fields
from tortoise.models import Model


class Order(Model):
    id = fields.IntField(primary_key=True)
    customer = fields.CharField(max_length=50)
    total = fields.IntField()
    status = fields.CharField(max_length=20, default="open")


class AuditLog(Model):
    id = fields.IntField(primary_key=True)
    order = fields.ForeignKeyField("models.Order", related_name="events")
    event = fields.CharField(max_length=50, unique=True)


async def place_order(customer: str, total: int, archive) -> int:
    order = await Order.create(customer=customer, total=total)
    await AuditLog.create(order=order, event="placed", using_db=archive)
    return order.id
