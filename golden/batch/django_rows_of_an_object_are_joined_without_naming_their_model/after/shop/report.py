from .people import Customer


def titles(customer_id: int) -> list[str]:
    customer = Customer.objects.get(id=customer_id)
    return [
        order.product.title
        for order in customer.orders.order_by("id").select_related("product")
    ]
