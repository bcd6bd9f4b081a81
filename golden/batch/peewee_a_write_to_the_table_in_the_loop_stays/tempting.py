from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def close(ids: list[int]) -> list[int]:
    counts = dict.fromkeys(ids, 0)
    for order in Order.select().where(Order.user.in_(ids)):
        counts[order.user_id] += 1
    found = []
    for user_id in ids:
        found.append(counts[user_id])
        Order.update(user=3).where(Order.user == 2).execute()
    return found
