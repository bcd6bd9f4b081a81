from typing import Any

import httpx
from peewee import CharField, ForeignKeyField, IntegerField, Model, SqliteDatabase

db = SqliteDatabase("shop.sqlite")


class BaseModel(Model):
    class Meta:
        database = db


class Order(BaseModel):
    customer = CharField()
    total = IntegerField()
    status = CharField(default="open")

    def save(self, *args: Any, **kwargs: Any) -> int:
        changed = super().save(*args, **kwargs)
        httpx.post("https://parcels.example/orders", json={"order": self.id})
        return changed


class AuditLog(BaseModel):
    order = ForeignKeyField(Order)
    event = CharField()


def place_order(customer: str, total: int) -> int:
    with db.atomic():
        order = Order.create(customer=customer, total=total)
        AuditLog.create(order=order, event="placed")
    return order.id
