#!/usr/bin/env bash
# Folds a real Vendure shop into another real Vendure that has customers and orders of its own, starts @vendure/core on the
# written database and asks it for everything that was moved (compare.mjs).
# usage: run.sh FOLDER_OF_PLATFORM_DATABASES [CACHE_FOLDER]; needs node 20 or later, npm, sqlite3 and xz
set -eu

data=$(readlink -f "$1") here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd -P "$here/../../.." && pwd)
cache=${2:-$root/artifacts/platforms/vendure} work=$(mktemp -d) port=${STOREFOLD_PLATFORM_PORT:-39431} server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT

mkdir -p "$cache"
if [ ! -d "$cache/node_modules/@vendure/core" ]; then
  cp "$here/package.json" "$cache/"
  (cd "$cache" && npm install --no-audit --no-fund >"$cache/npm.log" 2>&1) || { tail -5 "$cache/npm.log" >&2; exit 3; }
fi

# The target: the same platform with other people and other numbers, so that nothing of the source is there yet.
xz -dc "$data/vendure-3.7.3.sqlite.xz" >"$work/source.db"
cp "$work/source.db" "$work/target.db"
sqlite3 "$work/target.db" "
  UPDATE customer SET emailAddress = 'own' || id || '@target.example', phoneNumber = NULL;
  UPDATE user SET identifier = coalesce((SELECT c.emailAddress FROM customer AS c WHERE c.userId = user.id), identifier);
  UPDATE authentication_method SET identifier = (SELECT u.identifier FROM user AS u WHERE u.id = userId);
  UPDATE \"order\" SET code = 'OWN' || id;
  UPDATE promotion SET couponCode = 'OWN' || id WHERE couponCode IS NOT NULL"
cp "$here/plan.yaml" "$work/plan.yaml"
"$root/storefold" transfer "$work/plan.yaml"
"$root/storefold" verify "$work/plan.yaml"

node "$here/serve.cjs" "$cache" "$port" better-sqlite3 "$work/target.db" >"$work/vendure.log" 2>&1 &
server=$!
for _ in $(seq 300); do
  grep -qx ready "$work/vendure.log" && break
  kill -0 "$server" 2>/dev/null || { cat "$work/vendure.log" >&2; exit 3; }
  sleep 1
done
node "$here/compare.mjs" "$cache" "$port" "$work/source.db"
