#!/usr/bin/env bash
# serving REGION: the proof that service is back, the users' way. A row is written through the router and read back over another connection, from this region.
. "$(dirname -- "$0")/pair.sh"
id="serving-$$-$(date +%s%N)"
sql "$APP" "INSERT INTO probes (id) VALUES ('$id')" "DELETE FROM probes WHERE written_at < clock_timestamp() - interval '1 hour'" >/dev/null 2>&1
case $? in
  0) ;;
  3) echo 'the write took too long to tell' >&2; exit 2 ;;      # a busy host is no outage: unknown, and asked again
  *) reading 0 'no row could be written'; exit ;;
esac
found=$(sql "$APP" "SELECT current_setting('cluster_name') FROM probes WHERE id = '$id'" 2>/dev/null) || exit 2
[[ $found == "$1" ]] && reading 1 "written and read back in $1" || reading 0 "read back from ${found:-nowhere}"
