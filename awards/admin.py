"""What an operator does about awards: applies conditions by a source, keeps reference data."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from awards.actions.checks import switch_rule
from awards.actions.law import save_reference
from awards.models import (
    BaseSalary,
    CouncilQuorum,
    CouncilRule,
    LegalBase,
    MoneyRate,
    Regime,
    Rule,
    RuleSwitch,
    ScreeningBody,
    UnitEvent,
)
from emulation_bloc.lib.states import ActionError
from emulation_bloc.lib.vietnamese import clean, date_short
from units.admin import RegisterAdmin, RegisterForm
from units.forms import CleanTextMixin


class SwitchForm(CleanTextMixin, forms.ModelForm):
    """Whether a condition is applied, and what says so."""

    source = forms.CharField(
        label=_("Nguồn"),
        max_length=300,
        help_text=_("Số, ngày, cơ quan ban hành, điều khoản của văn bản đã đối chiếu."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    class Meta:
        """What is typed."""

        model = Rule
        fields = ("is_on",)


class SourceForm(ActionForm):
    """What says that the chosen conditions are applied, or no more."""

    source = forms.CharField(label=_("Nguồn"), max_length=300, required=False)


@admin.register(Rule)
class RuleAdmin(RegisterAdmin):
    """Conditions: rows of the product, of which only the switch is an operator's."""

    form = SwitchForm
    action_form = SourceForm
    actions = ("switch_on", "switch_off")
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

    @admin.action(description=_("Áp dụng các điều kiện đã chọn theo nguồn đã ghi"))
    def switch_on(self, request: HttpRequest, chosen: QuerySet[Rule]) -> None:
        """All of them by one source, as when the text of a law has been compared."""
        self._switch(request, chosen.filter(is_on=False), is_on=True)

    @admin.action(description=_("Thôi áp dụng các điều kiện đã chọn theo nguồn đã ghi"))
    def switch_off(self, request: HttpRequest, chosen: QuerySet[Rule]) -> None:
        """All of them by one source."""
        self._switch(request, chosen.filter(is_on=True), is_on=False)

    def _switch(self, request: HttpRequest, chosen: QuerySet[Rule], *, is_on: bool) -> None:
        source, rules = clean(request.POST.get("source", ""))[:300], list(chosen)
        try:
            with transaction.atomic():
                for rule in rules:
                    switch_rule(rule, is_on=is_on, source=source, by=request.user)
        except ActionError as error:
            self.message_user(request, str(error), messages.ERROR)
            return
        self.message_user(request, _("Đã ghi %(count)d điều kiện.") % {"count": len(rules)})


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


class ReferenceForm(RegisterForm):
    """Rows whose days exclude each other: `alone` names the columns within which they do."""

    alone: ClassVar[tuple[str, ...] | None] = None

    def clean(self) -> dict[str, Any]:
        """Two rows for one day would leave open which one counts."""
        given = super().clean()
        starts, ends = given.get("starts"), given.get("ends")
        if self.alone is None or self.errors or not starts:
            return given
        rows = self._meta.model.objects.exclude(pk=self.instance.pk)
        rows = rows.filter(**{name: given[name] for name in self.alone})
        rows = rows.filter(Q(ends__isnull=True) | Q(ends__gte=starts))
        if ends:
            rows = rows.filter(starts__lte=ends)
        if clash := rows.first():
            words = {"row": clash, "day": date_short(clash.starts)}
            self.add_error(
                "starts",
                _("Trùng thời gian với “%(row)s” (từ %(day)s). Hãy ghi ngày cuối.") % words,
            )
        return given


class OneAtATime(ReferenceForm):
    """One row a day."""

    alone = ()


class RateForm(ReferenceForm):
    """One rate a day for an award and a kind of holder."""

    alone = ("award", "is_person")


class QuorumForm(ReferenceForm):
    """One quorum a day for a province, and one for all the others."""

    alone = ("province",)


class EventForm(RegisterForm):
    """A merged unit goes into another one of its province; a dissolved one into none."""

    def clean(self) -> dict[str, Any]:
        """Said at the field that is wrong."""
        given = super().clean()
        unit, into, kind = given.get("unit"), given.get("successor"), given.get("kind")
        if kind in {UnitEvent.Kind.MERGE, UnitEvent.Kind.ABSORB} and not into:
            self.add_error("successor", _("Hãy chọn đơn vị kế thừa."))
        if kind == UnitEvent.Kind.DISSOLVE and into:
            self.add_error("successor", _("Đơn vị giải thể không có đơn vị kế thừa."))
        if unit and into and unit.pk == into.pk:
            self.add_error("successor", _("Đơn vị không thể kế thừa chính mình."))
        return given


class ReferenceAdmin(RegisterAdmin):
    """Reference data of the law: kept with a trail, never deleted."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Through the action."""
        save_reference(obj, by=request.user)


@admin.register(Regime)
class RegimeAdmin(ReferenceAdmin):
    """Which law holds from a day to a day."""

    form = OneAtATime
    list_display = ("code", "name", "starts", "ends", "is_confirmed")


@admin.register(LegalBase)
class LegalBaseAdmin(ReferenceAdmin):
    """`Căn cứ` lines of papers."""

    form = ReferenceForm
    list_display = ("words", "starts", "ends", "position", "is_confirmed")


@admin.register(BaseSalary)
class BaseSalaryAdmin(ReferenceAdmin):
    """Lương cơ sở."""

    form = OneAtATime
    list_display = ("amount", "starts", "ends", "article")


@admin.register(MoneyRate)
class MoneyRateAdmin(ReferenceAdmin):
    """Tiền thưởng as multiples of the base salary."""

    form = RateForm
    list_display = ("award", "is_person", "multiple", "starts", "ends", "article")
    list_filter = ("is_person", "award")
    list_select_related = ("award",)


@admin.register(ScreeningBody)
class ScreeningBodyAdmin(ReferenceAdmin):
    """Who screens an award in a province."""

    form = RegisterForm
    list_display = ("province", "award", "body", "starts", "basis")
    list_filter = ("province",)
    list_select_related = ("province", "award")


@admin.register(CouncilRule)
class CouncilRuleAdmin(ReferenceAdmin):
    """Which share of the council must agree; what is not confirmed is typed at each sitting."""

    form = RegisterForm
    list_display = ("award", "regime", "threshold", "is_secret", "article", "is_confirmed")
    list_filter = ("regime", "is_confirmed")
    list_select_related = ("award", "regime")


@admin.register(CouncilQuorum)
class CouncilQuorumAdmin(ReferenceAdmin):
    """How many of the council must come and be heard."""

    form = QuorumForm
    list_display = ("come", "heard", "province", "starts", "ends", "article", "is_confirmed")
    list_filter = ("province",)
    list_select_related = ("province",)


@admin.register(UnitEvent)
class UnitEventAdmin(ReferenceAdmin):
    """Reorganisations: what became of units."""

    form = EventForm
    list_display = ("unit", "kind", "successor", "date", "decision")
    list_select_related = ("unit", "successor")
    autocomplete_fields = ("unit", "successor")
