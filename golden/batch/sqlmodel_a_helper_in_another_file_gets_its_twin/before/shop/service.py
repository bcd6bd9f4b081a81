from shop.repository import Heroes


async def line_ups(heroes: Heroes, team_ids: list[int]) -> list[list[str]]:
    found = []
    for team_id in team_ids:
        strong = await heroes.of_team(team_id, least=5)
        found.append([hero.name for hero in strong])
    return found
