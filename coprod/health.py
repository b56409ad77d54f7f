"""Is the process alive, and can it serve."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse


def healthz(request):
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


def readyz(request):
    """The database answers and has every migration."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return HttpResponse("database unavailable", status=503, content_type="text/plain")
    if waiting:
        return HttpResponse("migrations missing", status=503, content_type="text/plain")
    return HttpResponse("ready", content_type="text/plain")
