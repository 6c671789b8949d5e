#!/usr/bin/env bash
# routed REGION, the probe of route.sh: 0 users are sent there, 1 elsewhere, 2 the router does not say.
. "$(dirname -- "$0")/pair.sh"
state=$(router GET /route) || exit 2
[[ $state == *'"active":"'* ]] || exit 2
[[ $state == *"\"active\":\"$1\""* ]] && echo "users are sent to $1"
