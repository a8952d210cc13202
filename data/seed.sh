#!/bin/sh
# Fills an empty server with sample data through the public API: data/seed.sh [URL]
# Every request has an Idempotency-Key, so that a second run, or one after an interruption, repeats nothing.
# README.md beside this file says how seed.json is read.
set -eu

url=${1:-http://localhost:3001}
url=${url%/}
data=$(dirname "$0")/seed.json
tab=$(printf '\t')
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

fail() {
    printf 'seed: %s\n' "$1" >&2
    exit 1
}

# request METHOD PATH [curl options]: the body in $work/body, the header in $work/head, the status in $status.
request() {
    method=$1 path=$2
    shift 2
    status=$(curl -sS --max-time 30 -o "$work/body" -D "$work/head" -w '%{http_code}' -X "$method" "$@" "$url$path" 2>"$work/error") ||
        fail "no BetStream answers at $url ($(head -n 1 "$work/error")); start one with: betstream serve"
}

# {@name} -> the id that was remembered under this name. "pid" is a number.
fill_in() {
    text=$1
    while :; do
        case $text in
        *'{@'*)
            name=${text#*\{@}
            name=${name%%\}*}
            text=${text%%\{@*}$(cat "$work/id.$name")${text#*\{@*\}}
            ;;
        *) break ;;
        esac
    done
    printf '%s' "$text"
}

remember() {
    sed -n 's/^{"id":\([0-9]*\).*/\1/p' "$work/body" >"$work/id.$1"
    grep -o '"pid":[0-9]*,"id":[0-9]*' "$work/body" | tr -c '0-9\n' ' ' | while read -r pid id; do
        printf '%s\n' "$pid" >"$work/id.$1.$id"
    done
}

# send KEY AS ACTOR METHOD PATH BODY
send() {
    request "$4" "$(fill_in "$5")" -H 'Content-Type: application/json' -H "Idempotency-Key: $1" -H "BetStream-Actor: $3" -d "$6"
    case $status in
    2??) ;;
    *) fail "$4 $5 -> $status $(head -c 300 "$work/body")" ;;
    esac
    grep -qi '^idempotency-replayed: true' "$work/head" || printf '%s\n' "$1" >>"$work/new"
    [ "$2" = - ] || remember "$2"
}

# One line for each request: key, as, actor, method, path, body, separated by tabs. `now` is where {+4} counts from.
list_requests() {
    awk -v now="$1" '
        function member(name,    at) {
            at = substr($0, index($0, "\"" name "\":\"") + length(name) + 4)
            return substr(at, 1, index(at, "\"") - 1)
        }
        # Days since 1970-01-01 of a date, and back (Howard Hinnant, "chrono-compatible low-level date algorithms").
        function days(y, m, d,    era, yoe, doy) {
            if (m <= 2) y--
            era = int(y / 400); yoe = y - era * 400
            doy = int((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + d - 1
            return era * 146097 + yoe * 365 + int(yoe / 4) - int(yoe / 100) + doy - 719468
        }
        function date(z,    era, doe, yoe, doy, mp, m) {
            z += 719468; era = int(z / 146097); doe = z - era * 146097
            yoe = int((doe - int(doe / 1460) + int(doe / 36524) - int(doe / 146096)) / 365)
            doy = doe - (365 * yoe + int(yoe / 4) - int(yoe / 100)); mp = int((5 * doy + 2) / 153)
            m = mp < 10 ? mp + 3 : mp - 9
            return sprintf("%04d-%02d-%02d", yoe + era * 400 + (m <= 2), m, doy - int((153 * mp + 2) / 5) + 1)
        }
        function time(minutes,    t) {
            t = start + minutes
            return date(int(t / 1440)) "T" sprintf("%02d:%02d:00Z", int(t % 1440 / 60), t % 60)
        }
        BEGIN { start = days(substr(now, 1, 4) + 0, substr(now, 6, 2) + 0, substr(now, 9, 2) + 0) * 1440 + substr(now, 12, 2) * 60 + substr(now, 15, 2) }
        /^\{/ {
            body = substr($0, index($0, "\"body\":") + 7)
            sub(/\},?$/, "", body)
            if (match(body, /\{[-+][0-9]+\}/)) body = substr(body, 1, RSTART - 1) time(substr(body, RSTART + 1, RLENGTH - 2) + 0) substr(body, RSTART + RLENGTH)
            print member("key") "\t" member("as") "\t" member("actor") "\t" member("method") "\t" member("path") "\t" body
        }' "$data"
}

refuse() {
    fail "the server at $url holds other data; the sample data is for an empty one"
}

request GET /api/v1/accounts
[ "$status" = 200 ] || fail "GET /api/v1/accounts -> $status; is $url a BetStream?"
first=$(list_requests 1970-01-01T00:00:00Z | head -n 1)
first_account=${first##*\"name\":\"}
case $(cat "$work/body") in
'[]' | *"\"name\":\"${first_account%%\"*}\""*) ;;
*) refuse ;;
esac

: >"$work/new"
printf '%s\n' "$first" | {
    IFS=$tab read -r key as actor method path body
    request "$method" "$path" -H 'Content-Type: application/json' -H "Idempotency-Key: $key" -H "BetStream-Actor: $actor" -d "$body"
    [ "$status" = 409 ] && refuse
    send "$key" "$as" "$actor" "$method" "$path" "$body"
}
created=$(sed -n 's/.*"created_at":"\([^"]*\)".*/\1/p' "$work/body")

list_requests "$created" | while IFS=$tab read -r key as actor method path body; do
    send "$key" "$as" "$actor" "$method" "$path" "$body"
done
if [ -s "$work/new" ]; then
    printf 'seed: 5 accounts, 22 batches and 60 bets are at %s\n' "$url"
else
    printf 'seed: the sample data was there already; nothing changed\n'
fi
