#!/bin/sh
# Shares of cells in PostGIS: layer A subdivided (256 vertices a part), indexed, intersected with
# one row of cells in EVERY; CPU seconds of each statement (user, system), no parallel workers.
#
#     postgis.sh DIR [EVERY]      DIR is what make_input.py wrote; the cluster lies in a temporary folder
#     apt-get install postgresql-15-postgis-3 gdal-bin
set -eu
every=${2:-20}
bin=/usr/lib/postgresql/15/bin
work=$(mktemp -d)
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
[ "$(id -u)" != 0 ] || chown postgres "$work"
trap 'as $bin/pg_ctl -D "$work/data" -m immediate stop >/dev/null; rm -rf "$work"' EXIT
as $bin/initdb -D "$work/data" -U postgres >/dev/null
as $bin/pg_ctl -D "$work/data" -w -l "$work/log" \
    -o "-k $work -c listen_addresses='' -c fsync=off -c work_mem=512MB -c shared_buffers=1GB" start >/dev/null
psql() { command psql -q -U postgres -h "$work" -d postgres "$@"; }
psql -c "CREATE EXTENSION postgis"
ogr2ogr -f PGDUMP /vsistdout/ "$1/dissolved.gpkg" -where "carrier='A'" -nln layer -lco GEOMETRY_NAME=geom \
    -lco SPATIAL_INDEX=NONE -lco CREATE_SCHEMA=OFF -lco SCHEMA=public | psql >/dev/null
psql <<SQL 2>&1 | grep -E 'user|^ +[0-9]|--'
SET max_parallel_workers_per_gather = 0;
SET jit = off;
CREATE TABLE cell AS
    SELECT ST_MakeEnvelope(135.85 + x / 320.0, 33.7 + y / 480.0, 135.85 + (x + 1) / 320.0, 33.7 + (y + 1) / 480.0, 6668) AS geom,
           y * 365 + x AS id
    FROM generate_series(0, 739, $every) y, generate_series(0, 364) x;
ANALYZE cell;
SET log_statement_stats = on;
SET client_min_messages = log;
\echo -- subdivide
CREATE TABLE part AS SELECT ST_Subdivide(geom, 256) AS geom FROM layer;
\echo -- index
CREATE INDEX ON part USING gist (geom);
\echo -- shares
CREATE TABLE share AS
    SELECT id, sum(ST_Area(CASE WHEN ST_CoveredBy(cell.geom, part.geom) THEN cell.geom
                                ELSE ST_Intersection(cell.geom, part.geom) END)) * 320 * 480 AS share
    FROM cell JOIN part ON ST_Intersects(cell.geom, part.geom) GROUP BY id;
SET log_statement_stats = off;
\echo -- cells asked, cells covered, sum of shares
SELECT (SELECT count(*) FROM cell), count(*), sum(share) FROM share;
SQL
