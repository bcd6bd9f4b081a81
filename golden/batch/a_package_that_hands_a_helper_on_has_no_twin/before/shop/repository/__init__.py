from shop.repository.users import get_user
