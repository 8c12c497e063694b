# Measures the protocol libraries by JMH, which is no part of the product. Sourced by ./chancery.

speed_help() {
    cat <<'TEXT'
./chancery bench protocol [WORD]...   the protocol libraries beside the bare ciphers and other libraries: mime, dkim,
                                      spf, smime, openpgp; without a word, all (about 25 s a row). The ratios in words
                                      stand at the end.
./chancery bench protocol --list      what can be measured
TEXT
}

speed_subjects() { (cd "$ROOT/testing/speed/src/main/java/chancery/speed" && printf '%s\n' *Speed.java) | sed 's/Speed\.java$//'; }

# Sets CHOSEN to the subjects whose names contain one of the words; a subject that lacks its mails is left out.
choose_subjects() {
    local all word found near set
    all=$(speed_subjects)
    CHOSEN=
    if [ $# = 0 ]; then CHOSEN=$all; fi
    for word in "$@"; do
        found=$(awk -v w="${word,,}" 'index(tolower($0), w)' <<<"$all")
        if [ -z "$found" ]; then
            # shellcheck disable=SC2046,SC2086
            near=$(nearest "${word,,}" mime torture attachment dkim sign verify spf smime openpgp encrypt)
            fail "nothing to measure is named '$word'${near:+; did you mean $near?} (./chancery bench protocol --list names all)"
            exit 2
        fi
        CHOSEN+=${CHOSEN:+$'\n'}$found
    done
    for set in mime-mime4j mime-mail-parser-stalwart; do
        if [[ $CHOSEN == *MimeTorture* && ! -d $CHANCERY_CORPORA/$set ]]; then
            say "left out: MimeTorture, whose mails ($set) are not in $CHANCERY_CORPORA; CHANCERY_CORPORA=DIR names their folder"
            CHOSEN=$(grep -v MimeTorture <<<"$CHOSEN")
        fi
    done
    CHOSEN=$(awk 'NF && !seen[$0]++' <<<"$CHOSEN")
    if [ -z "$CHOSEN" ]; then exit 2; fi
}

run_speed() {
    case ${1:-} in
        -h | --help) speed_help; return 0 ;;
        --list) speed_subjects; return 0 ;;
        -*) fail "bench protocol knows no '$1'"; speed_help >&2; exit 2 ;;
    esac
    export CHANCERY_CORPORA=${CHANCERY_CORPORA:-$ROOT/../shared/corpora}
    choose_subjects "$@"
    require_jdk
    require_maven
    mkdir -p "$ROOT/target"
    : >"$BUILD_LOG"
    maven package -pl testing/speed -am -DskipTests 2>&1 | follow building "$BUILD_LOG"
    if [ "${PIPESTATUS[0]}" != 0 ]; then
        show_failure "$BUILD_LOG"
        return 1
    fi
    # shellcheck disable=SC2086
    exec "$JDK/bin/java" -cp "$ROOT/testing/speed/target/classes:$ROOT/testing/speed/target/lib/*" \
        chancery.speed.SpeedBench $CHOSEN
}
