#!/usr/bin/env bash
# promoted REGION, the probe of promote.sh: 0 it is primary, 1 it is a standby, 2 it does not say.
. "$(dirname -- "$0")/pair.sh"
case $(sql "${DIRECT[$1]}" 'SELECT pg_is_in_recovery()') in
  f) echo "$1 is primary" ;;
  t) echo "$1 is a standby"; exit 1 ;;
  *) exit 2 ;;
esac
