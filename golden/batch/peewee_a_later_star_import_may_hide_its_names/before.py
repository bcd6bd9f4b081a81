from peewee import *
from shop_fields import *


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


def counts(users: list[User]) -> list[int]:
    return [user.orders.where(Order.total > 5).count() for user in users]
