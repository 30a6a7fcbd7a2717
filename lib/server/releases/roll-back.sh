# Puts an earlier revision of the release back as Helm kept it. TO is its number; BINDER_YAML_BASE64 the binder.yaml that goes
# with it, hidden.

umask 077
mkdir -p -- "$CONFIG"
rm -rf -- "$CONFIG"/.new.*
work=$(mktemp -d "$CONFIG/.new.XXXXXX")
trap 'rm -rf -- "$work"' EXIT
base64 -d >"$work/binder.yaml" <<<"$BINDER_YAML_BASE64"
unset BINDER_YAML_BASE64

demand_api
wait_for_helm
case " $(revisions deployed superseded failed | tr '\n' ' ') " in
  *" $TO "*) ;;
  *) give_up "Helm does not keep revision $TO of the release $RELEASE any more; nothing was changed" ;;
esac
last=$(revisions deployed | tail -n 1)
[ "$last" != "$TO" ] || [ "$(release_status)" != deployed ] || give_up "revision $TO runs already; nothing was changed"
# Then there is nothing else to go back to.
[ "$last" != "$TO" ] || last=

put_back() {
  patiently "revision $TO to come back" /snap/bin/microk8s helm rollback "$RELEASE" "$TO" --cleanup-on-fail --namespace "$NAMESPACE"
  keep_file "$work/binder.yaml"
}
settle "$last" "BinderHub is as it was in revision $TO" put_back
