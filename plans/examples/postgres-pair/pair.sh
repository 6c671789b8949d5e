# Read by every script here. The first argument, which Steps:Allow gives, is the settings file: the plan says what is done, that file where.
# What every script promises to the bot: exit code 0 is done or present, 1 is refused or absent, and anything else "cannot tell".
set -uo pipefail
declare -A DIRECT THROUGH
settings=${1:?the settings file comes first; see pair.conf.example}
shift
. "$settings" || exit 2

# psql CONNECTION STATEMENT...: each statement in a transaction of its own, as ALTER SYSTEM wants it. A server that is paused accepts connections and says
# nothing, so there is a limit for the whole. psql's own exit codes would be taken for answers: whatever goes wrong here is 2, and 3 when it took too long.
sql() {
  local connection=$1 statement statements=()
  shift
  for statement; do statements+=(-c "$statement"); done
  PGCONNECT_TIMEOUT=2 timeout "${SQL_LIMIT:-3}" psql -X -w -qAt -v ON_ERROR_STOP=1 -d "$connection" "${statements[@]}"
  case $? in
    0) ;;
    124) return 3 ;;
    *) return 2 ;;
  esac
}

# router METHOD PATH [BODY]: prints the answer; 1 when the router refuses (an epoch that is too small), 2 when it does not answer.
router() {
  local answer body=()
  [[ $# -lt 3 ]] || body=(-H 'Content-Type: application/json' -d "$3")
  answer=$(curl -sS --noproxy '*' --max-time 4 -w '\n%{http_code}' -X "$1" "${body[@]}" "$ROUTER$2") || return 2
  printf '%s\n' "${answer%$'\n'*}"
  case ${answer##*$'\n'} in
    2??) ;;
    400 | 404 | 409) return 1 ;;
    *) return 2 ;;
  esac
}

# reading VALUE [DETAIL]: the JSON document of a reading that was taken now.
reading() {
  printf '{"value":%s,"sampledAt":"%s","detail":"%s"}\n' "$1" "$(date -u +%Y-%m-%dT%H:%M:%S.%NZ | sed 's/[0-9][0-9]Z$/Z/')" "${2:-}"
}

# The router's word on one region: "true 7" when it is fenced under epoch 7.
fence_of() {
  local state
  state=$(router GET /route) || return 2
  [[ $state =~ \"$1\":\{\"fenced\":(true|false),\"epoch\":([0-9]+)\} ]] || return 2
  echo "${BASH_REMATCH[1]} ${BASH_REMATCH[2]}"
}
