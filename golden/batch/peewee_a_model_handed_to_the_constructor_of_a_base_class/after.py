from collections import defaultdict
from collections.abc import Iterable

from peewee import CharField, ForeignKeyField, IntegerField, Model


class User(Model):
    email = CharField(unique=True)


class Order(Model):
    user = ForeignKeyField(User, backref="orders")
    total = IntegerField()


class Table:
    def __init__(self, entity):
        self.entity = entity

    def find(self, pk: int):
        return self.entity.get_or_none(self.entity.id == pk)

    def find_by_pks(self, pks: Iterable[int]):
        """Answer `find` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(pks))
        rows_by_key = {}
        for start in range(0, len(keys), 1000):
            for row in self.entity.select().where(
                self.entity.id.in_(keys[start : start + 1000])
            ):
                rows_by_key[row.id] = row
        return rows_by_key


class Users(Table):
    def __init__(self):
        super(Users, self).__init__(User)


class Orders(Table):
    def __init__(self):
        Table.__init__(self, entity=Order)

    def of_user(self, user_id: int):
        rows = self.entity.select().where(self.entity.user == user_id)
        return list(rows.order_by(self.entity.id))

    def of_user_by_user_ids(self, user_ids: Iterable[int]):
        """Answer `of_user` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(user_ids))
        orders_by_user_id = defaultdict(list)
        for start in range(0, len(keys), 1000):
            for order in (
                self.entity.select()
                .where(self.entity.user.in_(keys[start : start + 1000]))
                .order_by(self.entity.id)
            ):
                orders_by_user_id[order.user_id].append(order)
        return orders_by_user_id


def emails(users: Users, ids: list[int]) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = users.find_by_pks(user_ids)
    for user_id in ids:
        user = users_by_id.get(user_id)
        found.append(user.email if user is not None else None)
    return found


def totals(orders: Orders, ids: list[int]) -> dict[int, int]:
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = orders.of_user_by_user_ids(user_ids)
    return {i: sum(order.total for order in orders_by_user_id.get(i, [])) for i in ids}
