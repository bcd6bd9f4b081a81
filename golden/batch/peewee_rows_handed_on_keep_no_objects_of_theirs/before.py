from peewee import CharField, ForeignKeyField, IntegerField, Model


class Team(Model):
    name = CharField(unique=True)


class User(Model):
    email = CharField(unique=True)
    team = ForeignKeyField(Team, backref="users", null=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders", null=True)
    total = IntegerField()


def with_mails() -> tuple[list[Order], list[str]]:
    orders, mails = [], []
    for order in Order.select().order_by(Order.id):
        if order.total > 10:
            mails.append(order.user.email)
        orders.append(order)
    return orders, mails
