# Measures the protocol libraries by JMH, which is no part of the product. Sourced by ./chancery.

speed_help() {
    cat <<'TEXT'
./chancery bench protocol [WORD]...   the protocol libraries beside the bare ciphers and other libraries: mime, dkim,
                                      spf, smime, openpgp; without a word, all (about 25 s a row)
TEXT
}

run_speed() {
    case ${1:-} in -h | --help) speed_help; return 0 ;; esac
    require_jdk
    require_maven
    mkdir -p "$ROOT/target"
    package testing/speed || return 1
    if [ -z "${CHANCERY_CORPORA:-}" ]; then export CHANCERY_CORPORA=$ROOT/../shared/corpora; fi
    exec "$JDK/bin/java" -cp "$ROOT/testing/speed/target/classes:$ROOT/testing/speed/target/lib/*" \
        chancery.speed.SpeedBench "$@"
}
