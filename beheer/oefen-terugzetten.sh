#!/bin/sh
# Zet een reservekopie terug naast de echte database, en kijkt of alles er is en klopt.
#
#   beheer/oefen-terugzetten.sh KOPIE                een kopie van SQLite
#   beheer/oefen-terugzetten.sh KOPIE DATABASE_URL   een kopie van PostgreSQL, in deze lege database
#
# IJW_SLEUTELBESTAND wijst de kopie van de sleutels aan. IJW is de opdracht (anders: ijw). Exitstatus 0: de kopie is
# goed; 1: iets klopt niet; 2: er kon niet worden gekeken.
set -eu

[ $# -ge 1 ] || { sed -n 's/^# \{0,1\}//p' "$0" >&2; exit 2; }
stop() { printf 'oefen-terugzetten: %s\n' "$1" >&2; exit 2; }

kopie=$1
[ -f "$kopie" ] || stop "$kopie is er niet."
[ -f "${IJW_SLEUTELBESTAND:-}" ] || stop 'wijs met IJW_SLEUTELBESTAND de kopie van de sleutels aan.'

case $(head -c 5 "$kopie" | tr -d '\0') in
SQLit)
    map=$(mktemp -d)
    trap 'rm -rf "$map"' EXIT
    cp "$kopie" "$map/kopie.db"
    url=sqlite:///$map/kopie.db
    ;;
PGDMP)
    url=${2:?noem een lege database om in terug te zetten}
    pg_restore --no-owner --exit-on-error --dbname="postgresql://${url#*://}" "$kopie" || stop 'terugzetten mislukte.'
    ;;
*) stop "$kopie is geen reservekopie." ;;
esac

status=0
# Opent de kopie met deze sleutels: 1 zegt alleen dat iets nog onder een oudere staat.
${IJW:-ijw} sleutels toon --database "$url" || status=$?
[ "$status" -le 1 ] || stop 'de sleutels passen niet op deze kopie.'
status=0
${IJW:-ijw} grootboek aansluiting --database "$url" || status=$?
[ "$status" -ne 0 ] || printf 'De kopie is goed: de sleutels passen en het grootboek sluit aan.\n'
exit "$status"
