from django.db import models
from django.db.models import Count


class Orders(models.Manager):
    def get_queryset(self):
        return super().get_queryset().filter(total__lt=self.instance.pk)


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

    objects = Orders()

    class Meta:
        app_label = "shop"


def per_customer() -> list[int]:
    customers = list(Customer.objects.order_by("id"))
    customer_ids = list(dict.fromkeys(c.id for c in customers))
    counts: dict[int, int] = {}
    for start in range(0, len(customer_ids), 1000):
        for customer_id, count in (
            Order.objects.filter(customer_id__in=customer_ids[start : start + 1000])
            .order_by()
            .values_list("customer_id")
            .annotate(count=Count("pk"))
        ):
            counts[customer_id] = count
    return [counts.get(c.id, 0) for c in customers]
