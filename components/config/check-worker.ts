import '../../lib/client/zod-without-eval.ts'
import { checkConfig } from '../../lib/shared/config-check/check-config.ts'
import type { JsonSchema } from '../../lib/shared/config-check/schema-problems.ts'
import type { CheckRequest } from './use-config-check.ts'

// Checks a values file beside the page: typing is never held up by it. The schema has some hundred kilobytes, so it comes once.
let schema: JsonSchema | null = null

self.addEventListener('message', ({ data }: MessageEvent<CheckRequest>) => {
  if ('schema' in data) schema = data.schema
  else self.postMessage({ id: data.id, findings: checkConfig({ ...data.input, schema }) })
})
