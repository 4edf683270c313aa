/**
 * The benchmarks: `npm run bench`. See README.md for what each question times.
 *
 *   --filter WORDS  only questions whose name holds one of the words (comma-separated);
 *                   question/row asks for one row
 *   --quick         fewer rounds: a look, not a figure
 *   --json          one JSON document in place of tables
 */
import { parseArgs } from 'node:util';
import type { Effort } from './contest.js';
import type { Answer, Question } from './question.js';
import { directories } from './questions/directories.js';
import { execute } from './questions/execute.js';
import { file } from './questions/file.js';
import { litmus } from './questions/litmus.js';
import { processors } from './questions/processors.js';
import { protocols } from './questions/protocols.js';
import { sharers } from './questions/sharers.js';
import { table } from './questions/table.js';
import { timed } from './questions/timed.js';
import { yardstick } from './questions/yardstick.js';
import { hostLine, hostOf, tableOf } from './report.js';

const QUESTIONS: readonly Question[] = [
  yardstick,
  table,
  processors,
  protocols,
  directories,
  sharers,
  timed,
  execute,
  file,
  litmus,
];

const THOROUGH: Effort = { rounds: 9, passes: 3 };
const QUICK: Effort = { rounds: 3, passes: 2 };

const { values: flags } = parseArgs({
  options: {
    filter: { type: 'string', default: '' },
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

const words = flags.filter.split(',').filter((word) => word !== '');

/** Which rows of a question are asked for; `undefined` if none of it is. */
function wanted(question: Question): ((label: string) => boolean) | undefined {
  if (words.length === 0 || words.some((word) => question.name.includes(word))) return () => true;
  const rows = words
    .map((word) => word.split('/', 2))
    .filter(([name, row]) => row !== undefined && question.name.includes(name ?? ''))
    .map(([, row]) => row ?? '');
  return rows.length === 0 ? undefined : (label) => rows.includes(label);
}

const answers: { question: Question; answer: Answer }[] = [];
if (!flags.json)
  console.log(
    `${hostLine()}\nTimes are nanoseconds a reference (or an instruction), medians ± half the quartiles’ distance.\n`,
  );
for (const question of QUESTIONS) {
  const wants = wanted(question);
  if (!wants) continue;
  const answer = await question.answer({ ...(flags.quick ? QUICK : THOROUGH), wants });
  answers.push({ question, answer });
  if (!flags.json) console.log(tableOf(question, answer));
}
if (flags.json) {
  const documents = answers.map(({ question: { name, title }, answer }) => ({ name, title, ...answer }));
  console.log(JSON.stringify({ host: hostOf(), questions: documents }, null, 2));
} else {
  const promised = answers.flatMap(({ answer }) => answer.rows.flatMap(({ cells }) => cells));
  const judged = promised.flatMap((cell) => ('reached' in cell ? [cell.reached] : []));
  if (judged.length > 0) console.log(`${judged.filter(Boolean).length} of ${judged.length} targets reached.`);
}
