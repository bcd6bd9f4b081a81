from __future__ import annotations

from shop import models
from shop.errors import NotFound
from shop.users import Accounts


def emails(accounts: Accounts, ids: list[int]) -> list[str]:
    found = []
    for user_id in ids:
        found.append(accounts.address(user_id))
    return found
