import { ENGINE, type Engine } from '../lib/server/engine.ts'

/** The engine of this process. Pages read from it; every change goes through an action (docs/protocol.md). */
export function engine(): Engine {
  // Published by lib/server/main.ts. Of the engine's code only the symbol enters Next's bundle.
  const published: unknown = Reflect.get(globalThis, ENGINE)
  if (!isEngine(published)) throw new Error('These pages run inside Bindery: start it with npm start.')
  return published
}

function isEngine(value: unknown): value is Engine {
  return typeof value === 'object' && value !== null && 'tables' in value && 'auth' in value
}
