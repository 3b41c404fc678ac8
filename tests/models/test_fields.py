"""What holds for every model: the house's words on every field, and no surprises on saving."""

from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.utils.functional import Promise

from articles.models import Article, Capture

MODELS = list(apps.get_app_config("articles").get_models())
FIELDS = [
    field for model in MODELS for field in model._meta.fields if not isinstance(field, models.CompositePrimaryKey) and field.name != "id"
]


@pytest.mark.parametrize("field", FIELDS, ids=str)
def test_every_field_is_explained_and_translatable(field: Any) -> None:
    assert isinstance(field.help_text, Promise)
    assert str(field.help_text)
    assert isinstance(field._verbose_name, Promise)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_is_named_and_saves_as_django_does(model: Any) -> None:
    assert isinstance(model._meta.verbose_name, Promise)
    assert isinstance(model._meta.verbose_name_plural, Promise)
    assert model.save is models.Model.save
    assert model.__str__ is not models.Model.__str__


def test_no_signal_listens_to_a_model() -> None:
    for signal in (models.signals.pre_save, models.signals.post_save, models.signals.pre_delete, models.signals.post_delete):
        for model in (Article, Capture):
            assert not signal.has_listeners(model)
