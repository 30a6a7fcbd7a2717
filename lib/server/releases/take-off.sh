# Takes off a first install that never got through, so that the install can begin anew. Nothing of it ever ran.

demand_api
wait_for_helm
[ -z "$(revisions deployed superseded)" ] || give_up "the release $RELEASE has a revision that was deployed: go back to it instead"
[ "$(release_status)" != none ] || give_up "there is no release $RELEASE any more"
patiently 'the unfinished install to be removed' /snap/bin/microk8s helm uninstall "$RELEASE" --namespace "$NAMESPACE" --wait --timeout 5m
checked "the release $RELEASE is off: run the step “BinderHub” of the install again"
