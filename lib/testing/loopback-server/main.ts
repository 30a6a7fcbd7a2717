// Serves one loopback server for a test suite that runs in another process.
//
//   node lib/testing/loopback-server/main.ts [NAME]
//
// Prints one JSON line {name, host, port, user, password, privateKeyPath, hostKeySha256} and serves until stdin
// ends or SIGTERM. Lines it takes on stdin: `cut SECONDS` (connections hang, then go on) and `reset` (all are
// reset); each is answered by a line `done VERB`.
import { createInterface } from 'node:readline'
import { cutProxy } from './cut-proxy.ts'
import { startLoopbackServer } from './start.ts'
import { loopbackUnavailable } from './unavailable.ts'

const reason = loopbackUnavailable()
if (reason !== null) {
  console.error(`The loopback server cannot run here: ${reason}`)
  process.exit(3)
}

const name = process.argv[2] ?? 'loopback'
const server = await startLoopbackServer({ hostname: name })
const proxy = await cutProxy(server.port)
const { host, user, password, privateKeyPath, hostKeySha256 } = server
console.log(JSON.stringify({ name, host, port: proxy.port, user, password, privateKeyPath, hostKeySha256 }))

let mending: NodeJS.Timeout | undefined
const lines = createInterface({ input: process.stdin })
lines.on('line', (line) => {
  const [verb = '', argument] = line.trim().split(/\s+/)
  const seconds = Number(argument)
  if (verb === 'cut' && seconds > 0) {
    clearTimeout(mending)
    proxy.stall()
    mending = setTimeout(() => void proxy.mend(), seconds * 1000)
  } else if (verb === 'reset') {
    proxy.reset()
  } else {
    console.error(`Not a verb: ${line}. Use "cut SECONDS" or "reset".`)
    return
  }
  console.log(`done ${verb}`)
})

lines.once('close', () => void stop())
process.once('SIGTERM', () => void stop())
process.once('SIGINT', () => void stop())

async function stop(): Promise<void> {
  clearTimeout(mending)
  await proxy.close()
  await server.stop()
  process.exit(0)
}
