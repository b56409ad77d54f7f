"""What the parties choose to make public."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coprod.editing.forms import LockedForm
from films.publishing.leading import places
from films.publishing.models import Publication
from films.register.film import Film
from partners.treaty.models import Treaty


class AnnounceForm(LockedForm):
    """The film as the register will have it, and who is named as taking part."""

    partners = forms.MultipleChoiceField(
        label=_("Partners"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The country of each becomes public."),
    )
    companies = forms.MultipleChoiceField(
        label=_("Named with the company"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    roles = forms.BooleanField(label=_("Roles and delegate producers"), required=False)

    class Meta:
        model = Film
        fields = [
            "title",
            "original_title",
            "year",
            "year_kind",
            "kind",
            "stage",
            "official",
            "treaty",
        ]

    def __init__(self, *args, deal, **kwargs):
        super().__init__(*args, **kwargs)
        # By its place in this list: a key would count the parties of other deals.
        self.places = {str(number): place for number, place in enumerate(places(deal), start=1)}
        self.fields["treaty"].queryset = Treaty.objects.order_by("code")
        self.fields["partners"].choices = [
            (number, f"{place.party} ({place.country.code})")
            for number, place in self.places.items()
        ]
        self.fields["companies"].choices = [
            (number, str(place.company)) for number, place in self.places.items() if place.company
        ]
        taking_part = [number for number, place in self.places.items() if place.takes_part]
        self.fields["partners"].initial = self.fields["companies"].initial = taking_part
        self.fields["roles"].initial = True
        if not self.instance.pk:
            self.fields["title"].initial = deal.title
            self.fields["treaty"].initial = deal.treaty_id

    @property
    def chosen_places(self):
        return [self.places[number] for number in sorted(self.cleaned_data["partners"], key=int)]

    @property
    def named(self):
        """Keys of the parties whose company is named."""
        return {self.places[number].party.pk for number in self.cleaned_data["companies"]}


class PublishForm(forms.Form):
    """Which parts of which signed version."""

    version = forms.TypedChoiceField(label=_("Signed version"), coerce=int)
    parts = forms.MultipleChoiceField(
        label=_("What becomes public"),
        choices=Publication.Part,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, versions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].choices = [(one.number, str(one)) for one in versions]
