from django.db import models, transaction
from django.db.models import F


class Account(models.Model):
    balance = models.IntegerField()

    class Meta:
        app_label = "bank"


class Entry(models.Model):
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    amount = models.IntegerField()

    class Meta:
        app_label = "bank"


def deposit(account_id: int, amount: int) -> int:
    with transaction.atomic():
        changed = Account.objects.filter(pk=account_id).update(
            balance=F("balance") + amount
        )
        entry = Entry.objects.create(account_id=account_id, amount=amount)
    return changed + entry.pk
