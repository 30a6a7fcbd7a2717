[ -s "$CONFIG/binder.yaml" ] && [ -s "$CONFIG/secret.yaml" ] || give_up "the values files are not in $CONFIG: run the step before this one"
demand_api
finish_unfinished
deploy --install --create-namespace
status=$(release_status) || give_up 'Helm could not read the release: the Kubernetes API does not answer'
[ "$status" = deployed ] || give_up "the release is $status"
wait_for_release 1500
checked "every pod of $RELEASE is ready"
