from django import forms
from django.db import models
from django.views.generic import FormView


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


class PlaceOrder(FormView):
    form_class = OrderForm
    success_url = "/orders/"

    def form_valid(self, form):
        order = form.save()
        AuditLog.objects.create(order=order, event="placed")
        return super().form_valid(form)
