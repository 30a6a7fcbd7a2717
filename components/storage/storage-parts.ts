/** The parts of the page, by their last piece of the address. */
export const storageParts = { claims: 'Claims', volumes: 'Volumes', classes: 'Storage classes' } as const
export type StoragePart = keyof typeof storageParts
