"""What the bare form stores; its table is made by the bench (`tests.bench.sending`), without a migration."""

from django.db import models

from participation.models import Category


class Idea(models.Model):
    """An idea as a small application would keep it."""

    title = models.CharField(max_length=150)
    text = models.TextField(max_length=3000)
    place = models.CharField(max_length=300, blank=True)
    email = models.EmailField()
    category = models.ForeignKey(Category, on_delete=models.CASCADE)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "bare"

    def __str__(self) -> str:
        return f"idee {self.pk}"
