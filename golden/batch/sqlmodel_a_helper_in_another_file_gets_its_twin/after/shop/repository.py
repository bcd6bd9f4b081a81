from collections import defaultdict
from collections.abc import Iterable

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

    async def of_team_by_team_ids(
        self, team_ids: Iterable[int], least: int = 0
    ) -> dict[int, list[Hero]]:
        """Answer `of_team` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(team_ids))
        heros_by_team_id: defaultdict[int, list[Hero]] = defaultdict(list)
        for start in range(0, len(keys), 1000):
            for hero in await self.session.exec(
                select(Hero)
                .where(
                    Hero.team_id.in_(keys[start : start + 1000]), Hero.power >= least
                )
                .order_by(Hero.power)
            ):
                heros_by_team_id[hero.team_id].append(hero)
        return heros_by_team_id
