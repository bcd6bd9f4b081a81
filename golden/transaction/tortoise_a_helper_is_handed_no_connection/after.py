from tortoise import BaseDBAsyncClient, fields
from tortoise.models import Model
from tortoise.transactions import in_transaction


class Order(Model):
    id = fields.IntField(primary_key=True)
    customer = fields.CharField(max_length=50)
    total = fields.IntField()


class AuditLog(Model):
    id = fields.IntField(primary_key=True)
    order_id = fields.IntField()
    event = fields.CharField(max_length=50)


async def log_event(
    order_id: int, event: str, using_db: BaseDBAsyncClient | None = None
) -> None:
    await AuditLog.create(order_id=order_id, event=event, using_db=using_db)


async def place_order(customer: str, total: int) -> int:
    async with in_transaction():
        order = await Order.create(customer=customer, total=total)
        await log_event(order.id, "placed")
    return order.id
