from collections import defaultdict

from django.db import models


class Customer(models.Model):
    email = models.CharField(max_length=50, unique=True)

    class Meta:
        app_label = "shop"


class Order(models.Model):
    customer = models.ForeignKey(
        Customer, related_name="orders", on_delete=models.CASCADE
    )
    total = models.IntegerField()

    class Meta:
        app_label = "shop"


class Shop:
    def customer(self, customer_id: int) -> Customer | None:
        return Customer.objects.filter(id=customer_id).first()

    def customers(self, customer_ids: list[int]) -> dict[int, Customer]:
        found = Customer.objects.filter(id__in=customer_ids)
        return {customer.id: customer for customer in found}

    def orders(self, customer_id: int) -> list[Order]:
        return list(Order.objects.filter(customer_id=customer_id).order_by("-total"))

    def orders_of_all(self, customer_ids: list[int]) -> list[Order]:
        return list(
            Order.objects.filter(customer_id__in=customer_ids).order_by(
                "customer_id", "-total"
            )
        )


def overview(shop: Shop, ids: list[int]) -> list[tuple[str | None, list[int]]]:
    found = []
    customer_ids = list(dict.fromkeys(ids))
    customers_by_id = {}
    for start in range(0, len(customer_ids), 1000):
        customers_by_id.update(shop.customers(customer_ids[start : start + 1000]))
    orders_by_customer_id = defaultdict(list)
    for start in range(0, len(customer_ids), 1000):
        for order_row in shop.orders_of_all(customer_ids[start : start + 1000]):
            orders_by_customer_id[order_row.customer_id].append(order_row)
    for customer_id in ids:
        customer = customers_by_id.get(customer_id)
        orders = orders_by_customer_id.get(customer_id, [])
        totals = [order.total for order in orders]
        found.append((customer.email if customer else None, totals))
    return found
