from django.contrib import admin
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


class OrderAdmin(admin.ModelAdmin):
    def save_model(self, request, obj: Order, form, change):
        obj.save()
        AuditLog.objects.create(order=obj, event="changed")
