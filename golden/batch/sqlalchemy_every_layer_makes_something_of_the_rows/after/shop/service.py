from __future__ import annotations

from shop import models
from shop.errors import NotFound
from shop.users import Accounts


def emails(accounts: Accounts, ids: list[int]) -> list[str]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = accounts.address_by_user_ids(user_ids)
    for user_id in ids:
        if user_id not in users_by_id:
            raise NotFound(user_id)
        found.append(users_by_id[user_id])
    return found
