# Runs every test, as CI does. Sourced by ./chancery.

TEST_LOG=$ROOT/target/test.log

# program and the Debian package it is in
TOOLS="chromium:chromium swaks:swaks gpg:gnupg openssl:openssl unbound:unbound postconf:postfix"

has_tool() { command -v "$1" >/dev/null 2>&1 || [ -x "/usr/sbin/$1" ]; }

missing_tools() {
    local tool
    for tool in $TOOLS; do has_tool "${tool%%:*}" || echo "${tool##*:}"; done
}

# Installs what tests need and is not there, where that is allowed. Sets MISSING to what is still not there.
prepare_tools() {
    MISSING=$(missing_tools | paste -sd' ' -)
    if [ -z "$MISSING" ]; then return; fi
    if may_install; then
        if command -v debconf-set-selections >/dev/null 2>&1; then
            echo 'postfix postfix/main_mailer_type select No configuration' | debconf-set-selections 2>/dev/null
        fi
        # shellcheck disable=SC2086
        install_packages $MISSING
        MISSING=$(missing_tools | paste -sd' ' -)
    fi
    if [ -n "$MISSING" ]; then
        say "not installed, so the tests that need it are skipped: $MISSING (as root: apt-get install $MISSING)"
    fi
}

# protocol/mime for mime; as it is when it already names a folder.
module_path() {
    local found
    if [ -f "$ROOT/$1/pom.xml" ]; then
        echo "${1%/}"
        return
    fi
    found=$(cd "$ROOT" && ls -d */"$1"/pom.xml 2>/dev/null | head -1)
    [ -n "$found" ] && dirname "$found"
}

require_module() {
    local names near
    MODULE=$(module_path "$1")
    if [ -z "$MODULE" ]; then
        names=$(cd "$ROOT" && ls -d */*/pom.xml | xargs -n1 dirname | xargs -n1 basename)
        # shellcheck disable=SC2086
        near=$(nearest "$1" $names)
        fail "there is no module '$1'${near:+; did you mean $near?}; modules:" $names
        exit 2
    fi
}

# Names the modules whose tests did not run because a module that they need has failed.
say_not_run() {
    local names
    names=$(sed -n 's/^\[INFO\] \(.*[^ .]\) \.* *SKIPPED.*$/\1/p' "$TEST_LOG" | paste -sd, - | sed 's/,/, /g')
    if [ -n "$names" ]; then say "not tested, since a module that they need has failed: $names"; fi
}

# Adds up the surefire reports that are newer than the marker: passed, failed, skipped.
count_tests() {
    find "$ROOT" -path '*/target/surefire-reports/TEST-*.xml' -newer "$1" -exec grep -h -m1 '<testsuite ' {} + 2>/dev/null |
        awk '
            function number(name,    m) {
                if (!match($0, " " name "=\"[0-9]+\"")) return 0
                m = substr($0, RSTART, RLENGTH); gsub(/[^0-9]/, "", m); return m + 0
            }
            { run += number("tests"); bad += number("errors") + number("failures"); skip += number("skipped") }
            END { print run - bad - skip, bad + 0, skip + 0 }'
}

say_why_skipped() {
    find "$ROOT" -path '*/target/surefire-reports/TEST-*.xml' -newer "$1" -exec grep -ho '<skipped[^>]*' {} + 2>/dev/null |
        sed -n 's/.*message="\([^"]*\)".*/\1/p' | sed 's/^org.opentest4j.TestAbortedException: //; s/&[a-z]*;//g' |
        cut -c1-150 | sort | uniq -c | sort -rn | head -10 | sed 's/^/skipped /' >&2
}

list_failures() {
    grep -E '^\[ERROR\] +[A-Za-z_]+[A-Za-z0-9_$]*\.|^\[ERROR\].*(FAILURE!|ERROR!)$|COMPILATION ERROR|error:' "$TEST_LOG" |
        grep -v 'Tests run' | sort -u | head -40 >&2
}

run_tests() {
    local marker status passed failed skipped begun=$SECONDS arguments=()
    require_jdk
    require_maven
    mkdir -p "$ROOT/target"
    local word modules=
    for word in "$@"; do
        require_module "$word"
        modules=${modules:+$modules,}$MODULE
    done
    if [ -n "$modules" ]; then arguments=(-pl "$modules" -am); fi
    prepare_tools
    forget_unchecked || return 1
    marker=$(mktemp)
    : >"$TEST_LOG"
    say "testing ${modules:-everything} (log: $TEST_LOG)"
    maven verify -fae "${arguments[@]}" 2>&1 | follow testing "$TEST_LOG"
    status=${PIPESTATUS[0]}
    read -r passed failed skipped <<<"$(count_tests "$marker")"
    say_why_skipped "$marker"
    rm -f "$marker"
    if [ "$status" != 0 ]; then
        list_failures
        # a module that does not compile has no failed test, but it has failed
        if [ "$failed" = 0 ]; then failed=1; fi
        say_not_run
    fi
    if [ -n "$MISSING" ] && [ "${CI:-}" = true ]; then
        say "under CI=true everything must be there; missing: $MISSING"
        failed=$((failed + 1))
    fi
    say "$((SECONDS - begun)) s"
    echo "$passed passed, $failed failed, $skipped skipped"
    [ "$failed" = 0 ]
}
