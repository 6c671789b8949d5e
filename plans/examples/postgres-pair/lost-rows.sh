#!/usr/bin/env bash
# lost-rows SETTINGS FOLDER SINCE OUTPUT: orders that the old primary has and the new one has not, as CSV. For a person, as the user postgres, on the old
# primary's host, after the failover; never for the bot. FOLDER is the old primary's data folder; SINCE a time before the loss window, as the card shows it.
# The old server is opened alone: on a socket of its own, without network, read-only, with nobody following it. Copy the folder first if it is evidence.
. "$(dirname -- "$0")/pair.sh"
folder=$1 since=$2 output=$3
alone=$(mktemp -d)
trap 'pg_ctl -s -D "$folder" -m fast -w stop; rm -rf "$alone"' EXIT

# One that woke up, and still believes that it is the primary, ends here.
pg_ctl -D "$folder" status >/dev/null && { pg_ctl -s -D "$folder" -m fast -w stop || exit 2; }
pg_ctl -s -D "$folder" -w -l "$alone/log" \
  -o "-p 5432 -k $alone -c listen_addresses='' -c default_transaction_read_only=on -c max_wal_senders=0 -c archive_mode=off" start \
  || { cat "$alone/log" >&2; exit 2; }

rows="SELECT number FROM orders WHERE written_at >= '$since' ORDER BY number::text COLLATE \"C\""
SQL_LIMIT=3600 sql "host=$alone port=5432 dbname=shop" "$rows" >"$alone/old" || exit 2
SQL_LIMIT=3600 sql "${DIRECT[$TARGET]}" "$rows" >"$alone/new" || exit 2
lost=$(LC_ALL=C comm -23 "$alone/old" "$alone/new" | paste -sd, -)
SQL_LIMIT=3600 sql "host=$alone port=5432 dbname=shop" "COPY (SELECT o.*, pg_xact_commit_timestamp(o.xmin) AS committed_at FROM orders o
  WHERE number = ANY ('{${lost}}') ORDER BY number) TO STDOUT WITH (FORMAT csv, HEADER)" >"$output" || exit 2
echo "$(( $(wc -l <"$output") - 1 )) rows of the old primary are not in $TARGET: $output"
