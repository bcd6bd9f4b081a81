from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def without(users: list[User]) -> list[int]:
    found = []
    user_ids = list(dict.fromkeys(user.id for user in users))
    user_ids_with_orders: set[int] = set()
    for start in range(0, len(user_ids), 1000):
        for (user_id,) in (
            Order.select(Order.user)
            .where(Order.user.in_(user_ids[start : start + 1000]), Order.total < 6)
            .distinct()
            .tuples()
        ):
            user_ids_with_orders.add(user_id)
    for user in users:
        if user.id not in user_ids_with_orders:
            found.append(user.id)
    return found


def buyers(users: list[User]) -> list[bool]:
    user_ids = list(dict.fromkeys(user.id for user in users))
    user_ids_with_orders: set[int] = set()
    for start in range(0, len(user_ids), 1000):
        for (user_id,) in (
            Order.select(Order.user)
            .where(Order.user.in_(user_ids[start : start + 1000]))
            .distinct()
            .tuples()
        ):
            user_ids_with_orders.add(user_id)
    return [user.id in user_ids_with_orders for user in users]
