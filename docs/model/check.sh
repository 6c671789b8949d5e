#!/usr/bin/env bash
# Checks the model, and that it fails wherever one guard is taken away. README.md says what the switches stand for.
# Exit 0: all as it should be. 1: not so. 69: spin or gcc is missing.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)

missing=()
command -v spin >/dev/null 2>&1 || missing+=(spin)
if ! command -v gcc >/dev/null 2>&1; then
  missing+=(gcc libc6-dev)
elif ! echo '#include <stdio.h>' | gcc -E -x c - >/dev/null 2>&1; then
  missing+=(libc6-dev)
fi
if (( ${#missing[@]} )); then
  echo "check.sh: the model cannot be checked without ${missing[*]}; on Debian run: sudo apt-get install -y --no-install-recommends ${missing[*]}" >&2
  exit 69
fi

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
cd -- "$work"
bad=0

# search NAME OPTIMIZATION DEPTH SWITCH...: builds the checker with these switches and runs it; what it says is in NAME.out.
search() {
  local name=$1 optimize=$2 depth=$3
  shift 3
  rm -rf pan pan.* _spin_nvr.tmp
  if ! spin "$@" -a "$here/failover.pml" >"$name.out" 2>&1 || [[ ! -f pan.c ]] || ! gcc -w "$optimize" -DSAFETY -DCOLLAPSE -DMEMLIM=2000 -o pan pan.c >>"$name.out" 2>&1; then
    cat "$name.out" >&2
    echo "check.sh: the model does not build with: $*" >&2
    exit 1
  fi
  timeout 600 ./pan "-m$depth" >>"$name.out" 2>&1 || echo "gave up, exit code $?" >>"$name.out"
}

row() { printf '%-28s %-10s %-22s %9s %7s  %s\n' "$@"; }
states() { awk '/states, stored/ {print $1; exit}' "$1.out"; }
seconds() { awk '/elapsed time/ {print $4; exit}' "$1.out"; }

verdict() {
  local fine=ok
  if [[ $6 != yes ]]; then
    fine="WRONG: $6"
    bad=1
  fi
  row "$1" "$2" "$3" "$4" "$5" "$fine"
}

# holds NAME SWITCH...: no error, and nothing left unsearched.
holds() {
  local name=$1 why=yes
  shift
  search "$name" -O1 20000 "$@"
  if ! grep -q 'errors: 0$' "$name.out"; then
    why="$(grep -m1 -E '^pan:|gave up' "$name.out" || echo 'no result')"
  elif grep -qE 'max search depth too small|Search not completed|out of memory|memory limit|gave up' "$name.out"; then
    why="the search is not complete"
  elif awk '/unreached in/ {words = /proctype Words/} words' "$name.out" | grep -v '"-end-"' | grep -q 'world.pml:'; then
    why="a state was never reached"
  fi
  verdict "-" "$name" "holds" "$(states "$name")" "$(seconds "$name")" "$why"
  if [[ $why != yes ]]; then
    cat "$name.out" >&2
  fi
}

# breaks SETTING INVARIANT SWITCH: this guard's absence is found, by the assertion of this invariant.
breaks() {
  local setting=$1 name=$2 switch=$3 why=yes expected="assertion violated $2 " only=("-DONLY=${2#I}")
  if [[ $name == ends ]]; then
    expected='invalid end state '
    only=(-DONLY=0)
  fi
  local settings=()
  [[ $setting == people ]] || settings=("-D${setting^^}")
  search "$switch-$name" -O0 300 "${settings[@]}" "${only[@]}" "-D$switch"
  grep -qF "pan:1: $expected" "$switch-$name.out" || why="$(grep -m1 -E '^pan:|gave up' "$switch-$name.out" || echo 'not found')"
  verdict "$switch" "$setting" "breaks $name" "$(states "$switch-$name")" "$(seconds "$switch-$name")" "$why"
}

row "without" "setting" "should" "states" "seconds" "result"
holds people
holds late -DLATE
holds quiet -DQUIET
holds late-quiet -DLATE -DQUIET

# The table of mutants: README.md has the same rows with the guard in the code; a test compares the two.
while read -r switch setting invariant; do
  breaks "$setting" "$invariant" "$switch"
done <<'TABLE'
NO_EPOCH_FOR_UNDO late I1
NO_COMPARE people I1
NO_DOUBT_BEFORE_STAND_DOWN late I1
NO_EPOCH_IN_PROBE late I1
NO_TERM late I2
NO_G5_AT_PRESS people I2
NO_G5_AT_START people I2
NO_G5_AT_RETRY people I2
NO_PROOF_BEFORE_SHIFT people I3
NO_HOLD_LIMIT people I4
NO_ARMED_LIMIT people I4
NO_DOUBT_AFTER_LATE late I4
NO_DOUBT_AFTER_CRASH late I4
NO_DOUBT_AFTER_RETRY late I4
NO_ACCEPTED_UNDO late I4
NO_EPOCH_AT_EDGE late I4
NO_COMPARE people I5
NO_PROPOSER_EXCLUDED people I5
NO_ONE_ROLE_EACH people I5
NO_EXPIRY people I5
NO_CURRENT_CARD people I5
NO_CEILING people I6
NO_TYPED_BOUND people I6
NO_TYPED_WITHIN_CEILINGS people I6
NO_COMPARE people I9
NO_ONE_OPEN people I9
NO_SLOT people I9
NO_START_BEFORE_ACT people I10
NO_PROBE_BEFORE_REPEAT people I10
NO_PERSON_BEFORE_REPEAT people I10
NO_ORDER_ONLY_AFTER_PRESS people I10
NO_RESOLVE quiet ends
TABLE

if (( bad )); then
  echo "check.sh: the model does not say what it should; README.md shows how to read a counter-example" >&2
fi
exit "$bad"
