"""Shapes of deals in the API, as OpenAPI documents them; the writable ones judge what is sent."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from films.deal.deal import Deal, Note
from films.milestone.models import Milestone


class Strict(serializers.Serializer):
    """Refuses a key that it does not know: nothing that is sent is silently left out."""

    def to_internal_value(self, data):
        if isinstance(data, dict) and (unknown := set(data) - set(self.fields)):
            raise serializers.ValidationError(
                {str(name)[:60]: [_("This key is unknown here: remove it.")] for name in unknown}
            )
        return super().to_internal_value(data)


class Objections(serializers.Serializer):
    """Why an act cannot be done, one sentence each."""

    problems = serializers.ListField(child=serializers.CharField())


class Refused(serializers.Serializer):
    """Everything wrong with what was sent, by key or as a list of faults."""

    errors = serializers.JSONField()


class Stale(serializers.Serializer):
    """Somebody else was first: what is stored now, and what was sent."""

    detail = serializers.CharField()
    stored = serializers.JSONField()
    sent = serializers.JSONField()


class DealPartyShape(serializers.Serializer):
    """A party to a deal."""

    company = serializers.CharField(allow_null=True, help_text="Public id in the register.")
    name = serializers.CharField()
    country = serializers.CharField()
    at_the_table = serializers.BooleanField()
    left_on = serializers.DateField(allow_null=True)


class DealShape(serializers.Serializer):
    """A deal as a person at its table sees it; whoever has left is told its title only."""

    id = serializers.UUIDField()
    url = serializers.URLField()
    title = serializers.CharField()
    stage = serializers.ChoiceField(Deal.Stage.choices, allow_null=True)
    currency = serializers.CharField()
    film = serializers.CharField(allow_null=True)
    treaty = serializers.CharField(allow_null=True)
    logline = serializers.CharField(allow_null=True)
    owner = serializers.CharField(allow_null=True)
    statistics_consent = serializers.BooleanField(allow_null=True)
    parties = DealPartyShape(many=True)
    current_version = serializers.IntegerField(allow_null=True)
    revision = serializers.IntegerField(allow_null=True)


class ListedParty(serializers.Serializer):
    """A party at the table of a listed deal."""

    company = serializers.CharField(allow_null=True, help_text="Public id in the register.")
    name = serializers.CharField()
    country = serializers.CharField()


class ListedMoney(serializers.Serializer):
    """An amount of a listed deal."""

    amount = serializers.CharField()
    currency = serializers.CharField()


class ListedDeadline(serializers.Serializer):
    """What is due next in a listed deal."""

    day = serializers.DateField()
    what = serializers.CharField()


class ListedDeal(serializers.Serializer):
    """A deal in the list, with how it stands."""

    id = serializers.UUIDField()
    url = serializers.URLField()
    title = serializers.CharField()
    film = serializers.CharField(allow_null=True)
    stage = serializers.ChoiceField(Deal.Stage.choices, allow_null=True)
    currency = serializers.CharField()
    treaty = serializers.CharField(allow_null=True)
    owner = serializers.CharField(allow_null=True)
    parties = ListedParty(many=True)
    current_version = serializers.IntegerField(allow_null=True)
    status = serializers.CharField(allow_null=True)
    budget = ListedMoney(allow_null=True)
    gap = ListedMoney(allow_null=True)
    confirmed_pct = serializers.CharField(allow_null=True)
    deadline = ListedDeadline(allow_null=True)
    revision = serializers.IntegerField(allow_null=True)


class NewParty(Strict):
    """A company of the register by its public id, or the name of one without an account."""

    company = serializers.CharField(required=False, max_length=60)
    name = serializers.CharField(required=False, max_length=250)
    country = serializers.CharField(max_length=4)


class LeavingParty(Strict):
    """Who has left: a company by its public id, or the name of a party that is only named."""

    company = serializers.CharField(required=False, max_length=60)
    name = serializers.CharField(required=False, max_length=250)

    def validate(self, attrs):
        if len(attrs) != 1:
            raise serializers.ValidationError(
                _("Say who has left: either its company or its name.")
            )
        return attrs


class NewDeal(Strict):
    """What a deal begins with; `company` is the one of yours that logs it."""

    title = serializers.CharField(max_length=300)
    company = serializers.CharField(required=False, max_length=60)
    country = serializers.CharField(required=False, max_length=4)
    currency = serializers.RegexField(r"^[A-Z]{3}$", default="EUR")
    logline = serializers.CharField(required=False, allow_blank=True, max_length=5_000)
    statistics_consent = serializers.BooleanField(default=False)
    parties = NewParty(many=True, required=False)


class ChangedDeal(Strict):
    """What of a deal may be changed."""

    title = serializers.CharField(required=False, max_length=300)
    logline = serializers.CharField(required=False, allow_blank=True, max_length=5_000)
    statistics_consent = serializers.BooleanField(required=False)
    treaty = serializers.CharField(required=False, allow_null=True, max_length=60)


class NewStage(Strict):
    """The stage to move to."""

    stage = serializers.ChoiceField(Deal.Stage.choices)


class ConsentShape(serializers.Serializer):
    """A party has agreed or signed."""

    company = serializers.CharField()
    kind = serializers.CharField()
    at = serializers.DateTimeField()
    fingerprint = serializers.CharField()


class VersionShape(serializers.Serializer):
    """A version of a deal; `terms` are all of them, by kind and key."""

    number = serializers.IntegerField()
    url = serializers.URLField()
    company = serializers.CharField()
    status = serializers.CharField()
    reason = serializers.CharField()
    based_on = serializers.IntegerField(allow_null=True)
    made_at = serializers.DateTimeField(allow_null=True)
    proposed_at = serializers.DateTimeField(allow_null=True)
    signed_on = serializers.DateField(allow_null=True)
    currency = serializers.CharField()
    consents = ConsentShape(many=True)


class VersionTermsShape(VersionShape):
    """A version with every term."""

    terms = serializers.JSONField()
    fingerprint = serializers.CharField()


class VersionsShape(serializers.Serializer):
    """The versions of a deal that the person may see."""

    results = VersionShape(many=True)


class NewVersion(Strict):
    """A new draft: the terms of an earlier version, or an empty one."""

    based_on = serializers.IntegerField(required=False, allow_null=True, min_value=1)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=500)


class ActingCompany(Strict):
    """For which of your companies you act; needed only where you act for several."""

    company = serializers.CharField(required=False, max_length=60)


class SheetShape(serializers.Serializer):
    """A sheet of a version: what it holds, and the answer of its calculation."""

    input = serializers.JSONField()
    answer = serializers.JSONField()


class CommentShape(serializers.Serializer):
    """What a party says to the others."""

    company = serializers.CharField()
    author = serializers.CharField()
    version = serializers.IntegerField(allow_null=True)
    text = serializers.CharField()
    at = serializers.DateTimeField()


class CommentsShape(serializers.Serializer):
    """The comments of a deal, oldest first."""

    results = CommentShape(many=True)


class NewComment(Strict):
    """A comment on the deal, or on one of its versions."""

    text = serializers.CharField(max_length=10_000)
    version = serializers.IntegerField(required=False, allow_null=True, min_value=1)


class NoteShape(serializers.Serializer):
    """What a company keeps to itself."""

    company = serializers.CharField()
    kind = serializers.CharField()
    text = serializers.CharField()
    at = serializers.DateTimeField()


class NotesShape(serializers.Serializer):
    """The private notes of one's own company on a deal, oldest first."""

    results = NoteShape(many=True)


