#!/bin/sh
# Append to a Markdown file what the engine found in each seed that a proposal adds or changes:
# summary.sh PROPOSED_SEEDS OUTPUT.md
set -eu
proposed=$1
output=$2
run=${VENV:-.venv}/bin/python

{
    echo "## What was found in these seeds"
    echo
    echo "Everything below is what the page would say. If something is wrong, the words in the text that mislead are the place to look."
} >>"$output"

find "$proposed" -type f -name '*.[tm][xd]*' ! -name '*.yml' | sort | while IFS= read -r file; do
    name=${file#"$proposed"/}
    if [ -f "seeds/$name" ] && cmp -s "$file" "seeds/$name"; then
        continue
    fi
    {
        echo
        # Four spaces before every line: nothing in a seed can leave a Markdown code block.
        "$run" scripts/build.py explain --seeds "$proposed" -- "$name" 2>&1 | sed 's/^/    /'
    } >>"$output" || true
done
