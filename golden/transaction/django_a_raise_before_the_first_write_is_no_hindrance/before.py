from django.core.exceptions import PermissionDenied
from django.db import models


class Account(models.Model):
    name = models.CharField(max_length=50)
    secret = models.CharField(max_length=50)
    attempts = models.IntegerField(default=0)

    class Meta:
        app_label = "shop"


class Login(models.Model):
    account = models.ForeignKey(Account, on_delete=models.CASCADE)

    class Meta:
        app_label = "shop"


def log_in(account: Account, secret: str) -> None:
    if account.secret != secret:
        raise PermissionDenied("wrong secret")
    account.attempts = 0
    account.save()
    Login.objects.create(account=account)
