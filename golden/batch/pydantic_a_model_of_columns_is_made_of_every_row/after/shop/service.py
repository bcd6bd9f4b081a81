from __future__ import annotations

from shop import models
from shop.users import Users


def emails(users: Users, ids: list[int]) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = users.show_by_user_ids(user_ids)
    for user_id in ids:
        shown = users_by_id.get(user_id)
        found.append(shown.email if shown is not None else None)
    return found
