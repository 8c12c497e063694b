# Words to the person at the terminal. Sourced by ./chancery.

say() { printf '%s\n' "$*" >&2; }
fail() { say "chancery: $*"; }

# A line that replaces itself on a terminal and is left out elsewhere.
say_over() {
    if [ -t 2 ]; then printf '\r\033[K%s' "$*" >&2; fi
}
clear_line() { if [ -t 2 ]; then printf '\r\033[K' >&2; fi; }

# Which of the words after the first is nearest to it, by edits; nothing when none is near.
nearest() {
    awk -v wanted="$1" 'BEGIN {
        best = (length(wanted) > 5) ? 3 : 2; best++
        for (n = 2; n < ARGC; n++) {
            d = edits(wanted, ARGV[n])
            if (index(ARGV[n], wanted) == 1 && d > 2) d = 2
            if (d < best) { best = d; name = ARGV[n] }
        }
        if (name) print name
        exit
    }
    function edits(a, b,    i, j, m, d, x) {
        for (i = 0; i <= length(a); i++) d[i, 0] = i
        for (j = 0; j <= length(b); j++) d[0, j] = j
        for (i = 1; i <= length(a); i++)
            for (j = 1; j <= length(b); j++) {
                m = d[i-1, j-1] + (substr(a, i, 1) != substr(b, j, 1))
                if ((x = d[i-1, j] + 1) < m) m = x
                if ((x = d[i, j-1] + 1) < m) m = x
                if (i > 1 && j > 1 && substr(a, i, 1) == substr(b, j-1, 1) && substr(a, i-1, 1) == substr(b, j, 1))
                    if ((x = d[i-2, j-2] + 1) < m) m = x
                d[i, j] = m
            }
        return d[length(a), length(b)]
    }' "$@"
}
