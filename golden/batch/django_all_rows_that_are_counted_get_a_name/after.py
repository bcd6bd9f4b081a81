from django.db import models
from django.db.models import Count


class Customer(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


class Order(models.Model):
    customer = models.ForeignKey(
        Customer, on_delete=models.CASCADE, related_name="orders"
    )
    status = models.CharField(max_length=20)
    total = models.IntegerField(null=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)

    class Meta:
        app_label = "shop"


def per_customer() -> list[dict]:
    customers = list(Customer.objects.order_by("id"))
    customer_ids = list(dict.fromkeys(c.id for c in customers))
    order_numbers_by_customer_id = {}
    for start in range(0, len(customer_ids), 1000):
        for row in (
            Order.objects.filter(customer_id__in=customer_ids[start : start + 1000])
            .order_by()
            .values_list("customer_id")
            .annotate(rows=Count("*"))
        ):
            order_numbers_by_customer_id[row[0]] = {"rows": row[1]}
    return [order_numbers_by_customer_id.get(c.id, {"rows": 0}) for c in customers]
