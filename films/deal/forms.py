"""Forms of a deal, its parties and its team."""

import uuid

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coprod.editing.forms import LockedForm
from films.deal.deal import Deal, TeamMember
from films.deal.parties import recognised
from films.deal.version import Partner
from films.register.film import Film
from partners.access.companies import WRITERS, own_companies
from partners.access.models import User
from partners.company.models import Company
from partners.country.models import Country
from partners.treaty.models import Treaty

PARTNER_ROWS = 3
MOST_PARTNERS = 20


class RegisterField(forms.ModelChoiceField):
    """A row of the register, typed as its id or as the address of its page; a list of suggestions
    helps where scripts run."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid_choice": _("The register has no such page: copy its address from there."),
    }

    def __init__(self, queryset, *, suggestions="", **kwargs):
        super().__init__(queryset, to_field_name="public_id", **kwargs)
        self.widget.attrs.update({"autocomplete": "off", "spellcheck": "false"})
        if suggestions:
            self.widget.attrs["list"] = suggestions

    def prepare_value(self, value):
        if isinstance(value, int):
            keys = self.queryset.model._default_manager.filter(pk=value)
            return keys.values_list("public_id", flat=True).first()
        return super().prepare_value(value)

    def to_python(self, value):
        if isinstance(value, str):
            value = value.strip().partition("?")[0].rstrip("/").rpartition("/")[2]
        return super().to_python(value)


def living_countries():
    return Country.objects.filter(valid_to__isnull=True).by_name()


class DealForm(LockedForm):
    """What a deal is about."""

    film = RegisterField(
        Film.objects.none(),
        label=_("Film in the register"),
        required=False,
        suggestions="known-films",
        help_text=_(
            "Only if it was announced already: the address of its page, or the last part of it."
        ),
    )

    class Meta:
        model = Deal
        fields = ["title", "currency", "treaty", "film", "logline", "statistics_consent"]
        widgets = {
            "title": forms.TextInput(attrs={"autocomplete": "off"}),
            "currency": forms.TextInput(attrs={"list": "currencies", "size": 4}),
            "logline": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["treaty"].queryset = Treaty.objects.order_by("code")
        # A film that nobody has announced is chosen by nobody; what stands there may stay.
        known = Film.objects.filter(Q(announced_at__isnull=False) | Q(pk=self.instance.film_id))
        self.fields["film"].queryset = known

    def clean_currency(self):
        return self.cleaned_data["currency"].upper()


class NewDealForm(DealForm):
    """A deal that a company logs; the key makes a second click open what the first one made."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    owner = forms.ModelChoiceField(
        Company.objects.none(),
        label=_("Our company"),
        help_text=_("The company that logs the deal, and writes the first version."),
    )
    country = forms.ModelChoiceField(Country.objects.none(), label=_("Our country"))
    role = forms.ChoiceField(
        choices=[("", "–"), *Partner.Role.choices], label=_("Our role"), required=False
    )

    class Meta(DealForm.Meta):
        fields = ["title", "currency", "treaty", "logline"]

    field_order = ["title", "owner", "country", "role", "currency", "treaty", "logline", "film"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        own = Company.objects.filter(pk__in=own_companies(user, *WRITERS)).order_by(
            "sort_name", "pk"
        )
        owner, country = self.fields["owner"], self.fields["country"]
        owner.queryset, country.queryset = own, living_countries()
        self.initial.setdefault("key", uuid.uuid4())
        self.initial.setdefault("role", Partner.Role.MAJORITY)
        if (first := own.first()) is not None:
            owner.empty_label = None
            self.initial.setdefault("owner", first.pk)
            self.initial.setdefault("country", first.country_id)


class PartyForm(forms.Form):
    """A company that takes part: typed by name; one of the register is recognised by it."""

    company = RegisterField(Company.objects.all(), required=False)
    name = forms.CharField(
        label=_("Company"),
        required=False,
        max_length=250,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "known-companies"}),
    )
    country = forms.ModelChoiceField(Country.objects.none(), label=_("Country"), required=False)
    role = forms.ChoiceField(
        choices=[("", "–"), *Partner.Role.choices], label=_("Role"), required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["country"].queryset = living_countries()

    def clean(self):
        """The company that was chosen or recognised, its name, and its country in the deal."""
        found = super().clean()
        company, name, country = (found.get(one) for one in ("company", "name", "country"))
        if not company and not name and "company" not in self.errors:
            self.add_error("name", _("Choose a company, or write the name of one."))
        found["country"] = country or (company and company.country)
        if not found["country"] and "country" not in self.errors:
            self.add_error("country", _("Choose the country for which it takes part."))
        elif not company and name:
            company = recognised(name, found["country"])
        found["company"], found["name"] = company, "" if company else name
        return found


class PartyFormSet(forms.BaseFormSet):
    """The partners of a new deal; their countries are asked for once."""

    def __init__(self, *args, **kwargs):
        self.countries = [("", "–"), *((one.pk, str(one)) for one in living_countries())]
        super().__init__(*args, **kwargs)

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["country"].widget.choices = self.countries
        for field in form.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label} {index + 1}"


NewParties = forms.formset_factory(
    PartyForm,
    formset=PartyFormSet,
    extra=PARTNER_ROWS,
    max_num=MOST_PARTNERS,
    absolute_max=MOST_PARTNERS,
)


class PlaceForm(LockedForm):
    """A party's place in one version: what it is called there, its country and role."""

    class Meta:
        model = Partner
        fields = ["code", "country", "role", "is_delegate", "holds_rights"]

    def __init__(self, *args, countries=(), **kwargs):
        super().__init__(*args, **kwargs)
        if countries:
            self.fields["country"].widget.choices = countries
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label}: {self.instance.party}"
            # The cells stand in one table with other forms: they name theirs.
            field.widget.attrs["form"] = "places"


class TeamForm(forms.ModelForm):
    """A person of one's own company who works on the deal."""

    class Meta:
        model = TeamMember
        fields = ["user", "function", "wants_digest"]

    def __init__(self, *args, companies, **kwargs):
        super().__init__(*args, **kwargs)
        people = User.objects.filter(memberships__company__in=companies, is_active=True)
        self.fields["user"].queryset = people.distinct().order_by("username")
        self.fields["user"].to_field_name = "username"

    def _get_validation_exclusions(self):
        # Nobody has one function in a deal twice: that is judged with the deal.
        return super()._get_validation_exclusions() - {"deal"}


class NamedPartyForm(forms.Form):
    """The company of the register that a named party is."""

    company = RegisterField(Company.objects.all(), label=_("Company in the register"))
