from peewee import CharField, ForeignKeyField, IntegerField, Model
from playhouse.shortcuts import model_to_dict


class Team(Model):
    name = CharField(unique=True)


class User(Model):
    email = CharField(unique=True)
    team = ForeignKeyField(Team, backref="users", null=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders", null=True)
    total = IntegerField()


def dicts() -> list[dict[str, object]]:
    return [model_to_dict(order) for order in Order.select().order_by(Order.id)]
