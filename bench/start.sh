#!/bin/sh
# Measures how soon `kolan serve` answers GET /health with 200, from the start of its process.
# usage: bench/run start [--runs N] [JAVA_OPTION...]
#
# Each round starts it four times, in turn: with the launcher's cache and without any, on a data
# folder that exists and on a new one. The medians and the least of all rounds are printed, in
# milliseconds: the time, the processor time of the process until then, and what its compilers
# took of that. Needs Linux, for /proc, and curl.
set -eu
here=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)
runs=10
if [ "${1:-}" = --runs ]; then
  runs=$2
  shift 2
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

export KOLAN_HOST=127.0.0.1 KOLAN_PUBLIC_URL=https://kolan.example
export TWILIO_ACCOUNT_SID=ACdddddddddddddddddddddddddddddddd TWILIO_AUTH_TOKEN=token
options="$*"

"$here/kolan" --version >&2

milliseconds() {
  echo $(($(date +%s%N) / 1000000))
}

# Says the processor time in milliseconds of the threads whose names begin so; of all without a name.
processor_time() {
  for thread in "/proc/$1/task"/*; do
    case "$(cat "$thread/comm" 2>/dev/null)" in
      "${2:-}"*) cut -d ' ' -f 1 "$thread/schedstat" 2>/dev/null || true ;;
    esac
  done | awk '{ sum += $1 } END { printf "%d", sum / 1000000 }'
}

# start CACHE DATA: starts it once and notes the three figures in the file CACHE-DATA.
start() {
  export KOLAN_PORT=$((20000 + ($$ + port) % 10000))
  export KOLAN_MANAGEMENT_PORT=$((KOLAN_PORT - 10000))
  port=$((port + 1))
  export KOLAN_DATA="$work/$2"
  [ "$2" = new ] && rm -rf "$KOLAN_DATA"
  export KOLAN_JAVA_OPTS="$options"
  [ "$1" = without ] && export KOLAN_JAVA_OPTS="-XX:AOTMode=off $options"
  began=$(milliseconds)
  "$here/kolan" serve >serve.out 2>serve.err &
  process=$!
  until curl -sf -o health "http://127.0.0.1:$KOLAN_MANAGEMENT_PORT/health" 2>/dev/null; do
    if ! kill -0 $process 2>/dev/null; then
      cat serve.err >&2
      exit 1
    fi
    sleep 0.01
  done
  ended=$(milliseconds)
  all=$(processor_time $process)
  compilers=$(($(processor_time $process 'C1 Comp') + $(processor_time $process 'C2 Comp')))
  kill $process
  wait $process || true
  [ "$3" = counted ] && echo "$((ended - began)) $all $compilers" >>"$1-$2"
  return 0
}

# Says the median and the least of one column of a file.
summary() {
  cut -d ' ' -f "$2" "$1" | sort -n | awk '
    { value[NR] = $1 }
    END { printf "%6d (%d)", (value[int((NR + 1) / 2)] + value[int(NR / 2) + 1]) / 2, value[1] }'
}

port=0
start with existing warming-up
round=0
while [ $round -lt "$runs" ]; do
  for data in existing new; do
    start with $data counted
    start without $data counted
  done
  round=$((round + 1))
done

printf '%-8s %-9s %14s %14s %14s\n' cache data 'ready (least)' 'CPU (least)' 'JIT (least)'
for data in existing new; do
  for cache in with without; do
    printf '%-8s %-9s %14s %14s %14s\n' $cache $data \
      "$(summary $cache-$data 1)" "$(summary $cache-$data 2)" "$(summary $cache-$data 3)"
  done
done
