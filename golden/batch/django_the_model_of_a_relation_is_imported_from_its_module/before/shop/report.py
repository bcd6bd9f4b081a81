from shop.models import Customer


def totals(customers: list[Customer]) -> list[list[int]]:
    found = []
    for customer in customers:
        found.append([order.total for order in customer.orders.filter(total__gt=4)])
    return found
