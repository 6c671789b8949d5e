#!/usr/bin/env bash
# unfence EPOCH REGION: takes fence.sh back, under a larger epoch.
. "$(dirname -- "$0")/pair.sh"
epoch=$1 region=$2

# The router judges the epoch, so it is asked first: a late undo of an earlier failover must not make anything writable.
router POST /unfence "{\"region\":\"$region\",\"epoch\":$epoch}" || exit
if ! sql "${DIRECT[$region]}" 'ALTER SYSTEM RESET default_transaction_read_only' 'SELECT pg_reload_conf()' >/dev/null; then
  echo "The router lets writes to $region pass, but $region does not answer and may refuse them by itself. When it answers:" \
    "ALTER SYSTEM RESET default_transaction_read_only; SELECT pg_reload_conf();" >&2
  exit 2
fi
echo "The router lets writes to $region pass, and $region takes them."
