"""The addresses of actions. Included at the root of the site."""

from django.urls import path

from supporters import views
from supporters.record import views as record_views

app_name = "supporters"
urlpatterns = [
    path("act/<int:action_id>/", views.act, name="act"),
    path("c/<str:token>/", views.confirm_address, name="confirm"),
    path("counters/<int:action_id>.json", views.counter, name="counter"),
    path("my/", record_views.ask, name="my"),
    path("my/sent/", record_views.sent, name="my_sent"),
    path("my/<str:token>/", record_views.my_record, name="my_record"),
    path("u/<str:token>/", record_views.stop_mail, name="unsubscribe"),
]
