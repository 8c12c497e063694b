# Builds what is not built. Sourced by ./chancery.

BUILD_LOG=$ROOT/target/build.log

# Changes when a main source, a pom or the JDK does: path, size and time of every such file.
fingerprint() {
    {
        echo "$JDK $(jdk_version "$JDK")"
        cd "$ROOT" && find pom.xml base protocol organisation mailpath workplace app testing \
            \( -name target -o -path '*/src/test' \) -prune -o -type f -printf '%p %s %T@\n' 2>/dev/null | LC_ALL=C sort
    } | cksum
}

# Shows which module Maven is at; keeps everything it says in the log.
follow() {
    local verb=$1 log=$2 line name='' count='' begun=$SECONDS status part=''
    while :; do
        IFS= read -r -t 1 line
        status=$?
        line=$part$line part=''
        if [ $status -gt 128 ]; then
            # Maven is busy; the seconds go on
            part=$line
            if [ -n "$count" ]; then say_over "$verb $name ($count, $((SECONDS - begun)) s)"; fi
            continue
        elif [ $status != 0 ]; then
            break
        fi
        printf '%s\n' "$line" >>"$log"
        if [[ $line =~ ^\[INFO\]\ Building\ ([^:]+).*\[([0-9]+)/([0-9]+)\] ]]; then
            name=${BASH_REMATCH[1]%% 0.*} count="${BASH_REMATCH[2]} of ${BASH_REMATCH[3]}"
            if [ ! -t 2 ]; then say "$verb $name ($count, $((SECONDS - begun)) s)"; fi
        elif [[ $line =~ Tests\ run:.*--\ in\ (.*) ]]; then
            say_over "$verb $name ($count, $((SECONDS - begun)) s) ${BASH_REMATCH[1]##*.}"
            continue
        elif [[ $line == *"BUILD FAILURE"* || $line == *"BUILD SUCCESS"* ]]; then
            count=
        fi
        if [ -n "$count" ]; then say_over "$verb $name ($count, $((SECONDS - begun)) s)"; fi
    done
    clear_line
}

show_failure() {
    say "the build failed; the end of $1:"
    { grep -E '^\[ERROR\]|error:|^\[WARNING\] /.*\.java:' "$1" | grep -vE 'Re-run Maven|Help 1|For more information|^\[ERROR\] *$' | head -25 ||
        tail -25 "$1"; } >&2
}

# There while something may have been compiled without the checks.
UNCHECKED=$ROOT/target/unchecked

# Compiles a module and what it needs. The checks belong to "./chancery test": here somebody waits for the program.
package() {
    : >"$BUILD_LOG"
    : >"$UNCHECKED"
    maven -T2 package -pl "$1" -am -DskipTests -Dchancery.without-tests=true -Dchancery.checks=-g 2>&1 |
        follow building "$BUILD_LOG"
    if [ "${PIPESTATUS[0]}" = 0 ]; then return 0; fi
    show_failure "$BUILD_LOG"
    return 1
}

# Maven compiles no module again whose sources did not change, so what was compiled without the checks has to go.
forget_unchecked() {
    if [ ! -e "$UNCHECKED" ]; then return 0; fi
    rm -rf "$ROOT"/*/*/target/classes "$ROOT"/*/*/target/maven-status && rm -f "$UNCHECKED"
}

# Sets RUN, the folder with what was built from these sources.
is_built() {
    local stamp
    read -r stamp RUN 2>/dev/null <"$TARGET/built" || return 1
    [ "$stamp" = "${1// /-}" ] && [ -s "$RUN/classpath" ]
}

