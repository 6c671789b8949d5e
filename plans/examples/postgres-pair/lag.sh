#!/usr/bin/env bash
# How far the standby is behind: the age of the newest commit that it has replayed, on the primary's clock. Everything committed before is in the standby.
#
# Not "0 when received = replayed", as is often written: a standby that is cut off from its primary has replayed all that it received, and would say for hours
# that nothing can be lost. The price is that a primary without writes looks as if it were falling behind: let something write every second (the probes do).
. "$(dirname -- "$0")/pair.sh"
row=$(sql "${DIRECT[$1]}" "SELECT json_build_object('value', extract(epoch FROM now - newest), 'sampledAt', now)
  FROM (SELECT clock_timestamp() AS now, pg_last_xact_replay_timestamp() AS newest OFFSET 0) AS sample WHERE pg_is_in_recovery() AND newest IS NOT NULL") || exit 2
[[ -n $row ]] || { echo "$1 is no standby, or has replayed nothing yet" >&2; exit 2; }
echo "$row"
