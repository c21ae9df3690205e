#!/bin/sh
# A database per service, an owner for its migrations and a role with fewer rights for the running service; safe to repeat.
# Passwords: <service>_owner_password and <service>_password in /run/secrets. Migrations take away what the log must not allow.
set -eu

secrets=${SECRETS:-/run/secrets}

for service in intake sessions followup notify reporting; do
  owner_password=$(cat "$secrets/${service}_owner_password")
  password=$(cat "$secrets/${service}_password")
  export owner_password password
  psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username=postgres --dbname=postgres --set=service="$service" <<'SQL'
\getenv owner_password owner_password
\getenv password password
SELECT format('CREATE ROLE %I LOGIN', role) FROM (VALUES (:'service' || '_owner'), (:'service')) AS wanted(role)
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) \gexec
SELECT format('ALTER ROLE %I PASSWORD %L', :'service' || '_owner', :'owner_password') \gexec
SELECT format('ALTER ROLE %I PASSWORD %L', :'service', :'password') \gexec
SELECT format('CREATE DATABASE %I OWNER %I TEMPLATE template0 ENCODING ''UTF8''', :'service', :'service' || '_owner')
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'service') \gexec
REVOKE ALL ON DATABASE :service FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE :service TO :service;
\connect :service
SELECT format('ALTER SCHEMA public OWNER TO %I', :'service' || '_owner') \gexec
GRANT USAGE ON SCHEMA public TO :service;
SELECT format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA public GRANT %s TO %I', :'service' || '_owner', given, :'service')
  FROM (VALUES ('SELECT, INSERT, UPDATE, DELETE ON TABLES'), ('USAGE, SELECT ON SEQUENCES'), ('EXECUTE ON FUNCTIONS')) AS rights(given) \gexec
SQL
done
