from sqlalchemy import func, select

from shop.base import Repository
from shop.models import Order, User


class Users(Repository):
    def find(self, user_id: int) -> User | None:
        return self._object(select(User).where(User.id == user_id))


class Orders(Repository):
    def of_user(self, user_id: int) -> list[Order]:
        statement = select(Order).where(Order.user_id == user_id).order_by(Order.total)
        return self._objects(statement)

    def count_of(self, user_id: int) -> int:
        statement = select(func.count()).select_from(Order)
        return self._run(statement.where(Order.user_id == user_id)).scalar_one()
