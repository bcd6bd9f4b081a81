from django.db import models
from django.db.models import Sum


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
    numbers = {}
    for start in range(0, len(customer_ids), 1000):
        for row in (
            Order.objects.filter(customer_id__in=customer_ids[start : start + 1000])
            .order_by()
            .values_list("customer_id")
            .annotate(number=Sum("price", default=0))
        ):
            numbers[row[0]] = {"number": row[1]}
    return [numbers.get(c.id, {"number": 0}) for c in customers]
