from django.contrib import admin

from shop.orders import Order

admin.site.register(Order)
