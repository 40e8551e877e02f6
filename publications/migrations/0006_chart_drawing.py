import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('publications', '0005_self_selected_and_withdrawn'),
    ]

    operations = [
        migrations.CreateModel(
            name='ChartDrawing',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name='hash of what is drawn')),
                ('wide', models.TextField(verbose_name='for a wide column')),
                ('narrow', models.TextField(verbose_name='for a narrow column')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made at')),
            ],
            options={
                'verbose_name': 'chart drawing',
                'verbose_name_plural': 'chart drawings',
            },
        ),
    ]
