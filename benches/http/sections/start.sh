# From the start of the process to the first answer of /readyz, with an empty store: the first start, which makes keys, and
# later ones.
# shellcheck shell=bash
for one in 1 2 3 4 5; do
  start "$work/first-$one"
  figure first-start ready "$ready_ms" ms
  stop "$pid"
  start "$work/first-$one"
  figure later-start ready "$ready_ms" ms
  stop "$pid"
done
