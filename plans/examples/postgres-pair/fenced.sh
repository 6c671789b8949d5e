#!/usr/bin/env bash
# fenced EPOCH REGION, the probe of fence.sh: 0 fenced under this epoch, 1 not fenced under it, 2 a later failover moved the fence, or unknown.
# A fence under a smaller epoch is left over from an earlier failover, and its late undo may still lift it: the bot then places its own. That of a `freeze` is asked
# for under the freeze's epoch.
. "$(dirname -- "$0")/pair.sh"
epoch=$1 region=$2
fence=$(fence_of "$region") || { echo "the router does not say whether $region is fenced" >&2; exit 2; }
echo "$region: fenced ${fence% *}, last moved under epoch ${fence#* }"
(( ${fence#* } <= epoch )) || exit 2
[[ $fence == "true $epoch" ]]
