from tortoise import BaseDBAsyncClient, fields
from tortoise.models import Model


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


async def place_order(customer: str, total: int, db: BaseDBAsyncClient) -> int:
    order = await Order.create(customer=customer, total=total, using_db=db)
    await log_event(order.id, "placed", using_db=db)
    return order.id
