import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { say, timed } from './entry.mjs'
import { capture } from './spawn.mjs'
import { which } from './which.mjs'

const LOCK_WAIT_MS = 5 * 60_000
const POLICY = '/usr/sbin/policy-rc.d'

/** Whether this is a Debian or Ubuntu that we may install on. */
export function canUseApt() {
  return process.platform === 'linux' && process.getuid?.() === 0 && which('apt-get') !== null
}

/**
 * Installs Debian packages, waiting for other package managers to finish. Services that they bring are not started.
 * @param {readonly string[]} packages
 * @returns {Promise<boolean>} false, with the reason said, where that did not work
 */
export async function aptInstall(packages) {
  const deadline = Date.now() + LOCK_WAIT_MS
  return await withoutStartingServices(() =>
    timed(`Installing ${packages.join(', ')} with apt-get`, async () => {
      // A failed update is not the end: the lists that are there may do.
      await apt(['update'], deadline)
      const { code, output } = await apt(
        ['install', '--yes', '--no-install-recommends', ...packages],
        deadline,
      )
      if (code !== 0) say(output.trimEnd())
      return code === 0
    }),
  )
}

async function apt(args, deadline) {
  const seconds = Math.max(1, Math.round((deadline - Date.now()) / 1000))
  for (;;) {
    const result = await capture('apt-get', ['-qq', '-o', `DPkg::Lock::Timeout=${seconds}`, ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
      deadlineMs: 10 * 60_000,
    })
    // `update` has a lock of its own, for which the time-out above does not count.
    if (
      result.code === 0 ||
      !/Could not get lock|Unable to lock/.test(result.output) ||
      Date.now() > deadline
    )
      return result
    await sleep(2000)
  }
}

/** Tests need the program sshd, not one more service that listens on this machine. */
async function withoutStartingServices(work) {
  if (existsSync(POLICY)) return await work()
  writeFileSync(POLICY, '#!/bin/sh\nexit 101\n')
  chmodSync(POLICY, 0o755)
  try {
    return await work()
  } finally {
    rmSync(POLICY, { force: true })
  }
}
