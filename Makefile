# The daily things. Each sets the clone up as far as needed: there is nothing to install first.
#
#   make run        serve the application with demo data   (PORT=8000, DATABASE_URL, DEMO_PASSWORD)
#   make test       run all tests                          (ARGS="tests/intake -k raid")
#   make check      format, lint, types, imports, templates, migrations, deployment
#   make fmt        format code and templates
#   make bench      measure the speed                      (SCALE=province)
#   make bench-sync sixty phones send their night at once   (PHONES=60 RECORDS=50)
#   make bench-field an officer's phone on a bad line: taps, seconds, bytes (PEOPLE=20)
#   make bench-match who is found to be whom, against others (SIZE=700k, otherwise 10k and 100k)
#   make bench-import a register of an old office is taken over  (ROWS=50000)
#   make bench-race approvals race for the last place and the next number (RACERS=50 ROUNDS=200 LETTERS=2000)
#   make bench-decide from the work list to an approval: clicks, median time (DECISIONS=20)
#   make mutants    plant faults in rules, gates, workflow, places and numbers; count those found (ARGS="numbers")
#   make manage     one of Django's commands               (ARGS="create_admin nama Nama")
#   make psql       a database prompt
#   make stop       stop databases that were left running

PYTHON ?= $(shell python3 -c '' 2>/dev/null && echo python3 || echo /usr/bin/python3)
BOOTSTRAP = @$(PYTHON) -m ppks_service.development.bootstrap

.PHONY: run test check fmt bench bench-sync bench-field bench-match bench-import bench-race bench-decide mutants manage psql setup stop
.DEFAULT_GOAL := run

run test check fmt bench bench-sync bench-field bench-match bench-import bench-race bench-decide mutants manage psql setup stop:
	$(BOOTSTRAP) $@ $(ARGS)
