import type { Engine } from '../lib/server/engine.ts'

/** The engine of this process. Pages read from it; every change goes through an action (docs/protocol.md). */
export function engine(): Engine {
  // Published by lib/server/main.ts. The symbol is repeated here, so that no engine code enters Next's bundle.
  const published: unknown = Reflect.get(globalThis, Symbol.for('bindery.engine'))
  if (!isEngine(published)) throw new Error('These pages run inside Bindery: start it with npm start.')
  return published
}

function isEngine(value: unknown): value is Engine {
  return typeof value === 'object' && value !== null && 'tables' in value && 'auth' in value
}
