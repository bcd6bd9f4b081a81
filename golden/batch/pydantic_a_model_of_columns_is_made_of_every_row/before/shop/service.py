from __future__ import annotations

from shop import models
from shop.users import Users


def emails(users: Users, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        shown = users.show(user_id)
        found.append(shown.email if shown is not None else None)
    return found
