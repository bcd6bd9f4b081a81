from __future__ import annotations

from django.db import models


class Team(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


class Customer(models.Model):
    email = models.CharField(max_length=50, unique=True)
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE)

    class Meta:
        app_label = "shop"

    def count(self) -> int:
        return self.orders.filter(status="paid").count()


class Order(models.Model):
    customer = models.ForeignKey(
        Customer, related_name="orders", on_delete=models.CASCADE
    )
    status = models.CharField(max_length=20)
    total = models.IntegerField()

    class Meta:
        app_label = "shop"
        ordering = ["-total", "id"]


class Guest(Customer):
    class Meta:
        app_label = "shop"
        proxy = True

    def count(self) -> int:
        return 0


def report(customers: list[Customer]) -> list[int]:
    found = []
    for customer in customers:
        found.append(customer.count())
    return found
