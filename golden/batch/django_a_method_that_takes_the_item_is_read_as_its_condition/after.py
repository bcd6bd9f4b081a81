from django.db import models


class OrderQueries(models.QuerySet):
    def open(self):
        return self.filter(status="open")

    def of(self, customer):
        return self.filter(customer=customer)


class Customer(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


class Order(models.Model):
    customer = models.ForeignKey(
        Customer, on_delete=models.CASCADE, related_name="orders"
    )
    status = models.CharField(max_length=20)
    total = models.IntegerField()

    objects = OrderQueries.as_manager()

    class Meta:
        app_label = "shop"


def per_customer() -> list[tuple[str, bool]]:
    rows = []
    customers = Customer.objects.order_by("id")
    customer_ids = list(dict.fromkeys(customer.id for customer in customers))
    customer_ids_with_orders: set[int] = set()
    for start in range(0, len(customer_ids), 1000):
        for customer_id in (
            Order.objects.open()
            .filter(customer_id__in=customer_ids[start : start + 1000])
            .order_by()
            .values_list("customer_id", flat=True)
            .distinct()
        ):
            customer_ids_with_orders.add(customer_id)
    for customer in customers:
        rows.append((customer.name, customer.id in customer_ids_with_orders))
    return rows
