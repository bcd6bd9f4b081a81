from django.contrib import admin
from django.db import models


class Customer(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


class Order(models.Model):
    customer = models.ForeignKey(
        Customer, on_delete=models.CASCADE, related_name="orders"
    )
    status = models.CharField(max_length=20)

    class Meta:
        app_label = "shop"


class OrderAdmin(admin.ModelAdmin):
    list_display = ("status", "customer_name")

    def customer_name(self, order):
        return order.customer.name.title()


admin.site.register(Order, OrderAdmin)
