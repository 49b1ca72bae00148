#!/bin/sh
# Builds on Cloudflare Pages: the site from main, a preview from any other branch.
set -eu

MAIN=main
python -m pip install --quiet --requirement requirements.txt

if [ "${CF_PAGES_BRANCH:?only Cloudflare Pages runs this}" = "$MAIN" ]; then
	onrecord build --strict -d _site
else
	set -- --preview "branch $CF_PAGES_BRANCH" -d _site
	if [ -n "${CF_PAGES_URL:-}" ]; then set -- "$@" --preview-url "$CF_PAGES_URL/"; fi
	if [ "$(git rev-parse --is-shallow-repository)" = true ]; then
		git fetch --quiet --unshallow origin || true
	fi
	if git fetch --quiet origin "$MAIN" && base="$(git merge-base FETCH_HEAD HEAD)"; then
		set -- "$@" --against "$base"
	else
		echo "The history is not at hand: the preview has no list of changes." >&2
	fi
	onrecord build "$@"
fi
cp ci/_headers _site/_headers
