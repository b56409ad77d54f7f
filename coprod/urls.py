"""Where everything is found."""

urlpatterns: list = []
