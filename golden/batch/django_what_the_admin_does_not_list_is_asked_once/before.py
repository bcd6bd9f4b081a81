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


@admin.register(Customer)
class CustomerAdmin(admin.ModelAdmin):
    list_display = ["name"]
    readonly_fields = ["open_count"]

    def open_count(self, obj):
        return obj.orders.filter(status="open").count()
