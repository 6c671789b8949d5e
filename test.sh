#!/usr/bin/env bash
# Builds everything and runs all tests. Needs git and the .NET 10 SDK; the rest it installs when it can.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")"

usage() {
  cat <<'TEXT'
Usage: ./test.sh [--fast] [--upstream] [--stryker[=FOLDER]]

  --fast      No browser tests, no format check, no model, no benchmarks, and no minimum number of tests.
  --upstream  Build and test against the NuGet packages that src/Compat stands in for.
              Restore fails where the registry does not carry them.
  --stryker   Only mutate src/Workflow, or one folder of it (--stryker=Approvals), and report how many mutants
              its tests kill (goal: 90 %). The whole takes hours: docs/benchmarks.md.

With CI=true in the environment nothing may be skipped: a missing tool or a skipped test is a failure.
TEXT
}

fast=false upstream=false stryker=false mutated=
for option in "$@"; do
  case $option in
    --fast) fast=true ;;
    --upstream) upstream=true ;;
    --stryker) stryker=true ;;
    --stryker=*) stryker=true mutated=${option#*=} ;;
    -h | --help) usage; exit 0 ;;
    *) echo "test.sh: there is no option $option" >&2; usage >&2; exit 64 ;;
  esac
done

ci=false
[[ ${CI:-} == true || ${CI:-} == 1 ]] && ci=true
if $ci && $fast; then
  echo "test.sh: --fast leaves tests out, and with CI=true nothing may be left out" >&2
  exit 64
fi

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
log=test.log
notes=()

say() { printf '\n== %s\n' "$*"; }
fail() { printf 'test.sh: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# Something that tests need is not here: without CI they are skipped, and the last lines say so.
missing() {
  if $ci; then
    fail "$1 (CI=true: nothing may be skipped)"
  fi
  notes+=("$1")
  printf 'test.sh: %s\n' "$1" >&2
}

have dotnet || fail "the .NET 10 SDK is missing: https://dot.net/download"
dotnet --version >/dev/null 2>&1 || fail "no .NET SDK here satisfies global.json ($(tr -d ' \n' <global.json)): https://dot.net/download"

if $stryker; then
  [[ -d src/Workflow/$mutated ]] || { echo "test.sh: there is no folder src/Workflow/$mutated" >&2; exit 64; }
  say "Mutation test of src/Workflow/$mutated"
  dotnet tool restore
  options=(--project Workflow.csproj --test-runner mtp --configuration Release --output ../../StrykerOutput --reporter html --reporter json --reporter cleartext)
  [[ -z $mutated ]] || options+=(--mutate "**/$mutated/**/*.cs")
  # One at a time: with more, this runner counts answers for the wrong mutant (stryker-mutator/stryker-net#3832).
  (cd tests/Workflow.Tests && MutationTest=true exec dotnet stryker --concurrency 1 "${options[@]}")
  exit
fi

npm_tools() {
  # npm writes .package-lock.json last: newer than ours, the tools are there.
  [[ tests/tools/node_modules/.package-lock.json -nt tests/tools/package-lock.json ]] && return
  if ! have npm; then
    missing "no npm: what is checked against npm packages is skipped (install Node.js 20 or later)"
  elif ! npm ci --prefix tests/tools --ignore-scripts --no-audit --no-fund --loglevel=error; then
    missing "npm ci failed in tests/tools (see above): what is checked against npm packages is skipped"
  fi
}

# debian NEED WHAT-IS-SKIPPED PACKAGE...: installs what is needed, or says what is skipped.
debian() {
  local need=$1 skipped=$2
  shift 2
  if ! have apt-get; then
    missing "no $need, and no apt-get to install them: $skipped skipped"
  elif [[ $(id -u) != 0 ]]; then
    missing "no $need: $skipped skipped; run: sudo apt-get install -y --no-install-recommends $*"
  elif ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }; then
    missing "apt-get could not install $* (see above): $skipped skipped"
  fi
}

moto_tools() {
  { have moto_server && have aws; } && return
  missing "no moto_server or aws on the PATH: readings from AWS are not tried against an emulator (pip install 'moto[server]' awscli)"
}

