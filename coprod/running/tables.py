"""Many tables in one step of a migration."""

from django.db.migrations.operations.base import Operation


class Tables(Operation):
    """New models with all their fields, indexes and constraints.

    After each step of a migration Django makes every related class anew; here all are made once,
    when the last model is there.
    """

    def __init__(self, models):
        self.models = models

    def state_forwards(self, app_label, state):
        # Classes that stand there are made anew when the tables are; till then none is needed.
        state.__dict__.pop("apps", None)
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Create {len(self.models)} tables"
