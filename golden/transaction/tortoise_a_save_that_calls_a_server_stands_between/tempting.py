from typing import Any

import httpx
from tortoise import fields
from tortoise.models import Model
from tortoise.transactions import in_transaction

http = httpx.AsyncClient()


class Order(Model):
    id = fields.IntField(primary_key=True)
    customer = fields.CharField(max_length=50)
    total = fields.IntField()
    status = fields.CharField(max_length=20, default="open")

    async def save(self, *args: Any, **kwargs: Any) -> None:
        await super().save(*args, **kwargs)
        await http.post("https://parcels.example/orders", json={"order": self.id})


class AuditLog(Model):
    id = fields.IntField(primary_key=True)
    order = fields.ForeignKeyField("models.Order", related_name="events")
    event = fields.CharField(max_length=50, unique=True)


async def place_order(customer: str, total: int) -> int:
    async with in_transaction():
        order = await Order.create(customer=customer, total=total)
        await AuditLog.create(order=order, event=f"{customer} placed")
    return order.id
