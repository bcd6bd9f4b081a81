from collections import defaultdict
from collections.abc import Iterable

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


class Order(models.Model):
    customer = models.ForeignKey(
        Customer, related_name="orders", on_delete=models.CASCADE
    )
    status = models.CharField(max_length=20)
    total = models.IntegerField()

    class Meta:
        app_label = "shop"
        ordering = ["-total", "id"]


class Price(models.Model):
    team = models.ForeignKey(Team, on_delete=models.CASCADE)
    product = models.IntegerField()
    cents = models.IntegerField(null=True)

    class Meta:
        app_label = "shop"
        unique_together = [("team", "product")]
        get_latest_by = "cents"


class BillQueries(models.QuerySet):
    def of_customer(self, customer_id: int):
        return self.filter(customer_id=customer_id).order_by("id")

    def of_customer_by_customer_ids(self, customer_ids: Iterable[int]):
        """Answer `of_customer` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(customer_ids))
        bills_by_customer_id = defaultdict(list)
        for start in range(0, len(keys), 1000):
            for bill in self.filter(
                customer_id__in=keys[start : start + 1000]
            ).order_by("id"):
                bills_by_customer_id[bill.customer_id].append(bill)
        return bills_by_customer_id


class Bill(models.Model):
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE)
    cents = models.IntegerField()
    objects = BillQueries.as_manager()

    class Meta:
        app_label = "shop"


def bills(ids: list[int]) -> list[list[int]]:
    found = []
    customer_ids = list(dict.fromkeys(ids))
    bills_by_customer_id = Bill.objects.filter(cents__gt=5).of_customer_by_customer_ids(
        customer_ids
    )
    for i in ids:
        found.append([bill.cents for bill in bills_by_customer_id.get(i, [])])
    return found
