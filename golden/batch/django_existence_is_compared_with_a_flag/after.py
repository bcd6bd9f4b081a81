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


def buyers(customers: list[Customer], wanted: bool) -> list[int]:
    found = []
    customer_ids = list(dict.fromkeys(customer.id for customer in customers))
    customer_ids_with_orders: set[int] = set()
    for start in range(0, len(customer_ids), 1000):
        for customer_id in (
            Order.objects.filter(
                customer_id__in=customer_ids[start : start + 1000], status="paid"
            )
            .order_by()
            .values_list("customer_id", flat=True)
            .distinct()
        ):
            customer_ids_with_orders.add(customer_id)
    for customer in customers:
        if (customer.id in customer_ids_with_orders) == wanted:
            found.append(customer.id)
    return found
