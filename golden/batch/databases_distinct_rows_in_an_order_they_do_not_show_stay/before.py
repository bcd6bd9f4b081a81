from databases import Database

SCHEMA = """
CREATE TABLE visits (id INTEGER PRIMARY KEY, page VARCHAR(50), site VARCHAR(20), at DATETIME);
"""


async def pages(database: Database, sites: list[str]) -> list[list[str]]:
    found = []
    for site in sites:
        rows = await database.fetch_all(
            "SELECT DISTINCT page FROM visits WHERE site = :site ORDER BY at",
            {"site": site},
        )
        found.append([row["page"] for row in rows])
    return found


async def by_rule(database: Database, sites: list[str]) -> list[list[str]]:
    found = []
    for site in sites:
        rows = await database.fetch_all(
            "SELECT page FROM visits WHERE site = :site ORDER BY lower(page)",
            {"site": site},
        )
        found.append([row["page"] for row in rows])
    return found


async def noted(database: Database, sites: list[str]) -> list[list[str]]:
    found = []
    for site in sites:
        rows = await database.fetch_all(
            """
            SELECT page FROM visits -- of one site
            WHERE site = :site
            """,
            {"site": site},
        )
        found.append([row["page"] for row in rows])
    return found
