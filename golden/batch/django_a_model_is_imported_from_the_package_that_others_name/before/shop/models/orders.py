from django.db import models


class Order(models.Model):
    customer = models.ForeignKey(
        "shop.Customer", related_name="orders", on_delete=models.CASCADE
    )
    status = models.CharField(max_length=20)

    class Meta:
        app_label = "shop"
