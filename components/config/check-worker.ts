import '../../lib/client/zod-without-eval.ts'
import { type CheckInput, checkConfig } from '../../lib/shared/config-check/check-config.ts'

// Checks a values file beside the page: typing is never held up by it.
self.addEventListener('message', ({ data }: MessageEvent<{ id: number; input: CheckInput }>) => {
  self.postMessage({ id: data.id, findings: checkConfig(data.input) })
})
