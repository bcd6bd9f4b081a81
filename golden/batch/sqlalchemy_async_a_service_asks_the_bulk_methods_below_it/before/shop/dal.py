from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from shop.models import Order, User


class UserDAL:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def get_by_id(self, user_id: int) -> User | None:
        result = await self.session.execute(select(User).where(User.id == user_id))
        return result.scalar_one_or_none()

    async def get_by_ids(self, user_ids: Sequence[int]) -> dict[int, User]:
        result = await self.session.execute(select(User).where(User.id.in_(user_ids)))
        return {user.id: user for user in result.scalars()}


class OrderDAL:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def of_user(self, user_id: int) -> Sequence[Order]:
        query = select(Order).where(Order.user_id == user_id).order_by(Order.total)
        return (await self.session.scalars(query)).all()

    async def of_users(self, user_ids: Sequence[int]) -> Sequence[Order]:
        query = select(Order).where(Order.user_id.in_(user_ids)).order_by(Order.total)
        return (await self.session.scalars(query)).all()
