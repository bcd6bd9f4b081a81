from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def close(ids: list[int]) -> list[int]:
    found = []
    for user_id in ids:
        found.append(Order.select().where(Order.user == user_id).count())
        Order.update(user=3).where(Order.user == 2).execute()
    return found
