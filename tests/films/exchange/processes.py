"""Imports in processes of their own, which can be measured and killed."""

import os
import subprocess
import sys
from urllib.parse import quote

from django.db import connection

# Says before each table that is written which one it is, and once when all are.
ANNOUNCING = """
import sys
import django
django.setup()
from coprod import bulk, history
from django.core.management import call_command
from films.exchange import naming, writing

def announced(act):
    def announce(model, *arguments, **constants):
        print(act.__name__, model._meta.db_table, flush=True)
        return act(model, *arguments, **constants)
    return announce

for module in (naming, writing):
    module.insert, module.record = announced(bulk.insert), announced(history.record)
call_command("import_films", sys.argv[1])
print("stored", flush=True)
"""


# The process's own highest memory: what the system counts for a child begins with its parent's.
MEASURED = """
import sys
import django
django.setup()
from django.core.management import call_command

call_command("import_films", sys.argv[1])
with open("/proc/self/status") as status:
    print(next(line.split()[1] for line in status if line.startswith("VmHWM:")), flush=True)
"""


def announcing_import(file):
    """A process that imports a file and says what it writes, a line before each table."""
    return _started([sys.executable, "-c", ANNOUNCING, str(file)])


def measured_import(file):
    """The last line an import says, its processor seconds and its most memory in megabytes."""
    process = _started([sys.executable, "-c", MEASURED, str(file)])
    said = process.stdout.read()
    _pid, status, used = os.wait4(process.pid, 0)
    process.stdout.close()
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, said
    *_before, summary, kilobytes = said.splitlines()
    return summary, used.ru_utime + used.ru_stime, int(kilobytes) / 1024


def _started(command):
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "coprod.settings",
        "PYTHONPATH": os.getcwd(),
    }
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def database_url():
    """The database of the tests, as another process names it."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    user = f"{settings['USER']}:{quote(settings['PASSWORD'] or '', safe='')}"
    host = quote(settings["HOST"] or "", safe="")
    port = f":{settings['PORT']}" if settings["PORT"] else ""
    return f"postgres://{user}@{host}{port}/{settings['NAME']}"
