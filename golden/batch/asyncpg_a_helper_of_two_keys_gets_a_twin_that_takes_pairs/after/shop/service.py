from __future__ import annotations

from collections.abc import Iterable

from shop import schema
from shop.members import Member, Members


class Directory:
    def __init__(self, members: Members) -> None:
        self.members = members

    async def member_of(self, user_id: int, team_id: int) -> Member | None:
        return await self.members.get_member(team_id, user_id)

    async def member_of_by_team_and_user_ids(
        self, keys: Iterable[tuple[int, int]]
    ) -> dict[tuple[int, int], Member]:
        """Answer `member_of` for many keys at once, each `(team_id, user_id)`: a dict by key, without the missing ones."""
        return await self.members.get_member_by_team_and_user_ids(keys)


async def roles(directory: Directory, pairs: list[tuple[int, int]]) -> list[str]:
    found = []
    keys = list(dict.fromkeys((team_id, user_id) for team_id, user_id in pairs))
    members_by_team_id_and_user_id = await directory.member_of_by_team_and_user_ids(
        keys=keys
    )
    for team_id, user_id in pairs:
        member = members_by_team_id_and_user_id.get((team_id, user_id))
        found.append(member.role if member is not None else "guest")
    return found


async def visited(
    members: Members, pairs: list[tuple[int, int]], kind: str
) -> list[tuple[list[str], int]]:
    found = []
    keys = list(dict.fromkeys((team_id, user_id) for team_id, user_id in pairs))
    visits_by_team_id_and_user_id = await members.pages_by_team_and_user_ids(
        keys, kind=kind
    )
    visit_counts_by_team_id_and_user_id = (
        await members.count_visits_by_team_and_user_ids(keys)
    )
    for team_id, user_id in pairs:
        rows = visits_by_team_id_and_user_id.get((team_id, user_id), [])
        found.append(
            (
                [row["page"] for row in rows],
                visit_counts_by_team_id_and_user_id.get((team_id, user_id), 0),
            )
        )
    return found
