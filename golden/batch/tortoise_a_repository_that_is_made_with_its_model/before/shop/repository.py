from typing import Generic, TypeVar

from shop.models import Order, User
from tortoise.models import Model

M = TypeVar("M", bound=Model)


class Repository(Generic[M]):
    def __init__(self, model: type[M]) -> None:
        self.model = model

    async def get(self, key: int) -> M | None:
        return await self.model.get_or_none(id=key)


class OrderRepository(Repository[Order]):
    def __init__(self) -> None:
        super().__init__(Order)

    async def of_user(self, user_id: int) -> list[Order]:
        return await self.model.filter(user_id=user_id).order_by("id")


users = Repository(User)
orders = OrderRepository()
