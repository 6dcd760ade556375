#!/usr/bin/env bash
# Runs the cases of ../shared. Those that .ci/cases lists have to pass; of the others only the
# outcome is printed.
set -euo pipefail
cd "$(dirname "$0")/.."
shared=$1
tool=$shared/tools/cases.py
if [ ! -f "$tool" ]; then
	echo "no cases at $shared: skipped"
	exit 0
fi

sorted=$(LC_ALL=C sort -u .ci/cases)
if [ "$sorted" != "$(cat .ci/cases)" ]; then
	echo ".ci/cases is not sorted, or has a name twice"
	exit 1
fi
listed=()
others=()
while read -r name; do
	[ -f "$shared/cases/$name/case.json" ] || { echo ".ci/cases: there is no case $name"; exit 1; }
	listed+=(--only "$name")
done <.ci/cases
for case in "$shared"/cases/*/case.json; do
	name=$(basename "$(dirname "$case")")
	grep -qxF "$name" .ci/cases || others+=(--only "$name")
done

run() {
	python3 "$tool" bin/pratique "$shared/cases" --jobs 2 --shared "$shared" --opa bin/opa --conftest bin/conftest "$@"
}
if [ ${#others[@]} -gt 0 ]; then
	echo "cases that are not listed:"
	run "${others[@]}" || true
fi
echo "cases that are listed:"
run "${listed[@]}"
