# Finds a JDK 25 or newer, and Maven. Sourced by ./chancery.

WANTED_JDK=25

# The version as the JDK's own release file says it; empty when this is no JDK.
jdk_version() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
    if [ -r "$1/release" ]; then
        sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$1/release"
    else
        "$1/bin/java" -version 2>&1 | sed -n '1s/.*"\(.*\)".*/\1/p'
    fi
}

is_wanted() {
    local version
    version=$(jdk_version "$1") || return 1
    version=${version%%[.+-]*}
    [ -n "$version" ] && [ "$version" -ge "$WANTED_JDK" ] 2>/dev/null
}

# Sets JDK. The default java is often an older one, so every usual place is looked at.
find_jdk() {
    local place java
    JDK=
    java=$(command -v java 2>/dev/null) && java=$(readlink -f "$java" 2>/dev/null)
    for place in "${CHANCERY_JDK:-}" "${JAVA_HOME:-}" "${java%/bin/java}" \
        /usr/lib/jvm/* /usr/java/* /opt/*jdk* /opt/java/* /usr/local/*jdk* "${HOME:-}"/.jdks/* \
        "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.local/*jdk* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        if [ -n "$place" ] && is_wanted "$place"; then
            JDK=$place
            return 0
        fi
    done
    return 1
}

require_jdk() {
    find_jdk && return 0
    fail "needs a JDK $WANTED_JDK or newer and found none in JAVA_HOME, PATH or /usr/lib/jvm;" \
        "on Debian: apt-get install openjdk-25-jdk (or temurin-25-jdk from packages.adoptium.net)"
    exit 2
}

# True when apt-get can install without asking anybody.
may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

# Installs Debian packages quietly. No daemon that comes with one is started.
install_packages() {
    local policy=/usr/sbin/policy-rc.d own=no status
    say "installing from Debian: $*"
    if [ ! -e $policy ] && printf '#!/bin/sh\nexit 101\n' >$policy 2>/dev/null; then
        chmod 755 $policy
        own=yes
    fi
    mkdir -p "$ROOT/target"
    {
        DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends "$@" ||
            { apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends "$@"; }
    } >>"$ROOT/target/install.log" 2>&1 </dev/null
    status=$?
    [ $own = no ] || rm -f $policy
    [ $status = 0 ] || say "could not install $*; see $ROOT/target/install.log"
    return $status
}

# Sets MAVEN; CHANCERY_MAVEN names another one.
require_maven() {
    MAVEN=${CHANCERY_MAVEN:-mvn}
    command -v "$MAVEN" >/dev/null 2>&1 && return 0
    if may_install && install_packages maven && command -v mvn >/dev/null 2>&1; then return 0; fi
    fail "needs Maven 3.8.7 or newer to build; on Debian: apt-get install maven"
    exit 2
}

maven() { JAVA_HOME=$JDK MAVEN_OPTS="${MAVEN_OPTS:--XX:TieredStopAtLevel=1 -XX:+UseSerialGC}" "$MAVEN" -B -ntp -f "$ROOT/pom.xml" "$@"; }
