#!/usr/bin/env bash
# route EPOCH REGION: users are sent to the region.
. "$(dirname -- "$0")/pair.sh"
router POST /route "{\"region\":\"$2\",\"epoch\":$1}"
