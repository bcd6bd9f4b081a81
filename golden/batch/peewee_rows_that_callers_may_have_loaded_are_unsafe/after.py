from collections import defaultdict

from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def sizes(users: list[User]) -> list[int]:
    found = []
    user_ids = list(dict.fromkeys(user.id for user in users))
    orders_by_user_id: defaultdict[int, list[Order]] = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        for order in Order.select().where(
            Order.user.in_(user_ids[start : start + 1000])
        ):
            orders_by_user_id[order.user_id].append(order)
    for user in users:
        found.append(len(orders_by_user_id.get(user.id, [])))
    return found


def all_sizes() -> list[int]:
    return sizes(User.select().prefetch(Order))
