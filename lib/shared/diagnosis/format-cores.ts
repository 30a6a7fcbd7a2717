/** Processor as people count it: "1.31 cores", "1 core". From thousandths of a core. */
export function formatCores(milli: number): string {
  const cores = Math.round(milli / 10) / 100
  return `${cores} ${cores === 1 ? 'core' : 'cores'}`
}
