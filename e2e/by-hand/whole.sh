# The tutorial's commands, sections 1 to 5, as a person types them. RANGE, ACCOUNT and TOKEN are that person's own.
set -eux
cd /root
snap install microk8s --classic
usermod -a -G microk8s ubuntu
microk8s status --wait-ready
microk8s enable dns
microk8s enable helm3
microk8s enable community
microk8s enable "metallb:$RANGE"
apt-get install -y open-iscsi
systemctl enable --now iscsid.service
microk8s enable openebs
mkdir -p /srv/k8s
cat >local-storage-dir.yaml <<'YAML'
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: local-storage-dir
  annotations:
    storageclass.kubernetes.io/is-default-class: "true"
    openebs.io/cas-type: local
    cas.openebs.io/config: |
      - name: StorageType
        value: hostpath
      - name: BasePath
        value: /srv/k8s
provisioner: openebs.io/local
reclaimPolicy: Delete
volumeBindingMode: WaitForFirstConsumer
YAML
microk8s.kubectl apply -f ./local-storage-dir.yaml
microk8s.helm repo add jupyterhub https://jupyterhub.github.io/helm-chart/
microk8s.helm repo update
cat >binder.yaml <<YAML
registry:
  username: $ACCOUNT
  password: $TOKEN

config:
  BinderHub:
    use_registry: true
    image_prefix: $ACCOUNT/binder-
    hub_url: 10.0.0.101
YAML
microk8s.helm upgrade --cleanup-on-fail \
  --install binder \
  jupyterhub/binderhub --version=1.0.0-0.dev.git.3167.hc46696b \
  --namespace=binder \
  --create-namespace \
  -f ./binder.yaml
until address=$(microk8s.kubectl get svc -n binder proxy-public -o jsonpath='{.status.loadBalancer.ingress[0].ip}') && [ -n "$address" ]; do sleep 1; done
sed -i "s|hub_url: .*|hub_url: http://$address|" binder.yaml
microk8s.helm upgrade binder --cleanup-on-fail \
  jupyterhub/binderhub --version=1.0.0-0.dev.git.3167.hc46696b \
  --namespace=binder \
  -f ./binder.yaml
