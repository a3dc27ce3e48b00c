#!/usr/bin/env bash
# How long a built tree takes until it is ready, and how much memory the whole system then holds: engines, services and dashboard.
# Linux only. Usage: eng/measure.sh [argument of the AppHost ...]
set -eu
cd "$(dirname "$0")/.."
run=$(mktemp -d)/run.json
began=$(date +%s%N)
SOCIAL_MEASURE=$run dotnet AppHost/bin/Debug/net10.0/AppHost.dll --RunFile="$run" "$@" >"$run.log" 2>&1 &
apphost=$!
trap 'kill -TERM $apphost; wait $apphost || true; rm -r "$(dirname "$run")"' EXIT
until [ -f "$run" ]; do
  kill -0 $apphost 2>/dev/null || { cat "$run.log"; exit 1; }
  sleep 0.05
done
echo "ready after $((($(date +%s%N) - began) / 1000000)) ms"
# Idle for a moment, so that what starting alone needed is given back.
sleep 10
# The orchestrator detaches itself: its processes are known by what they have inherited.
for process in /proc/[0-9]*; do
  grep -qs "SOCIAL_MEASURE=$run" "$process/environ" || continue
  awk '/^Pss:/ { print $2 }' "$process/smaps_rollup" 2>/dev/null || true
done | awk '{ total += $1 } END { printf "%d MB in %d processes (proportional set size)\n", total / 1024, NR }'
