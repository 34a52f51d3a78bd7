// peer.mjs - what a library of npm costs on the articles, as a line of JSON.
//
//     node peer.mjs compromise|chrono|wink|recognizers ARTICLES.ndjson MODULES MOST_BYTES
//
// The text is in memory before the clock starts, and only the library's work is timed, after
// a warm-up on other articles. With MOST_BYTES less than the text, articles are taken evenly
// from the whole of it.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'

const [peer, articles, modules, most] = process.argv.slice(2)
const load = createRequire(resolve(modules, 'package.json'))
const WARM_UP_BYTES = 100_000

const finders = {
  compromise() {
    const nlp = load('compromise')
    return ({ text }) => {
      const doc = nlp(text)
      return doc.people().out('array').length + doc.places().out('array').length
    }
  },
  wink() {
    const nlp = load('wink-nlp')(load('wink-eng-lite-web-model'))
    return ({ text }) => nlp.readDoc(text).entities().length()
  },
  recognizers() {
    const found = load('@microsoft/recognizers-text-suite')
    const { recognizeDateTime, recognizePercentage, Culture } = found
    return ({ text, date }) =>
      recognizeDateTime(text, Culture.English, undefined, new Date(date ?? '2025-10-23')).length +
      recognizePercentage(text, Culture.English).length
  },
  chrono() {
    const chrono = load('chrono-node')
    return ({ text, date }) => chrono.parse(text, new Date(date ?? '2025-10-23')).length
  },
}

const bytes = (record) => Buffer.byteLength(record.text)
const total = (records) => records.reduce((sum, record) => sum + bytes(record), 0)

const all = readFileSync(articles, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line))
const step = Math.max(1, Math.ceil(total(all) / Number(most)))
const timed = all.filter((_, i) => i % step === 0)
const warmUp = step > 1 ? all.filter((_, i) => i % step === 1) : all

const find = finders[peer]()
for (let i = 0, seen = 0; i < warmUp.length && seen < WARM_UP_BYTES; i++) {
  find(warmUp[i])
  seen += bytes(warmUp[i])
}
const cpu = process.cpuUsage()
const start = process.hrtime.bigint()
let found = 0
for (const record of timed) found += find(record)
const wall = Number(process.hrtime.bigint() - start) / 1e9
const used = process.cpuUsage(cpu)
console.log(JSON.stringify({
  wall_s: wall, cpu_s: (used.user + used.system) / 1e6, bytes: total(timed),
  articles: timed.length, found, rss_kb: process.resourceUsage().maxRSS,
}))
