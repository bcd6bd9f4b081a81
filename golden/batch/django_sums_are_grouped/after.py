from django.db import models
from django.db.models import Sum


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


def totals(customers: list[Customer]) -> list[int]:
    found = []
    customer_ids = list(dict.fromkeys(customer.id for customer in customers))
    order_numbers_by_customer_id = {}
    for start in range(0, len(customer_ids), 1000):
        for row in (
            Order.objects.filter(customer_id__in=customer_ids[start : start + 1000])
            .order_by()
            .values_list("customer_id")
            .annotate(Sum("total"))
        ):
            order_numbers_by_customer_id[row[0]] = {"total__sum": row[1]}
    for customer in customers:
        total = order_numbers_by_customer_id.get(customer.id, {"total__sum": None})
        found.append(total["total__sum"] or 0)
    return found
