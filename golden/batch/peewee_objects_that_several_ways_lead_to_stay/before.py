from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)


class Shop(Model):
    name = CharField(unique=True)
    owner = ForeignKeyField(User, backref="shops")


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    shop = ForeignKeyField(Shop, backref="orders")


def lines() -> list[str]:
    found = []
    for order in Order.select().order_by(Order.id):
        found.append(f"{order.user.email} in {order.shop.name}")
    return found
