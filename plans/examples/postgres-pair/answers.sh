#!/usr/bin/env bash
# answers REGION: whether a query comes back. A paused server accepts the connection: only an answer counts.
. "$(dirname -- "$0")/pair.sh"
[[ $(SQL_LIMIT=2 sql "${DIRECT[$1]}" 'SELECT 1' 2>/dev/null) == 1 ]] && reading 1 "$1 answers" || reading 0 "$1 does not answer"
