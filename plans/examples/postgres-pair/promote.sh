#!/usr/bin/env bash
# promote EPOCH REGION: the point of no return. Again under the same epoch: harmless.
. "$(dirname -- "$0")/pair.sh"
epoch=$1 region=$2

# A call that was late on its way, from a failover that has been undone meanwhile: the router has seen a larger epoch by then.
seen=$(router GET /epoch) || exit 2
[[ $seen =~ ([0-9]+) ]] || exit 2
(( BASH_REMATCH[1] <= epoch )) || { echo "epoch $epoch is stale: the router has seen ${BASH_REMATCH[1]}" >&2; exit 1; }

follows=$(sql "${DIRECT[$region]}" 'SELECT pg_is_in_recovery()') || exit 2
[[ $follows == t ]] || { echo "$region is primary already"; exit 0; }
# Replays first what it has received; returns once it takes writes.
promoted=$(SQL_LIMIT=40 sql "${DIRECT[$region]}" 'SELECT pg_promote(true, 35)') || exit 2
[[ $promoted == t ]] || { echo "$region was told to promote and is not done" >&2; exit 2; }
echo "$region was promoted"
