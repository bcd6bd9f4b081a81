from django.contrib import admin

from shop.models import Customer

admin.site.register(Customer)
