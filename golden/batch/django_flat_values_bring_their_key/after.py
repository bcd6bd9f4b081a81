from collections import defaultdict

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


def statuses(customers: list[Customer]) -> list[set[str]]:
    found = []
    customer_ids = list(dict.fromkeys(customer.id for customer in customers))
    statuses_by_customer_id = defaultdict(list)
    for start in range(0, len(customer_ids), 1000):
        for customer_id, value in Order.objects.filter(
            customer_id__in=customer_ids[start : start + 1000]
        ).values_list("customer_id", "status"):
            statuses_by_customer_id[customer_id].append(value)
    for customer in customers:
        values = statuses_by_customer_id.get(customer.id, [])
        found.append(set(values))
    return found