class NewNote(Strict):
    """A private note, or a limit."""

    text = serializers.CharField(max_length=10_000)
    kind = serializers.ChoiceField(Note.Kind.choices, default=Note.Kind.NOTE)


class MilestoneShape(serializers.Serializer):
    """Something that is due on a day."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    title = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)
    done_on = serializers.DateField(allow_null=True)
    place = serializers.CharField()
    note = serializers.CharField()
    revision = serializers.IntegerField()


class MilestonesShape(serializers.Serializer):
    """The milestones of a deal, in the order of their days."""

    results = MilestoneShape(many=True)


class MilestoneTerms(Strict):
    """What of a milestone may be written."""

    kind = serializers.ChoiceField(Milestone.Kind.choices, required=False)
    title = serializers.CharField(required=False, max_length=200)
    due_on = serializers.DateField(required=False, allow_null=True)
    done_on = serializers.DateField(required=False, allow_null=True)
    place = serializers.CharField(required=False, allow_blank=True, max_length=120)
    note = serializers.CharField(required=False, allow_blank=True, max_length=5_000)


class ReceiptShape(serializers.Serializer):
    """Money that came in after release."""

    position = serializers.IntegerField(help_text="Its place among the receipts of the deal.")
    period = serializers.CharField()
    day = serializers.DateField(allow_null=True)
    territory = serializers.CharField()
    amount = serializers.CharField(allow_null=True, help_text="Null only opens the period.")
    currency = serializers.CharField()
    rate = serializers.CharField()
    document = serializers.CharField()
    revision = serializers.IntegerField()


class ReceiptsShape(serializers.Serializer):
    """The receipts of a deal, in the order in which they were added."""

    results = ReceiptShape(many=True)


class ReceiptTerms(Strict):
    """What of a receipt may be written; an amount is a string, without one it opens a period."""

    period = serializers.CharField(required=False, max_length=60)
    day = serializers.DateField(required=False, allow_null=True)
    territory = serializers.CharField(required=False, allow_blank=True, max_length=100)
    amount = serializers.CharField(required=False, allow_null=True, max_length=60)
    currency = serializers.CharField(required=False, max_length=3)
    rate = serializers.CharField(required=False, allow_blank=True, max_length=30)
    document = serializers.CharField(required=False, allow_blank=True, max_length=200)
