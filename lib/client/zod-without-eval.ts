import * as z from 'zod/mini'

// Import this before anything with a schema: zod otherwise tries `new Function` once, and the page's Content
// Security Policy reports that as a violation in the console although zod copes with the refusal.
z.config({ jitless: true })
