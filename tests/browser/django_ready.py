"""Django set up, for programs that fill a database. To be imported before any model. It takes the database that the environment names."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsdb.settings")
django.setup()
