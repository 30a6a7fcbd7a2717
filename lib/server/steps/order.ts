import { builder } from './builder.ts'
import { community } from './community.ts'
import { config } from './config.ts'
import { dns } from './dns.ts'
import { firewall } from './firewall.ts'
import { group } from './group.ts'
import { health } from './health.ts'
import { helmRepo } from './helm-repo.ts'
import { helm3 } from './helm3.ts'
import { hubUrl } from './hub-url.ts'
import { install } from './install.ts'
import { launch } from './launch.ts'
import { metallb } from './metallb.ts'
import { metricsServer } from './metrics-server.ts'
import { pods } from './pods.ts'
import { preflight } from './preflight.ts'
import { ready } from './ready.ts'
import { registryAddon } from './registry-addon.ts'
import { registryCheck } from './registry-check.ts'
import { snapHold } from './snap-hold.ts'
import { snapInstall } from './snap-install.ts'
import type { Step } from './step.ts'
import { storage } from './storage.ts'
import { storageClass } from './storage-class.ts'

/** All steps in the order they are done. A new step is one file, its id in lib/shared/install.ts, and a line here. */
export const steps: readonly Step[] = [
  preflight,
  snapInstall,
  snapHold,
  group,
  firewall,
  ready,
  dns,
  helm3,
  community,
  metallb,
  storage,
  storageClass,
  metricsServer,
  registryAddon,
  registryCheck,
  builder,
  helmRepo,
  config,
  install,
  hubUrl,
  pods,
  health,
  launch,
]
