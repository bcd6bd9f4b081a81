from peewee import *


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def counts(users: list[User]) -> list[int]:
    return [user.orders.where(Order.total > 5).count() for user in users]


def totals(users: list[User]) -> list[int | None]:
    found = []
    for user in users:
        total = Order.select(fn.SUM(Order.total)).where(Order.user == user).scalar()
        found.append(total)
    return found
