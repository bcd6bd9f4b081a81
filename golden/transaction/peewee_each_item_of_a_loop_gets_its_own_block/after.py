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


def close_orders(order_ids: list[int]) -> int:
    for order_id in order_ids:
        with db.atomic():
            Order.update(status="closed").where(Order.id == order_id).execute()
            AuditLog.create(order=order_id, event="closed")
    return len(order_ids)
