from tortoise import fields
from tortoise.models import Model
from tortoise.transactions import in_transaction


class Order(Model):
    id = fields.IntField(primary_key=True)
    customer = fields.CharField(max_length=50)
    total = fields.IntField()
    status = fields.CharField(max_length=20, default="open")


class AuditLog(Model):
    id = fields.IntField(primary_key=True)
    order = fields.ForeignKeyField("models.Order", related_name="events")
    event = fields.CharField(max_length=50, unique=True)


async def close(order_id: int, events: list[str]) -> int:
    async with in_transaction():
        await Order.filter(id=order_id).update(status="closed")
        await AuditLog.bulk_create(
            [AuditLog(order_id=order_id, event=event) for event in events]
        )
    return len(events)
