/** How a person likes logs to look, on this device. */
export interface LogPreferences {
  wraps: boolean
  timestamps: boolean
}

const KEY = 'bindery.logs'
const usual: LogPreferences = { wraps: true, timestamps: true }

/** What was chosen last on this device. */
export function keptPreferences(): LogPreferences {
  if (typeof window === 'undefined') return usual
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(KEY) ?? '{}')
    if (typeof kept !== 'object' || kept === null) return usual
    return {
      wraps: !('wraps' in kept) || kept.wraps !== false,
      timestamps: !('timestamps' in kept) || kept.timestamps !== false,
    }
  } catch {
    return usual
  }
}

export function keepPreferences(preferences: LogPreferences): void {
  try {
    window.localStorage.setItem(KEY, JSON.stringify(preferences))
  } catch {
    // A browser that keeps nothing forgets this too.
  }
}
