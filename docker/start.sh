#!/bin/sh
# What a container starts with: secrets come from files, and then the ijw command asked for takes over.
set -eu

for naam in PGPASSWORD IJW_OIDC_GEHEIM; do
    eval "bestand=\${${naam}_FILE:-}"
    if [ -n "$bestand" ]; then
        waarde=$(cat "$bestand")
        export "$naam=$waarde"
    fi
done

exec python -m backoffice.cli "$@"
