from collections import defaultdict

from shop.models import Customer, Order


def totals(customers: list[Customer]) -> list[list[int]]:
    found = []
    customer_ids = list(dict.fromkeys(customer.id for customer in customers))
    orders_by_customer_id = defaultdict(list)
    for start in range(0, len(customer_ids), 1000):
        for order_row in Order.objects.filter(
            customer_id__in=customer_ids[start : start + 1000], total__gt=4
        ):
            orders_by_customer_id[order_row.customer_id].append(order_row)
    for customer in customers:
        found.append(
            [order.total for order in orders_by_customer_id.get(customer.id, [])]
        )
    return found
