// names_compromise.mjs MODULES <articles.ndjson >names.ndjson - what compromise finds in each article:
// people(), places() and organizations(). Possessives and punctuation at the end are taken off.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'

const nlp = createRequire(resolve(process.argv[2], 'package.json'))('compromise')
const kinds = { person: 'people', place: 'places', organisation: 'organizations' }
const points = (text) => [...text].length // offsets count code points

for (const line of readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  const { id, text } = JSON.parse(line)
  const doc = nlp(text)
  const entities = []
  for (const [type, find] of Object.entries(kinds)) {
    for (const found of doc[find]().json({ offset: true })) {
      const { start, length } = found.offset
      const surface = text.slice(start, start + length)
      const kept = surface.replace(/['’]s?$|[\s.,;:!?"'”)]+$/u, '')
      const skipped = kept.length - kept.replace(/^[\s"'“(]+/u, '').length
      if (kept.length <= skipped) continue
      const from = points(text.slice(0, start + skipped))
      entities.push({ type, start: from, end: from + points(kept.slice(skipped)) })
    }
  }
  console.log(JSON.stringify({ id, entities }))
}
