import { type SearchBatch, type SearchSays, searchBatch } from './find-hits.ts'

// A thread of its own: it can be ended when a pattern does not come to an end.
self.addEventListener('message', ({ data }: MessageEvent<SearchBatch>) => self.postMessage(searchBatch(data)))

// From here on patterns are what takes its time, and not the coming of this file.
self.postMessage('ready' satisfies SearchSays)
