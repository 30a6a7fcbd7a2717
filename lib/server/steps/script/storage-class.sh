# Shared by the steps that make storage classes, or whose add-ons do.

# only_default CLASS: takes the mark of the default off every other class. Kubernetes takes the newest of several.
only_default() {
  local key other
  for key in storageclass.kubernetes.io/is-default-class storageclass.beta.kubernetes.io/is-default-class; do
    while read -r other; do
      [ "$other" != "$1" ] || continue
      show /snap/bin/microk8s kubectl annotate storageclass "$other" "$key=false" --overwrite
    done < <(kubectl get storageclasses -o "jsonpath={range .items[?(@.metadata.annotations.${key//./\\.}=='true')]}{.metadata.name}{'\n'}{end}")
  done
}
