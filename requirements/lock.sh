#!/bin/sh
# Compile pyproject.toml into the hash-pinned files next to this one: for every supported Python, and
# keeping the versions already pinned unless --upgrade is given. Needs `uv` on the path.
set -eu
cd "$(dirname "$0")/.."
compile() {
    uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --quiet \
        --no-header --no-emit-index-url --no-emit-find-links --annotation-style line "$@"
}
compile --extra endorsement --extra site --extra scan --output-file requirements/base.txt "$@"
compile --extra endorsement --extra site --extra scan --group test --output-file requirements/test.txt --constraint requirements/base.txt "$@"
