# Fuzzes the parsers with Jazzer, guided by coverage. Sourced by ./chancery.
#
# A target is a class XFuzzTest with one @FuzzTest method. In ./chancery test it runs over its seeds alone; here it runs on
# for its share of time, and what it finds is kept among its seeds. An input that is not done after HUNG_AFTER seconds
# is a finding too. Should the fuzzer itself hang, its process is ended ENDED_AFTER seconds past its share.
HUNG_AFTER=20
ENDED_AFTER=90
# Tells the fuzzer about each character that a pattern looks at, which made bounces of mail 15 times as slow and reached no
# more branches there, nor in three other parsers. It is a hint only; what detects faults stays on, bad patterns included.
UNWANTED_HINTS=com.code_intelligence.jazzer.sanitizers.RegexRoadblocks

fuzz_help() {
    cat <<'TEXT'
./chancery fuzz [TARGET|MODULE]... [--for TIME]   one target after the other, each for TIME (30s, 10m, 1h; default 5m)
./chancery fuzz --list                            the targets and their modules

Without a name, every target. What is found is written beside the seeds of its target, so that from then on
./chancery test MODULE shows it until it is mended. Ctrl-C stops; exit 1 when something was found.
TEXT
}

# One line per target: name, module, file.
fuzz_targets() {
    local file
    (cd "$ROOT" && grep -rl --include='*FuzzTest.java' '@FuzzTest' base protocol organisation mailpath workplace app testing 2>/dev/null) |
        LC_ALL=C sort | while IFS= read -r file; do
        printf '%s %s %s\n' "$(basename "$file" FuzzTest.java)" "${file%%/src/*}" "$file"
    done
}

# Seconds of 30s, 10m, 1h, or of a bare number of minutes.
fuzz_seconds() {
    case $1 in
        *[!0-9smh]* | "" | [smh]*) return 1 ;;
        *[smh]*[0-9smh]) return 1 ;;
        *s) echo "${1%s}" ;;
        *h) echo $((${1%h} * 3600)) ;;
        *) echo $((${1%m} * 60)) ;;
    esac
}

