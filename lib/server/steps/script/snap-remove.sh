wait_for_snap 1800 || give_up 'snapd was still busy with microk8s after 30 minutes. snap changes shows with what.'
if snap list microk8s >/dev/null 2>&1; then
  with_news _snap_change snap remove microk8s --purge
fi
! snap list microk8s >/dev/null 2>&1 || give_up 'snap list still shows microk8s.'
checked 'microk8s is gone'
