#!/usr/bin/env bash
# Gate G5: a write is really tried. 1 only when the router says that the region is fenced, and a write through the router's gate is cut off.
. "$(dirname -- "$0")/pair.sh"
region=$1
fence=$(fence_of "$region") || exit 2
said=$(SQL_LIMIT=2 sql "${THROUGH[$region]}" "INSERT INTO probes (id) VALUES ('fenced-$$-$(date +%s%N)')" 2>&1)
case $? in
  0) reading 0 "a row was written to $region" ;;
  3) exit 2 ;;      # a router that refuses, refuses at once
  *)
    # Without a fence, a write that fails says only that the server is in trouble.
    [[ $fence == true* ]] && reading 1 "a write to $region was refused" || reading 0 "$region is not fenced"
    ;;
esac
