from collections import defaultdict

from peewee import CharField, ForeignKeyField, IntegerField, Model, fn


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def totals() -> list[int]:
    found = []
    users = User.select().order_by(User.id)
    user_ids = list(dict.fromkeys(user.id for user in users))
    orders_by_user_id: defaultdict[int, list[Order]] = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        for order_row in Order.select().where(
            Order.user.in_(user_ids[start : start + 1000])
        ):
            orders_by_user_id[order_row.user_id].append(order_row)
    for user in users:
        for order in orders_by_user_id.get(user.id, []):
            found.append(order.total)
    return sorted(found)


def large(users: list[User]) -> list[list[int]]:
    user_ids = list(dict.fromkeys(user.id for user in users))
    orders_by_user_id: defaultdict[int, list[Order]] = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        for order_row in Order.select().where(
            Order.user.in_(user_ids[start : start + 1000])
        ):
            orders_by_user_id[order_row.user_id].append(order_row)
    return [
        [order.total for order in orders_by_user_id.get(user.id, []) if order.total > 5]
        for user in users
    ]


def sizes(users: list[User]) -> dict[str, int]:
    sizes = {}
    user_ids = list(dict.fromkeys(user.id for user in users))
    orders_by_user_id: defaultdict[int, list[Order]] = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        for order in Order.select().where(
            Order.user.in_(user_ids[start : start + 1000])
        ):
            orders_by_user_id[order.user_id].append(order)
    for user in users:
        sizes[user.email] = len(orders_by_user_id.get(user.id, []))
    return sizes


def latest(users: list[User]) -> list[int | None]:
    found = []
    user_ids = list(dict.fromkeys(user.id for user in users))
    order_by_user_id: dict[int, Order] = {}
    for start in range(0, len(user_ids), 1000):
        ranked = Order.select(
            Order.id,
            fn.ROW_NUMBER()
            .over(partition_by=[Order.user], order_by=[Order.total.desc()])
            .alias("rank"),
        ).where(Order.user.in_(user_ids[start : start + 1000]))
        for order_row in (
            Order.select()
            .join(ranked, on=Order.id == ranked.c.id)
            .where(ranked.c.rank == 1)
        ):
            order_by_user_id[order_row.user_id] = order_row
    for user in users:
        order = order_by_user_id.get(user.id)
        found.append(order.total if order else None)
    return found
