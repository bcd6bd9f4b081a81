from django.db.models import Count

from .people import Customer


def open_orders() -> dict[str, int]:
    from .orders import Order

    counts = {"all": Order.objects.count()}
    customers = Customer.objects.order_by("id")
    customer_ids = list(dict.fromkeys(customer.id for customer in customers))
    order_counts_by_customer_id: dict[int, int] = {}
    for start in range(0, len(customer_ids), 1000):
        for customer_id, count in (
            Order.objects.filter(
                customer_id__in=customer_ids[start : start + 1000], status="open"
            )
            .order_by()
            .values_list("customer_id")
            .annotate(count=Count("pk"))
        ):
            order_counts_by_customer_id[customer_id] = count
    for customer in customers:
        counts[customer.name] = order_counts_by_customer_id.get(customer.id, 0)
    return counts
