/**
 * The guard's program, for `sh -c`. $1: the control path; $2: the folder of the services' cgroups, or empty; then the process groups
 * that there are already.
 *
 * It reads lines: `+N` and `-N` add and remove the process group N, `end` ends it. At the end of its input the supervisor is dead.
 * Then it kills every listed group and everything that carries INVIGIL_CONTROL=$1, until eight looks in a row, 50 ms apart,
 * found nothing: a child that the supervisor was just forking carries the mark only once it has started its program. The limit
 * of 300 looks is for processes that the kernel cannot end. A group of zombies alone can be signalled, but counts as ended.
 *
 * The cgroup whose name begins with `_` is the supervisor's and the guard's own (`cgroup-limits.ts`).
 *
 * What moves on to a new process all the time is met while the list of processes is fresh: the newest ones are looked at first. It
 * can still outrun a look (10 ms, more on a busy machine) and is met by another one, or by the next start's sweep.
 *
 * In dash `kill -KILL -- -N` fails, because it takes `--` for a pid; `kill -s KILL -- -N` works everywhere. grep's `--line-buffered`
 * lets each process be killed at once when it is found, before it has forked again.
 */
export const GUARD_SCRIPT = `
trap '' INT TERM HUP QUIT
control=$1
folder=$2
shift 2
groups=" $* "
while read -r line; do
  case $line in
    +[1-9]*) groups="$groups\${line#+} " ;;
    -[1-9]*) case $groups in *" \${line#-} "*) groups="\${groups%% "\${line#-}" *} \${groups#* "\${line#-}" }" ;; esac ;;
    end) exit 0 ;;
  esac
done
lives() { grep -qsE "\\) [^ZX] [0-9]+ $1 " /proc/[0-9]*/stat; }
kill_marked() {
  newest=
  for file in /proc/[0-9]*/environ; do newest="$file $newest"; done
  grep --line-buffered -lzsxF -e "INVIGIL_CONTROL=$control" $newest | {
    found=1
    while read -r file; do
      pid=\${file#/proc/}
      kill -s KILL "\${pid%/environ}" 2>/dev/null && found=0
    done
    exit $found
  }
}
clean=0
looks=0
while [ "$clean" -lt 8 ] && [ "$looks" -lt 300 ]; do
  clean=$((clean + 1))
  looks=$((looks + 1))
  if [ -n "$folder" ]; then
    for one in "$folder"/[!_]*/; do
      [ -e "$one/cgroup.kill" ] && echo 1 >"$one/cgroup.kill"
      [ -e "$one/cgroup.procs" ] && while read -r pid; do kill -s KILL "$pid" 2>/dev/null; done <"$one/cgroup.procs"
    done
  fi
  living=' '
  for group in $groups; do
    kill -s KILL -- "-$group" 2>/dev/null && lives "$group" && living="$living$group " && clean=0
  done
  groups=$living
  kill_marked && clean=0
  [ "$clean" -eq 0 ] && sleep 0.01 || sleep 0.05
done
`;
