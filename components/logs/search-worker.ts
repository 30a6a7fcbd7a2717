import { type SearchBatch, searchBatch } from './find-hits.ts'

// A thread of its own: it can be ended when a pattern does not come to an end.
self.addEventListener('message', ({ data }: MessageEvent<SearchBatch>) => self.postMessage(searchBatch(data)))
