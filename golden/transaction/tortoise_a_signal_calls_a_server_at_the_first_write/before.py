import httpx
from tortoise import fields
from tortoise.models import Model
from tortoise.signals import post_save

http = httpx.AsyncClient()


class Order(Model):
    id = fields.IntField(primary_key=True)
    customer = fields.CharField(max_length=50)
    total = fields.IntField()
    status = fields.CharField(max_length=20, default="open")


class AuditLog(Model):
    id = fields.IntField(primary_key=True)
    order = fields.ForeignKeyField("models.Order", related_name="events")
    event = fields.CharField(max_length=50, unique=True)


@post_save(Order)
async def tell(
    sender: type[Order],
    instance: Order,
    created: bool,
    using_db: object,
    update_fields: list[str],
) -> None:
    await http.post("https://parcels.example/orders", json={"order": instance.id})


async def place_order(customer: str, total: int) -> int:
    order = await Order.create(customer=customer, total=total)
    await AuditLog.create(order=order, event=f"{customer} placed")
    return order.id
