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


def forget(order_id: int) -> None:
    AuditLog.delete().where(AuditLog.order == order_id).execute()
    Order.delete_by_id(order_id)
