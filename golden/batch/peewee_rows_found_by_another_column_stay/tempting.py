from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)
    number = IntegerField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, field="number", backref="orders")
    total = IntegerField()


def totals(users: list[User]) -> list[int]:
    found = {user.id: 0 for user in users}
    for order in Order.select().where(Order.user.in_(list(found))):
        found[order.user_id] += 1
    return [found[user.id] for user in users]
