from django import forms
from django.db import models


class Order(models.Model):
    customer = models.CharField(max_length=50)
    total = models.IntegerField()
    status = models.CharField(max_length=20, default="open")

    class Meta:
        app_label = "shop"


class AuditLog(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE)
    event = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


class OrderForm(forms.ModelForm):
    class Meta:
        model = Order
        fields = ["customer", "total"]


def place_order(data: dict[str, str]) -> int:
    form = OrderForm(data)
    if not form.is_valid():
        return 0
    order = form.save()
    AuditLog.objects.create(order=order, event="placed")
    return order.pk
