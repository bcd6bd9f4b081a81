from collections import defaultdict

from django.db import models
from django.db.models import Count, Value


class Customer(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


class Order(models.Model):
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE)
    total = models.DecimalField(max_digits=6, decimal_places=2)

    class Meta:
        app_label = "shop"
        ordering = ["-total", "id"]


def names(chosen: list[str]) -> list[str | None]:
    found = []
    customer_ids = list(dict.fromkeys(chosen))
    customers_by_id: dict[str, Customer] = {}
    for start in range(0, len(customer_ids), 100):
        queries = [
            Customer.objects.filter(id=key).annotate(_position=Value(number_row))
            for number_row, key in enumerate(customer_ids[start : start + 100], start)
        ]
        for customer_row in Customer.objects.none().union(*queries, all=True):
            customers_by_id[customer_ids[vars(customer_row).pop("_position")]] = (
                customer_row
            )
    for number in chosen:
        customer = customers_by_id.get(number)
        found.append(customer.name if customer else None)
    return found


def orders(chosen: list[str]) -> list[list[int]]:
    found = []
    customer_ids = list(dict.fromkeys(chosen))
    orders_by_customer_id: defaultdict[str, list[Order]] = defaultdict(list)
    for start in range(0, len(customer_ids), 100):
        queries = [
            Order.objects.filter(customer_id=key)
            .annotate(_position=Value(number_row))
            .order_by()
            for number_row, key in enumerate(customer_ids[start : start + 100], start)
        ]
        for order in (
            Order.objects.none().union(*queries, all=True).order_by("-total", "id")
        ):
            orders_by_customer_id[customer_ids[vars(order).pop("_position")]].append(
                order
            )
    for number in chosen:
        found.append([o.id for o in orders_by_customer_id.get(number, [])])
    return found


def at(totals: list[str]) -> list[int]:
    unique_totals = list(dict.fromkeys(totals))
    order_counts_by_total: dict[str, int] = {}
    for start in range(0, len(unique_totals), 100):
        queries = [
            Order.objects.filter(total=key)
            .annotate(_position=Value(number))
            .order_by()
            .values_list("_position")
            .annotate(count=Count("pk"))
            for number, key in enumerate(unique_totals[start : start + 100], start)
        ]
        for position, count in Order.objects.none().union(*queries, all=True):
            order_counts_by_total[unique_totals[position]] = count
    return [order_counts_by_total.get(total, 0) for total in totals]
