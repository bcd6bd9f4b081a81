from collections import defaultdict

from peewee import CharField, ForeignKeyField, IntegerField, Model, fn


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def top(users: list[User]) -> list[list[int]]:
    found = []
    user_ids = list(dict.fromkeys(user.id for user in users))
    orders_by_user_id: defaultdict[int, list[Order]] = defaultdict(list)
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
            .where(ranked.c.rank <= 2)
            .order_by(Order.total.desc())
        ):
            orders_by_user_id[order_row.user_id].append(order_row)
    for user in users:
        orders = orders_by_user_id.get(user.id, [])
        found.append([order.total for order in orders])
    return found
