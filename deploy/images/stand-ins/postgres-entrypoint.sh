#!/bin/sh
# Makes the cluster on the first start, runs what lies in /docker-entrypoint-initdb.d against it, then becomes the server.
set -eu

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  initdb --pgdata="$PGDATA" --username=postgres --pwfile="$POSTGRES_PASSWORD_FILE" --encoding=UTF8 --locale=C \
    --auth-local=trust --auth-host=scram-sha-256
  echo "host all all all scram-sha-256" >> "$PGDATA/pg_hba.conf"
  pg_ctl --pgdata="$PGDATA" --wait --silent --options="-c listen_addresses='' -c unix_socket_directories=/tmp" start
  for script in /docker-entrypoint-initdb.d/*.sh; do
    sh "$script"
  done
  pg_ctl --pgdata="$PGDATA" --wait --silent --mode=fast stop
fi
exec "$@" -c listen_addresses='*' -c unix_socket_directories=/tmp
