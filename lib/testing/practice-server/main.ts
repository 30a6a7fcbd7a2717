// A practice server in a process of its own: `node main.ts [SPEED]`. Prints one line of JSON with where it is
// reached, as the loopback server does, and serves until stdin ends. It keeps nothing.
import { startPracticeServer } from '../../demo/practice-server.ts'

const { host, port, user, password, hostKey, stop } = await startPracticeServer({
  keep: { load: () => null, save: () => {} },
  speed: Number(process.argv[2] ?? 1),
})
console.log(
  JSON.stringify({ name: 'practice', host, port, user, password, hostKey, hostKeySha256: hostKey.sha256 }),
)
process.stdin.resume()
process.stdin.once('end', () => void stop().then(() => process.exit(0)))
