from collections.abc import Iterable

from shop.models import Customer


def email_of(customer_id: int) -> str | None:
    customer = Customer.objects.filter(id=customer_id).first()
    return customer.email if customer else None


def email_of_by_customer_ids(customer_ids: Iterable[int]) -> dict[int, str]:
    """Answer `email_of` for many keys at once: a dict by key, without the missing ones."""
    keys = list(dict.fromkeys(customer_ids))
    customers_by_id = {}
    for start in range(0, len(keys), 1000):
        for customer in Customer.objects.filter(id__in=keys[start : start + 1000]):
            customers_by_id[customer.id] = customer
    return {key: customer.email for key, customer in customers_by_id.items()}
