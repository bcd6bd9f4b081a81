from django.contrib.auth.models import AbstractUser
from django.db import models


class Account(AbstractUser):
    city = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


def active_cities(ids: list[int]) -> list[str]:
    found = []
    account_ids = list(dict.fromkeys(ids))
    accounts_by_id: dict[int, Account] = {}
    for start in range(0, len(account_ids), 1000):
        for account_row in Account.objects.filter(
            id__in=account_ids[start : start + 1000], is_active=True
        ):
            accounts_by_id[account_row.id] = account_row
    for pk in ids:
        account = accounts_by_id.get(pk)
        if account is not None:
            found.append(account.city)
    return found
