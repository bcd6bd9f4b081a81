from __future__ import annotations

from shop.users import Users


def totals(users: Users, ids: list[int]) -> list[list[int]]:
    found = []
    for user_id in ids:
        found.append(users.totals(user_id))
    return found
