#!/bin/bash
# Runs once, when the database is empty: the owner who migrates, and the roles of API and worker, which own nothing.
set -euo pipefail
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" \
  --set owner_password="$OWNER_PASSWORD" --set app_password="$APP_PASSWORD" \
  --set worker_password="$WORKER_PASSWORD" <<'SQL'
CREATE ROLE pacekeeper_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'owner_password';
CREATE ROLE pacekeeper_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'app_password';
CREATE ROLE pacekeeper_worker LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'worker_password';
CREATE DATABASE pacekeeper OWNER pacekeeper_owner;
REVOKE ALL ON DATABASE pacekeeper FROM PUBLIC;
GRANT CONNECT ON DATABASE pacekeeper TO pacekeeper_app, pacekeeper_worker;
\connect pacekeeper
ALTER SCHEMA public OWNER TO pacekeeper_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO pacekeeper_app, pacekeeper_worker;
SQL
