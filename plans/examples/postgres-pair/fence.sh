#!/usr/bin/env bash
# fence EPOCH REGION: no write reaches the region any more.
. "$(dirname -- "$0")/pair.sh"
epoch=$1 region=$2

# First the router, the only way in. It cuts what is open and answers when the last commit that it had passed on is through. It holds whatever becomes of
# the server: one that is dead, cut off or paused cannot be asked to refuse anything, and a paused one wakes up believing that it is still the primary.
router POST /fence "{\"region\":\"$region\",\"epoch\":$epoch}" || exit

# Then the server itself, if it answers: sessions past the router (a job on the host, a forgotten tunnel) are ended, and new ones cannot write unless they
# ask for it. ALTER SYSTEM stays on this one server; ALTER ROLE ... NOLOGIN or REVOKE would be replicated, and fence the target too.
if said=$(sql "${DIRECT[$region]}" 'ALTER SYSTEM SET default_transaction_read_only = on' 'SELECT pg_reload_conf()' \
  "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()" 2>&1); then
  echo "The router refuses $region, and $region refuses writes by itself; ${said##*$'\n'} sessions past the router were ended."
else
  echo "The router refuses $region. $region does not answer, so the router alone holds it."
fi
