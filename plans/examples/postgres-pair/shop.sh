#!/usr/bin/env bash
# shop writes|errors: the application's own figures. The write rate must come from where writes are acknowledged: the standby counts only what has reached it,
# and so is blind for just the writes that would be lost.
. "$(dirname -- "$0")/pair.sh"
curl -sSf --noproxy '*' --max-time 2 "$SHOP/$1" || exit 2
