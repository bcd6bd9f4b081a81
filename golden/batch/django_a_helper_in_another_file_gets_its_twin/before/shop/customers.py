from shop.models import Customer


def email_of(customer_id: int) -> str | None:
    customer = Customer.objects.filter(id=customer_id).first()
    return customer.email if customer else None
