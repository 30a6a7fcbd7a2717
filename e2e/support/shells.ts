import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Page } from '@playwright/test'
import type { TestConsole } from './console.ts'
import { expect } from './test.ts'

/** What stands on the screen of the shell that is shown. */
export const screenOf = (page: Page) => page.locator('.xterm-rows')

/** Types into the shell that is shown, and presses Enter. */
export async function enter(page: Page, line: string): Promise<void> {
  await page.locator('.shellhost textarea').focus()
  await page.keyboard.type(line)
  await page.keyboard.press('Enter')
}

/** Opens a shell on the Terminal page and waits for its prompt. */
export async function openShell(page: Page, serverId: string): Promise<void> {
  await page.goto(`/s/${serverId}/terminal`)
  await page.getByRole('button', { name: 'Open a shell' }).click()
  await expect(screenOf(page)).toContainText('$', { timeout: 30_000 })
}

interface AuditRow {
  person_name: string
  action: string
  target: string
  outcome: string
  detail: string
}

/** What the audit has of terminals, oldest first. */
export function auditOfShells(console: TestConsole): AuditRow[] {
  const db = new DatabaseSync(join(console.dataFolder, 'bindery.db'), { readOnly: true })
  try {
    return db
      .prepare(
        "SELECT person_name, action, target, outcome, detail FROM audit WHERE action LIKE 'terminal.%' ORDER BY seq",
      )
      .all() as unknown as AuditRow[]
  } finally {
    db.close()
  }
}
