from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.models import Hero


class Heroes:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def of_team(self, team_id: int, least: int = 0) -> list[Hero]:
        result = await self.session.exec(
            select(Hero)
            .where(Hero.team_id == team_id, Hero.power >= least)
            .order_by(Hero.power)
        )
        return list(result.all())