# Each build runs from a folder of its own: a gateway that runs must not lose its jars to the next build.
keep_apart() {
    RUN=$TARGET/run/$(date +%Y%m%d-%H%M%S)
    mkdir -p "$RUN"
    cp -al "$TARGET/lib" "$RUN/lib" 2>/dev/null || cp -a "$TARGET/lib" "$RUN/lib"
    cp "$TARGET"/cli-*.jar "$RUN/lib/"
    rm -f "$RUN"/lib/cli-*-tests.jar "$RUN"/lib/cli-*-sources.jar
    find "$RUN/lib" -name '*.jar' -print | LC_ALL=C sort | paste -sd: - >"$RUN/classpath"
    # the one before may still be running, older ones hardly
    ls -d "$TARGET"/run/* | head -n -2 | xargs -r rm -rf
}

# A build by another user than the sources' would end in a page of refusals.
require_own_tree() {
    local place
    mkdir -p "$ROOT/target" "$TARGET" 2>/dev/null
    for place in "$ROOT/target" "$TARGET" "$TARGET/lib" "$ROOT/target/build.lock"; do
        if [ -e "$place" ] && [ ! -w "$place" ]; then
            fail "is not built from these sources, and this user may not write $place;" \
                "whoever owns it builds it by ./chancery config, or copy the folder to one of your own"
            return 1
        fi
    done
    if [ ! -d "$TARGET" ] || [ ! -d "$ROOT/target" ]; then
        fail "is not built, and this user may make no folder in $ROOT; copy it to one of your own"
        return 1
    fi
}

build() {
    local now begun=$SECONDS
    now=$(fingerprint)
    if is_built "$now"; then return 0; fi
    require_own_tree || return 1
    # two starts at once build once
    exec 7>"$ROOT/target/build.lock"
    if command -v flock >/dev/null 2>&1 && ! flock -n 7; then
        say "another build is under way; waiting for it"
        flock 7
        if is_built "$now"; then
            # a running gateway must not hold the lock
            exec 7>&-
            return 0
        fi
    fi
    require_maven
    say "building Chancery (log: $BUILD_LOG)"
    rm -rf "$TARGET/lib" "$TARGET/built"
    package app/cli || return 1
    keep_apart
    train
    echo "${now// /-} $RUN" >"$TARGET/built"
    exec 7>&-
    say "built in $((SECONDS - begun)) s"
}

# Flags that must be the same when the class cache is made and when it is used.
base_flags=(-XX:+UseSerialGC -XX:SurvivorRatio=3 -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED
    --sun-misc-unsafe-memory-access=allow -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8
    -Dorg.springframework.boot.logging.LoggingSystem=none "-Dchancery.postgresql.programs=$ROOT/target/postgresql")

# Relays some mails once to record which classes and paths the server needs; without the cache it only starts slower.
train() {
    local data trainer begun=$SECONDS
    data=$(mktemp -d) || return 0
    if [ ! -t 2 ]; then say "preparing a fast start"; fi
    "$JDK/bin/java" "${base_flags[@]}" -Xmx512m -XX:AOTCacheOutput="$RUN/chancery.aot" -Xlog:aot=off -Xlog:cds=off \
        -cp "$(cat "$RUN/classpath")" chancery.cli.Chancery serve --aot-train --data "$data/data" \
        >>"$BUILD_LOG" 2>&1 </dev/null 7>&- &
    trainer=$!
    # a child in the background does not hear Ctrl-C; while it ends, its database still writes
    trap 'kill $trainer; wait $trainer; rm -rf "$data"; exit 130' INT TERM
    while kill -0 $trainer 2>/dev/null; do
        say_over "preparing a fast start ($((SECONDS - begun)) s)"
        sleep 0.5
    done
    wait $trainer || rm -f "$RUN/chancery.aot"
    trap 'exit 130' INT
    trap 'exit 143' TERM
    rm -rf "$data"
    clear_line
}

# Sets flags for one command. Servers get a fixed heap, tools what they need.
java_flags() {
    flags=("${base_flags[@]}" "-Dchancery.root=$ROOT")
    if [ -s "$RUN/chancery.aot" ]; then
        flags+=(-XX:AOTCache="$RUN/chancery.aot" -Xlog:aot=off -Xlog:cds=off)
    fi
    case $1 in
        serve | demo) flags+=(-Xmx"${CHANCERY_HEAP:-256m}" -XX:+ExitOnOutOfMemoryError) ;;
        bench) flags+=(-Xmx"${CHANCERY_HEAP:-1g}") ;;
        # arithmetic for seconds, for which the second compiler has better code: half the time for an RSA key
        keygen | protect | open) flags+=(-Xmx"${CHANCERY_HEAP:-256m}") ;;
        *) flags+=(-Xmx"${CHANCERY_HEAP:-256m}" -XX:TieredStopAtLevel=1) ;;
    esac
    if [ -n "${CHANCERY_JAVA_FLAGS:-}" ]; then
        # shellcheck disable=SC2206
        flags+=($CHANCERY_JAVA_FLAGS)
    fi
}
