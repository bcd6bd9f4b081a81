from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders", lazy_load=False)
    total = IntegerField()


def users() -> list[int]:
    return [order.user.real for order in Order.select()]
