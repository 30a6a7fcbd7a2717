# What ends every change of the release: whether it works is looked at, and where it does not, the way back. Needs GO_BACK (yes
# or no), prove (waits for the pods, asks for health, launches) and what release.sh defines.

# keep_file NEW: puts it in the place of binder.yaml, and keeps the one of before beside it.
keep_file() {
  rm -f -- "$CONFIG/binder.yaml.before"
  if cmp -s "$1" "$CONFIG/binder.yaml"; then return 0; fi
  [ ! -e "$CONFIG/binder.yaml" ] || cp -p -- "$CONFIG/binder.yaml" "$CONFIG/binder.yaml.before"
  # Without the mark the file counts as made by hand, and the install leaves in it what its plan does not name.
  rm -f -- "$CONFIG/.written"
  mv -f -- "$1" "$CONFIG/binder.yaml"
  say "Written: $CONFIG/binder.yaml"
}

# settle LAST WHAT COMMAND…: makes the change, and says WHAT if it works; else goes back to revision LAST, if that is wished
# and there is one.
settle() {
  local last=$1 what=$2
  shift 2
  ("$@"; prove) &
  if wait "$!"; then
    checked "$what"
    return 0
  fi
  [ "$GO_BACK" = yes ] && [ -n "$last" ] || give_up 'it does not work: see above'
  say "It does not work. Going back to revision $last of the release:"
  [ ! -e "$CONFIG/binder.yaml.before" ] || mv -f -- "$CONFIG/binder.yaml.before" "$CONFIG/binder.yaml"
  patiently 'the last good revision to come back' /snap/bin/microk8s helm rollback "$RELEASE" "$last" --namespace "$NAMESPACE"
  wait_for_release 900
  give_up "it does not work, see above why; BinderHub is as it was before, in revision $last"
}
