from tortoise import fields
from tortoise.models import Model


class Order(Model):
    id = fields.IntField(primary_key=True)
    customer = fields.CharField(max_length=50)
    total = fields.IntField()
    status = fields.CharField(max_length=20, default="open")


class AuditLog(Model):
    id = fields.IntField(primary_key=True)
    event = fields.CharField(max_length=50, unique=True)


async def place_order(customer: str, total: int) -> int:
    order = await Order.create(customer=customer, total=total)
    before = await Order.get(id=order.id - 1)
    await AuditLog.create(event=f"{customer} after {before.customer}")
    return order.id
