from collections import defaultdict

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
    buyers = list(dict.fromkeys(user.id for user in users))
    orders_by_buyer: defaultdict[int, list[Order]] = defaultdict(list)
    for start in range(0, len(buyers), 1000):
        for order_row in (
            Order.select()
            .where(Order.user.in_(buyers[start : start + 1000]))
            .order_by(Order.total)
        ):
            orders_by_buyer[order_row.buyer].append(order_row)
    for user in users:
        orders = orders_by_buyer.get(user.id, [])
        found.append([order.total for order in orders])
    return found


def visits(users: list[User]) -> list[list[int]]:
    visitors = list(dict.fromkeys(user.id for user in users))
    visits_by_visitor: defaultdict[int, list[Visit]] = defaultdict(list)
    for start in range(0, len(visitors), 1000):
        for visit_row in (
            Visit.select()
            .where(Visit.user.in_(visitors[start : start + 1000]))
            .order_by(Visit.id)
        ):
            visits_by_visitor[visit_row.visitor].append(visit_row)
    return [
        [visit.id for visit in visits_by_visitor.get(user.id, [])] for user in users
    ]
