#!/bin/sh
# Takes the steps of the image and of compose.yaml on this machine, where there is no Docker: installs the same
# libraries, copies what the Dockerfile copies, starts portal and planner by the same entrance, and asks /gezond.
#
#   docker/proef.sh DATABASE_URL SLEUTELBESTAND [POORT]
#
# The database is PostgreSQL and empty; the password may come from PGPASSWORD_FILE. PROEF_PYTHON names a Python that
# has the libraries already; then nothing is installed.
set -eu

[ $# -ge 2 ] || { sed -n 's/^# \{0,1\}//p' "$0" >&2; exit 2; }
wortel=$(cd "$(dirname "$0")/.." && pwd)
export IJW_DATABASE_URL="$1" IJW_SLEUTELBESTAND="$2"
poort=${3:-8000}
map=$(mktemp -d)
portaal='' planner=''

opruimen() {
    for proces in $portaal $planner; do
        kill "$proces" 2>/dev/null || true
        wait "$proces" 2>/dev/null || true
    done
    rm -rf "$map"
}
trap opruimen EXIT
trap 'exit 1' INT TERM

stap() { printf '== %s\n' "$1"; }

stap 'bibliotheken'
if [ -z "${PROEF_PYTHON:-}" ]; then
    python3 -m venv "$map/venv"
    PROEF_PYTHON=$map/venv/bin/python
    "$PROEF_PYTHON" -m pip install --quiet --no-cache-dir --require-hashes --no-deps --only-binary :all: \
        --requirement "$wortel/requirements/run.txt"
fi
mkdir "$map/bin" "$map/app" "$map/berichten"
printf '#!/bin/sh\nexec "%s" "$@"\n' "$PROEF_PYTHON" >"$map/bin/python"
chmod +x "$map/bin/python"

stap 'bestanden'
# What is copied from the project, and not from another stage, is what stands in /app.
sed -n '/^WORKDIR \/app$/,/^USER /s/^COPY \([^ ]*\) .*/\1/p' "$wortel/docker/Dockerfile" >"$map/kopie"
while read -r pad; do
    mkdir -p "$map/app/$(dirname "$pad")"
    cp -R "$wortel/${pad%/}" "$map/app/$(dirname "$pad")/"
done <"$map/kopie"

export PATH="$map/bin:$PATH" PYTHONPATH="$map/app" PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
cd "$map/berichten"

stap 'portaal'
sh "$map/app/docker/start.sh" serve --adres 127.0.0.1 --poort "$poort" --werkers 2 &
portaal=$!
pogingen=60
until antwoord=$(python -c "from urllib.request import urlopen
print(urlopen('http://127.0.0.1:$poort/gezond', timeout=4).read().decode())" 2>/dev/null); do
    kill -0 "$portaal" 2>/dev/null || { echo 'het portaal stopte' >&2; exit 1; }
    pogingen=$((pogingen - 1))
    [ "$pogingen" -gt 0 ] || { echo 'het portaal antwoordt niet' >&2; exit 1; }
    sleep 1
done
printf 'gezond: %s\n' "$antwoord"

stap 'planner'
sh "$map/app/docker/start.sh" runs plan &
planner=$!
sh "$map/app/docker/start.sh" runs rooster
kill -0 "$planner" || { echo 'de planner stopte' >&2; exit 1; }

stap 'goed'
