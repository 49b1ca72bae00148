#!/bin/sh
# Builds a preview on Netlify, compared with the commit where it branched off main.
set -eu

MAIN=main
name="branch ${BRANCH:-of this repository}"
if [ -n "${REVIEW_ID:-}" ]; then name="pull request $REVIEW_ID"; fi

set -- --preview "$name" -d _site
if [ -n "${DEPLOY_PRIME_URL:-}" ]; then set -- "$@" --preview-url "$DEPLOY_PRIME_URL/"; fi
if [ "$(git rev-parse --is-shallow-repository)" = true ]; then
	git fetch --quiet --unshallow origin || true
fi
if git fetch --quiet origin "$MAIN" && base="$(git merge-base FETCH_HEAD HEAD)"; then
	set -- "$@" --against "$base"
else
	echo "The history is not at hand: the preview has no list of changes." >&2
fi
exec onrecord build --untrusted "$@"
