from django.db import models
from rest_framework import serializers, viewsets


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


class OrderSerializer(serializers.ModelSerializer):
    customer_name = serializers.SerializerMethodField()

    class Meta:
        model = Order
        fields = ["status", "customer_name"]

    def get_customer_name(self, order):
        return order.customer.name.title()


class OrderView(viewsets.GenericViewSet):
    queryset = Order.objects.all()
    serializer_class = OrderSerializer
