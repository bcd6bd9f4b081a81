from peewee import CharField, ForeignKeyField, IntegerField, Model, SqliteDatabase

db = SqliteDatabase("shop.sqlite")


class BaseModel(Model):
    class Meta:
        database = db


class Order(BaseModel):
    customer = CharField()
    total = IntegerField()
    status = CharField(default="open")


class AuditLog(BaseModel):
    order = ForeignKeyField(Order)
    event = CharField()


def close(order_id: int, events: list[str]) -> str:
    with db.atomic():
        order = Order.get_by_id(order_id)
        order.status = "closed"
        order.save()
        AuditLog.insert_many(
            [{"order": order, "event": event} for event in events]
        ).execute()
    return order.status
