from peewee import CharField, IntegerField, Model, SqliteDatabase

db = SqliteDatabase("shop.sqlite")
log_db = SqliteDatabase("log.sqlite")


class BaseModel(Model):
    class Meta:
        database = db


class Order(BaseModel):
    customer = CharField()
    total = IntegerField()
    status = CharField(default="open")


class AuditLog(Model):
    order = IntegerField()
    event = CharField()

    class Meta:
        database = log_db


def place_order(customer: str, total: int) -> int:
    with db.atomic():
        order = Order.create(customer=customer, total=total)
        AuditLog.create(order=order.id, event="placed")
    return order.id
