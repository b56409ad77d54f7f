"""The law is computed without framework, database, clock or settings."""

import subprocess
import sys

PURE = ["partners.treaty.paths", "partners.treaty.limits", "films.calculators.kinds"]


def test_law_and_calculators_load_without_a_framework():
    program = f"import sys, {', '.join(PURE)}; print('django' in sys.modules)"

    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert said.stdout == "False\n"
