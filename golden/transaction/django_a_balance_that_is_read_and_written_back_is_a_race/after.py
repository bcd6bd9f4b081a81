from django.db import models, transaction


class Account(models.Model):
    balance = models.IntegerField()

    class Meta:
        app_label = "bank"


class Entry(models.Model):
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    amount = models.IntegerField()

    class Meta:
        app_label = "bank"


def withdraw(account_id: int, amount: int) -> bool:
    with transaction.atomic():
        account = Account.objects.get(pk=account_id)
        if account.balance < amount:
            return False
        account.balance -= amount
        account.save()
        Entry.objects.create(account_id=account_id, amount=-amount)
    return True
