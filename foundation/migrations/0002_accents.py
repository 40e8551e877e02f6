import foundation.fields
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('foundation', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='organisationsettings',
            name='accent_2',
            field=foundation.fields.ColourField(blank=True, db_default='', default='', help_text='Optional. A campaign may take it in place of the accent.', verbose_name='second accent'),
        ),
        migrations.AddField(
            model_name='organisationsettings',
            name='accent_3',
            field=foundation.fields.ColourField(blank=True, db_default='', default='', help_text='Optional. A campaign may take it in place of the accent.', verbose_name='third accent'),
        ),
        migrations.AlterField(
            model_name='organisationsettings',
            name='accent',
            field=foundation.fields.ColourField(default='#b8102b', help_text='The one loud colour: buttons, the band, links, stars.', verbose_name='accent'),
        ),
        migrations.AlterField(
            model_name='organisationsettings',
            name='ink',
            field=foundation.fields.ColourField(default='#161b2b', help_text='Text and lines, and the ground of the dark version. Its contrast on the paper is 7 to 1 or more.', verbose_name='ink'),
        ),
        migrations.AlterField(
            model_name='organisationsettings',
            name='paper',
            field=foundation.fields.ColourField(default='#f6eee4', help_text='The ground of every page. Lighter than the ink.', verbose_name='paper'),
        ),
    ]
