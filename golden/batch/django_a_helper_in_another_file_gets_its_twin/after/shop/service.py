from shop.customers import email_of_by_customer_ids


def overview(ids: list[int]) -> list[str | None]:
    found = []
    customer_ids = list(dict.fromkeys(ids))
    customers_by_id = email_of_by_customer_ids(customer_ids)
    for customer_id in ids:
        found.append(customers_by_id.get(customer_id))
    return found
