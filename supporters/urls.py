"""The addresses of actions. Included at the root of the site."""

from django.urls import path

from supporters import views

app_name = "supporters"
urlpatterns = [
    path("act/<int:action_id>/", views.act, name="act"),
    path("c/<str:token>/", views.confirm_address, name="confirm"),
    path("counters/<int:action_id>.json", views.counter, name="counter"),
]
