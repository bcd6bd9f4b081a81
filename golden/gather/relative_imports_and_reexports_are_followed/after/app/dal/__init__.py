from .tenants import find_plan, find_region

__all__ = ["find_plan", "find_region"]
