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


async def ship(order_id: int) -> str:
    order = await Order.get(id=order_id)
    order.status = "shipped"
    await order.save()
    await AuditLog.create(order=order, event="shipped")
    return order.status
