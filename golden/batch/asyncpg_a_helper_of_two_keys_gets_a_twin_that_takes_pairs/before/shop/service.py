from __future__ import annotations

from shop import schema
from shop.members import Member, Members


class Directory:
    def __init__(self, members: Members) -> None:
        self.members = members

    async def member_of(self, user_id: int, team_id: int) -> Member | None:
        return await self.members.get_member(team_id, user_id)


async def roles(directory: Directory, pairs: list[tuple[int, int]]) -> list[str]:
    found = []
    for team_id, user_id in pairs:
        member = await directory.member_of(team_id=team_id, user_id=user_id)
        found.append(member.role if member is not None else "guest")
    return found


async def visited(
    members: Members, pairs: list[tuple[int, int]], kind: str
) -> list[tuple[list[str], int]]:
    found = []
    for team_id, user_id in pairs:
        rows = await members.pages(team_id, user_id=user_id, kind=kind)
        found.append(
            (
                [row["page"] for row in rows],
                await members.count_visits(user_id, team_id),
            )
        )
    return found
