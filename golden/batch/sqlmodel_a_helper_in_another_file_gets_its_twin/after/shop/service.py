from shop.repository import Heroes


async def line_ups(heroes: Heroes, team_ids: list[int]) -> list[list[str]]:
    found = []
    unique_team_ids = list(dict.fromkeys(team_ids))
    heros_by_team_id = await heroes.of_team_by_team_ids(unique_team_ids, least=5)
    for team_id in team_ids:
        strong = heros_by_team_id.get(team_id, [])
        found.append([hero.name for hero in strong])
    return found
