"""Comments of the parties, and the notes that a company keeps to itself."""

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from films.deal.deal import Comment, Note
from films.deal.reaching import acting_company_or_403, deal_or_404, open_deal_or_404, version_or_404
from films.workspace.api import shapes
from films.workspace.api.resource import ANSWERS, KEY, MISSING, Resource
from films.workspace.api.submitting import once


class Comments(Resource):
    """What the parties say to each other about a deal."""

    @extend_schema(
        operation_id="comment_list",
        summary="Comments of a deal",
        responses={200: shapes.CommentsShape, 404: MISSING},
    )
    def get(self, request, pk):
        deal = open_deal_or_404(request, pk)
        found = Comment.objects.visible_to(request.user).filter(deal=deal).order_by("at", "pk")
        found = found.select_related("company", "author", "version")
        return Response({"results": [shown_comment(one) for one in found]})

    @extend_schema(
        operation_id="comment_create",
        summary="Comment on a deal",
        parameters=[KEY],
        request=shapes.NewComment,
        responses={201: shapes.CommentShape, 200: shapes.CommentShape, **ANSWERS},
    )
    def post(self, request, pk):
        deal = open_deal_or_404(request, pk)
        terms = self.sent(shapes.NewComment)
        acting = acting_company_or_403(request.user, deal)
        version = None
        if terms.get("version"):
            version = version_or_404(request, deal, terms["version"])
            if version.is_open:
                raise Http404  # Nobody comments on a draft: the others would learn of it.

        def make():
            comment = Comment.objects.create(
                deal=deal,
                version=version,
                company=acting,
                author=request.user,
                text=terms["text"],
                at=timezone.now(),
            )
            return str(comment.pk)

        made, is_new = once(request, make)
        found = Comment.objects.visible_to(request.user).filter(deal=deal, pk=made).first()
        if found is None:
            raise Http404
        return Response(shown_comment(found), status=201 if is_new else 200)


def shown_comment(comment):
    return {
        "company": str(comment.company),
        "author": comment.author.get_username(),
        "version": comment.version.number if comment.version else None,
        "text": comment.text,
        "at": comment.at,
    }


class Notes(Resource):
    """What your own company keeps to itself about a deal."""

    @extend_schema(
        operation_id="note_list",
        summary="Private notes of your company on a deal",
        responses={200: shapes.NotesShape, 404: MISSING},
    )
    def get(self, request, pk):
        deal = deal_or_404(request, pk)
        found = Note.objects.visible_to(request.user).filter(deal=deal).select_related("company")
        return Response({"results": [shown_note(one) for one in found.order_by("at", "pk")]})

    @extend_schema(
        operation_id="note_create",
        summary="Keep a private note",
        parameters=[KEY],
        request=shapes.NewNote,
        responses={201: shapes.NoteShape, 200: shapes.NoteShape, **ANSWERS},
    )
    def post(self, request, pk):
        deal = open_deal_or_404(request, pk)
        terms = self.sent(shapes.NewNote)
        acting = acting_company_or_403(request.user, deal)

        def make():
            note = Note.objects.create(
                deal=deal, company=acting, author=request.user, at=timezone.now(), **terms
            )
            return str(note.pk)

        made, is_new = once(request, make)
        found = Note.objects.visible_to(request.user).filter(deal=deal, pk=made).first()
        if found is None:
            raise Http404
        return Response(shown_note(found), status=201 if is_new else 200)


def shown_note(note):
    return {
        "company": str(note.company),
        "kind": note.kind,
        "text": note.text,
        "at": note.at,
    }
