from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import func, select

from shop.base import Repository
from shop.models import Order, User


class Users(Repository):
    def find(self, user_id: int) -> User | None:
        return self._object(select(User).where(User.id == user_id))

    def find_by_user_ids(self, user_ids: Iterable[int]) -> dict[int, User]:
        """Answer `find` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(user_ids))
        users_by_id: dict[int, User] = {}
        for start in range(0, len(keys), 1000):
            for user in self._objects(
                select(User).where(User.id.in_(keys[start : start + 1000]))
            ):
                users_by_id[user.id] = user
        return users_by_id


class Orders(Repository):
    def of_user(self, user_id: int) -> list[Order]:
        statement = select(Order).where(Order.user_id == user_id).order_by(Order.total)
        return self._objects(statement)

    def of_user_by_user_ids(self, user_ids: Iterable[int]) -> dict[int, list[Order]]:
        """Answer `of_user` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(user_ids))
        orders_by_user_id: defaultdict[int, list[Order]] = defaultdict(list)
        for start in range(0, len(keys), 1000):
            for order in self._objects(
                select(Order)
                .where(Order.user_id.in_(keys[start : start + 1000]))
                .order_by(Order.total)
            ):
                orders_by_user_id[order.user_id].append(order)
        return orders_by_user_id

    def count_of(self, user_id: int) -> int:
        statement = select(func.count()).select_from(Order)
        return self._run(statement.where(Order.user_id == user_id)).scalar_one()

    def count_of_by_user_ids(self, user_ids: Iterable[int]) -> dict[int, int]:
        """Answer `count_of` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(user_ids))
        order_counts_by_user_id: dict[int, int] = {}
        for start in range(0, len(keys), 1000):
            for user_id, count in self._run(
                select(Order.user_id, func.count())
                .select_from(Order)
                .where(Order.user_id.in_(keys[start : start + 1000]))
                .group_by(Order.user_id)
            ):
                order_counts_by_user_id[user_id] = count
        return order_counts_by_user_id
