#!/bin/sh
# Maakt een kopie van de database, ook terwijl er wordt gewerkt.
#
#   beheer/reservekopie.sh NAAR
#
# De database is die van IJW_DATABASE_URL. De sleutels zitten niet in de kopie: bewaar die ergens anders.
set -eu

[ $# -eq 1 ] || { sed -n 's/^# \{0,1\}//p' "$0" >&2; exit 2; }
stop() { printf 'reservekopie: %s\n' "$1" >&2; exit 2; }

naar=$1
url=${IJW_DATABASE_URL:-sqlite:///backoffice.db}
[ ! -e "$naar" ] || stop "$naar bestaat al. Kies een andere naam."
umask 077
# Onder de eigen naam staat alleen een kopie die af is.
half=$naar.half
trap 'rm -f "$half"' EXIT

case $url in
sqlite:///*)
    bestand=${url#sqlite:///}
    [ -f "$bestand" ] || stop "$bestand is er niet. Kijk naar IJW_DATABASE_URL."
    python3 -c 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute("VACUUM INTO ?", sys.argv[2:])' \
        "$bestand" "$half"
    ;;
postgresql*://*) pg_dump --format=custom --no-owner --file="$half" "postgresql://${url#*://}" ;;
*) stop 'IJW_DATABASE_URL begint met sqlite:/// of postgresql://.' ;;
esac
mv "$half" "$naar"
printf 'De kopie staat in %s.\n' "$naar"
