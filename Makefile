# The commands of coprod. `make run` needs Python 3.11 or newer with its venv module, nothing else.
#   make run      prepare what is not ready, start worker and server (PORT, DATABASE_URL)
#   make test     every test on SQLite and on PostgreSQL, browser included (ARGS="-k tulpan")
#   make check    lint, types, templates, migrations, production settings
#   make bench    the benchmarks (SIZE=100000)
#   make messages collect the texts to translate into locale/ (needs gettext)
#   make lock     write requirements*.txt anew from requirements*.in (UPGRADE=1 for new versions)

PYTHON ?= python3
SIZE ?= 10000
BIN := .venv/bin
export SIZE

.PHONY: run test check lint types templates migrations catalogues production bench messages lock \
	format clean runtime development

run: runtime
	@$(BIN)/python manage.py start

test: development
	@$(BIN)/python -m tests.run $(ARGS)

# `make -k check` goes on after a fault, to show all of them.
check: lint types templates migrations catalogues production

lint: development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: development
	$(BIN)/mypy coprod films partners

templates: development
	$(BIN)/djlint templates --lint --quiet

migrations: development
	DATABASE_URL=sqlite://:memory: $(BIN)/python manage.py makemigrations --check --dry-run

catalogues: development
	$(BIN)/python manage.py compile_catalogues --check

production: development
	COPROD_MODE=production ALLOWED_HOSTS=coprod.example \
		SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

format: development
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: development
	$(BIN)/python -m tests.benchmarks

messages: development
	@command -v xgettext >/dev/null || { \
		echo "xgettext is missing: install gettext, e.g. apt-get install gettext"; exit 1; }
	$(BIN)/python manage.py makemessages --locale ru --locale kk --add-location file \
		--ignore .venv --ignore var --ignore tests
	$(BIN)/python manage.py compile_catalogues

# Two forks: Python 3.11 gets Django's long-term release, newer ones the newest Django.
LOCK = $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--fork-strategy requires-python --no-header --no-config $(if $(UPGRADE),--upgrade)
lock: development
	$(LOCK) requirements.in --output-file requirements.txt
	$(LOCK) requirements-dev.in --output-file requirements-dev.txt
	$(LOCK) requirements-extras.in --output-file requirements-extras.txt

clean:
	rm -rf .venv .pytest_cache .ruff_cache .mypy_cache .hypothesis test-results

runtime:
	@$(call bootstrap,requirements.txt)

development:
	@$(call bootstrap,requirements-dev.txt)

define bootstrap
command -v $(PYTHON) >/dev/null || { \
	echo "$(PYTHON) is not installed: coprod needs Python 3.11 or newer, e.g. apt-get install python3 python3-venv"; \
	exit 1; }; $(PYTHON) deploy/bootstrap.py $(1)
endef