debian_tools() {
  [[ -x /usr/bin/chromium ]] && have pdftotext \
    || debian "/usr/bin/chromium or pdftotext" "browser tests are" chromium fonts-dejavu-core poppler-utils
  postgres_tools || debian "PostgreSQL's server programs" "tests and benchmarks of the PostgreSQL store are" postgresql-15
  { have ip && compgen -G '/usr/lib/*/faketime/libfaketime.so.1' >/dev/null; } \
    || debian "ip or libfaketime" "tests that cut a node off or set its clock are" iproute2 libfaketime
  have curl || debian curl "tests with a real PostgreSQL pair are" curl
  model_tools || debian "spin or gcc" "the model of the protocol is" spin gcc libc6-dev
}

# Of any version; the tests start a server of their own from them.
postgres_tools() {
  [[ -n ${POSTGRES_BIN:-} ]] || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null
}

model_tools() { have spin && have gcc && echo '#include <stdio.h>' | gcc -E -x c - >/dev/null 2>&1; }

say "Tools of the tests"
npm_tools
moto_tools
$fast || debian_tools

properties=()
locked=(--locked-mode)
if $upstream; then
  # The other side of the switch cannot have a committed lock file: it is incomplete wherever a package is missing.
  properties=(-p:UpstreamPackages=true)
  locked=()
fi

say "Restore"
if ! dotnet restore IncidentBot.sln "${locked[@]}" "${properties[@]}"; then
  $upstream && fail "restore failed; NU1101 above means that this registry does not carry the upstream package"
  fail "restore failed (NU1004: packages.lock.json is out of date, run: dotnet restore IncidentBot.sln --force-evaluate)"
fi

say "Build"
dotnet build IncidentBot.sln -c Release --no-restore -warnaserror -v quiet "${properties[@]}"

if $fast; then
  notes+=("--fast: no browser tests, no format check, no model, no benchmarks")
else
  say "Format"
  # Style rules are enforced by the build itself; this holds the layout.
  dotnet format whitespace IncidentBot.sln --verify-no-changes --no-restore \
    || fail "the tree is not formatted: run dotnet format whitespace"
fi

model=0
if ! $fast && model_tools; then
  say "Model of the protocol: Spin, and a mutant for every guard"
  docs/model/check.sh || { model=$?; echo "test.sh: the model of the protocol failed" >&2; }
fi

say "Tests"
minimum=$(<tests/minimum-tests)
selection=(--minimum-expected-tests "$minimum")
if $fast; then
  minimum=0
  selection=(--filter-not-namespace "IncidentBot.Acceptance.LocalChat*")
fi

# One assembly at a time: each uses all cores itself, and Acceptance starts real processes and a browser.
rc=0
dotnet test --solution IncidentBot.sln -c Release --no-build --max-parallel-test-modules 1 "${selection[@]}" 2>&1 | tee "$log" || rc=$?

read -r passed failed skipped < <(awk '
  /^ *succeeded: /{p=$2} /^ *failed: /{f=$2} /^ *skipped: /{s=$2} END{printf "%d %d %d\n", p, f, s}' "$log")

if (( rc == 0 )) && ! $fast; then
  say "Benchmarks, once and short, to see that they run"
  dotnet run --project tests/Benchmarks -c Release --no-build -- --short || { rc=$?; echo "test.sh: the benchmarks failed" >&2; }
fi

echo
if (( passed < minimum )); then
  echo "test.sh: $passed tests passed, and tests/minimum-tests asks for $minimum: were tests lost?" >&2
  rc=$(( rc == 0 ? 1 : rc ))
fi
if $ci && (( skipped > 0 )); then
  echo "test.sh: $skipped tests were skipped, and with CI=true none may be" >&2
  rc=$(( rc == 0 ? 1 : rc ))
fi
if (( (failed > 0 || model > 0) && rc == 0 )); then
  rc=1
fi
for note in "${notes[@]}"; do
  echo "Skipped: $note"
done
echo "$passed passed, $failed failed, $skipped skipped"
exit "$rc"
