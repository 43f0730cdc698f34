"""What an operator does about awards: applies conditions, or no more, by a source."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from awards.actions.checks import switch_rule
from awards.models import Rule, RuleSwitch
from units.admin import RegisterAdmin
from units.forms import CleanTextMixin


class SwitchForm(CleanTextMixin, forms.ModelForm):
    """Whether a condition is applied, and what says so."""

    source = forms.CharField(
        label=_("Nguồn"),
        max_length=400,
        help_text=_("Số, ngày, cơ quan ban hành, điều khoản của văn bản đã đối chiếu."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    class Meta:
        """What is typed."""

        model = Rule
        fields = ("is_on",)


@admin.register(Rule)
class RuleAdmin(RegisterAdmin):
    """Conditions: rows of the product, of which only the switch is an operator's."""

    form = SwitchForm
    list_display = ("code", "award", "regime", "words", "severity", "is_confirmed", "is_on")
    list_filter = ("regime", "is_on", "is_confirmed", "award")
    list_select_related = ("award", "regime")
    search_fields = ("code", "words", "article")
    told = ("code", "award", "regime", "words", "article", "severity", "is_confirmed")
    readonly_fields = told
    fields = (*told, "is_on", "source")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Conditions come with the product."""
        return False

    def save_model(self, request: HttpRequest, obj: Rule, form: Any, change: bool) -> None:
        """Through the action, which keeps the source and writes the trail."""
        given = form.cleaned_data
        switch_rule(obj, is_on=given["is_on"], source=given["source"], by=request.user)


@admin.register(RuleSwitch)
class RuleSwitchAdmin(admin.ModelAdmin):
    """Each switch with its source, to be read."""

    list_display = ("rule", "is_on", "source", "by", "at")
    list_select_related = ("rule", "by")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A switch is made on the page of its condition."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was done stays."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was done stays."""
        return False
