#!/usr/bin/env bash
# Run a command beside a PostgreSQL of its own: a server on loopback with an empty folder, gone afterwards.
# The command finds it under SAYSO_POSTGRES. Needs PostgreSQL's programs (Debian: apt-get install postgresql).
set -euo pipefail
programs=$(dirname "$(command -v initdb || ls -d /usr/lib/postgresql/*/bin/initdb /opt/homebrew/opt/postgresql*/bin/initdb 2>/dev/null | tail -1)")
if [ ! -x "$programs/initdb" ]; then
    echo "PostgreSQL is not installed; install it (Debian: apt-get install postgresql), or set SAYSO_POSTGRES yourself" >&2
    exit 2
fi
folder=$(mktemp -d)
as=()
if [ "$(id -u)" = 0 ]; then # the server refuses to run as root
    chown postgres "$folder"
    as=(setpriv --reuid=postgres --regid=postgres --clear-groups env "HOME=$folder")
fi
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
stop() {
    (cd / && "${as[@]}" "$programs/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1) || true
    rm -rf "$folder"
}
trap stop EXIT
(
    cd /
    "${as[@]}" "$programs/initdb" -D "$folder/data" --username=sayso --auth=trust --encoding=UTF8 --no-locale --no-sync >/dev/null
    "${as[@]}" "$programs/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
        -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories= -c fsync=off" start >/dev/null
)
export SAYSO_POSTGRES="postgresql+psycopg://sayso@127.0.0.1:$port/postgres"
"$@"
