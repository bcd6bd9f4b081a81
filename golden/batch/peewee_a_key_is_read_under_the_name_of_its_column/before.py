from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, column_name="buyer", backref="orders")
    total = IntegerField()


class Visit(Model):
    user = ForeignKeyField(User, object_id_name="visitor", backref="visits")


def totals(users: list[User]) -> list[list[int]]:
    found = []
    for user in users:
        orders = Order.select().where(Order.user == user).order_by(Order.total)
        found.append([order.total for order in orders])
    return found


def visits(users: list[User]) -> list[list[int]]:
    return [[visit.id for visit in user.visits.order_by(Visit.id)] for user in users]
