from django.db import models


class Address(models.Model):
    customer = models.CharField(max_length=50)
    street = models.CharField(max_length=50)
    is_default = models.BooleanField(default=False)

    class Meta:
        app_label = "shop"


class AddressService:
    def add(self, customer: str, street: str, is_default: bool) -> int:
        street = street.strip()
        if not street:
            raise ValueError("a street is needed")
        if is_default:
            Address.objects.filter(customer=customer, is_default=True).update(
                is_default=False
            )
        address = Address.objects.create(
            customer=customer, street=street, is_default=is_default
        )
        return address.pk