# Sets CHOSEN to the lines of the targets that the words name.
choose_targets() {
    local all word found near
    all=$(fuzz_targets)
    CHOSEN=
    if [ $# = 0 ]; then CHOSEN=$all; fi
    for word in "$@"; do
        word=${word%FuzzTest}
        found=$(awk -v w="${word,,}" '{ m = $2; sub(".*/", "", m) } tolower($1) == w || m == w || $2 == w' <<<"$all")
        if [ -z "$found" ]; then
            # shellcheck disable=SC2046
            near=$(nearest "$word" $(awk '{ print $1; m = $2; sub(".*/", "", m); print m }' <<<"$all" | sort -u))
            fail "nothing to fuzz is named '$word'${near:+; did you mean $near?} (./chancery fuzz --list names all)"
            exit 2
        fi
        CHOSEN+=${CHOSEN:+$'\n'}$found
    done
    CHOSEN=$(awk 'NF && !seen[$0]++' <<<"$CHOSEN")
    if [ -z "$CHOSEN" ]; then fail "there is nothing to fuzz"; exit 2; fi
}

# The Java processes below one, all from one look at the processes.
javas_below() {
    ps -eo pid=,ppid=,comm= | awk -v top="$1" '
        { parent[$1] = $2; name[$1] = $3 }
        END {
            for (p in name) {
                for (q = p; q in parent && q != top; q = parent[q]) { }
                if (q == top && name[p] == "java") print p
            }
        }'
}

# Shows how far the fuzzer is; keeps everything it says in the log; ends it when it takes longer than it may.
follow_fuzzer() {
    local line part='' status label=$1 log=$2 most=$3 begun=$SECONDS fuzzing=
    while :; do
        IFS= read -r -t 1 line
        status=$?
        line=$part$line part=''
        if [ -n "$fuzzing" ] && [ $((SECONDS - fuzzing)) -gt "$most" ]; then
            echo "the fuzzer hung and was ended" >>"$log"
            # shellcheck disable=SC2046
            kill -9 $(javas_below $$) 2>/dev/null
            fuzzing=
        fi
        if [ $status -gt 128 ]; then
            part=$line
            continue
        elif [ $status != 0 ]; then
            break
        fi
        printf '%s\n' "$line" >>"$log"
        if [[ $line =~ ^#([0-9]+).*cov:\ ([0-9]+) ]]; then
            fuzzing=${fuzzing:-$SECONDS}
            say_over "$label: $((SECONDS - begun)) s, ${BASH_REMATCH[1]} inputs, ${BASH_REMATCH[2]} branches"
        fi
    done
    clear_line
}

# Runs one target; says what came of it in one line.
fuzz_one() {
    local name=$1 module=$2 file=$3 seconds=$4 log=$ROOT/target/fuzz/$1.log class runs status hung=
    class=${file#*/src/test/java/}
    class=${class%.java}
    : >"$log"
    JAZZER_FUZZ=1 JAZZER_MAX_DURATION=${seconds}s maven verify -pl "$module" -am "-Dtest=${class//\//.}" \
        -Dsurefire.failIfNoSpecifiedTests=false -Dsurefire.groups.excluded=none -Djazzer.hooks=true \
        -Djazzer.disabled_hooks=$UNWANTED_HINTS \
        -Djunit.jupiter.execution.timeout.default=${HUNG_AFTER}s -Djunit.jupiter.execution.timeout.mode=disabled 2>&1 |
        follow_fuzzer "fuzzing $name ($LEFT)" "$log" $((seconds + ENDED_AFTER))
    status=${PIPESTATUS[0]}
    runs=$(sed -n 's/^Done \([0-9]*\) runs in \([0-9]*\) second.*/\1 inputs in \2 s/p' "$log" | tail -1)
    if [ "$status" = 0 ] && [ -n "$runs" ]; then
        printf 'ok     %-28s %-22s %s\n' "$name" "$module" "$runs"
        return 0
    fi
    hung=$(sed -n 's/.*ERROR: libFuzzer: timeout after \([0-9]*\) seconds.*/an input hung for \1 s/p' "$log" | head -1)
    if grep -q '^the fuzzer hung' "$log"; then hung=${hung:-an input hung, and the fuzzer with it}; fi
    printf 'FOUND  %-28s %-22s %s\n' "$name" "$module" "${hung:-${runs:-did not run}}"
    { grep -m3 -aE '^== Java Exception|FuzzTestFindingException: |Test unit written to|COMPILATION ERROR|ERROR: libFuzzer|^the fuzzer hung' "$log" ||
        tail -5 "$log"; } | sed 's/^/       /'
    say "       the whole log: $log"
    return 1
}

run_fuzz() {
    local words=() seconds=300 found=0 number=0 count name module file
    while [ $# -gt 0 ]; do
        case $1 in
            -h | --help) fuzz_help; return 0 ;;
            --list) fuzz_targets | awk '{ printf "%-28s %s\n", $1, $2 }'; return 0 ;;
            --for | --for=*)
                if [ "$1" = --for ]; then shift; else set -- "${1#--for=}" "${@:2}"; fi
                if ! seconds=$(fuzz_seconds "${1:-}"); then
                    fail "--for takes a time such as 30s, 10m or 1h, not '${1:-}'"
                    exit 2
                fi
                ;;
            -*) fail "fuzz knows no '$1'"; fuzz_help >&2; exit 2 ;;
            *) words+=("$1") ;;
        esac
        if [ $# -gt 0 ]; then shift; fi
    done
    choose_targets "${words[@]}"
    require_jdk
    require_maven
    mkdir -p "$ROOT/target/fuzz"
    count=$(wc -l <<<"$CHOSEN")
    say "fuzzing: $count to go through, $seconds s each, so about $(((count * (seconds + 25) + 59) / 60)) min"
    while read -r name module file; do
        number=$((number + 1))
        LEFT="$number of $count"
        fuzz_one "$name" "$module" "$file" "$seconds" </dev/null || found=$((found + 1))
    done <<<"$CHOSEN"
    if [ "$found" != 0 ]; then
        echo "$found of $count found something"
        return 1
    fi
    echo "nothing found in $count"
}
