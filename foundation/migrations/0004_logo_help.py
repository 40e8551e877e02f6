import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('foundation', '0003_header_button'),
    ]

    operations = [
        migrations.AlterField(
            model_name='organisationsettings',
            name='logo',
            field=models.ForeignKey(blank=True, help_text='Takes the place of the name at the head of each page, on the cover of a PDF and in the picture for shared links. A PNG or WebP file with a transparent ground, at least 128 pixels high, in colours for a light ground: on dark screens it stands on a piece of the paper.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='foundation.libraryimage', verbose_name='logo'),
        ),
    ]
