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


def place_order(customer: str, total: int) -> int:
    known = Order.select().where(Order.customer == customer).count()
    with db.atomic():
        order = Order.create(customer=customer, total=total)
        AuditLog.create(order=order, event="placed")
    return known + order.id
