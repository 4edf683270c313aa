import * as z from 'zod';
import { CohortError } from '../errors.js';
import { STATES } from './codes.js';
import { compileProtocol, STATE_ATTRIBUTES, STATE_NAME } from './compile.js';
import type { ProtocolSource } from './types.js';

/** Far above any real table, far below what would hurt. */
const MAX_CHARACTERS = 256 * 1024;
const MAX_LINE = 4096;
/** Of what a message quotes. */
const MAX_QUOTED = 200;

const Attribute = z.enum(STATE_ATTRIBUTES);

const ProtocolFile = z
  .strictObject({
    $schema: z.string().max(500).optional().describe('Where an editor finds the schema of this file.'),
    name: z
      .string()
      .regex(
        /^[\p{L}\p{N}][\p{L}\p{N} ._+-]{0,39}$/u,
        'expected 1 to 40 letters, digits, spaces and ". _ + -"',
      )
      .describe('The protocol’s own name, e.g. MESI.'),
    title: z.string().max(200).default('').describe('One line: what it is known as.'),
    source: z.string().max(1000).default('').describe('Author, title, year.'),
    about: z
      .string()
      .max(10_000)
      .default('')
      .describe('What it is for, what sets it apart, deviations from the source.'),
    coherent: z
      .boolean()
      .default(true)
      .describe('false only for caches that hardware does not keep coherent.'),
    states: z
      .record(
        z.string().regex(STATE_NAME, 'expected a letter and up to 15 letters, digits and "_"'),
        z.array(Attribute).max(5),
      )
      .describe(
        'Each state and its attributes, in the order of the table; the first is the invalid state and has none.',
      ),
    grid: z
      .union([z.string().max(MAX_CHARACTERS), z.array(z.string().max(MAX_LINE)).max(4 * STATES)], {
        error: 'expected the table as one string, or as an array of its lines',
      })
      .describe(
        'The table: "state | PrRd | PrWr | Evict | …", then one line a state; a cell is "actions → next", "." or "!".',
      ),
  })
  .describe('A snooping coherence protocol for Cohort.');

/** The JSON Schema (draft 2020-12) of a protocol file, for editors. */
export const protocolJsonSchema = (): object => z.toJSONSchema(ProtocolFile, { io: 'input' });

/**
 * Reads and checks a protocol file. `where` names it in messages. Throws a `CohortError` (exit code
 * 2) that names the JSON path, or the state and the event, at fault.
 */
export function protocolFromJson(text: string, where: string): ProtocolSource {
  if (text.length > MAX_CHARACTERS) {
    throw new CohortError(
      `${where}: ${text.length} characters; a protocol file has at most ${MAX_CHARACTERS}`,
      2,
    );
  }
  const parsed = ProtocolFile.safeParse(parseJson(text, where));
  if (!parsed.success) throw new CohortError(`${where}: ${firstIssue(parsed.error)}`, 2);
  const { $schema: _, ...source } = parsed.data;
  try {
    compileProtocol(source);
  } catch (error) {
    if (error instanceof CohortError) throw new CohortError(`${where}: ${error.message}`, error.exitCode);
    throw error;
  }
  return source;
}

const clipped = (text: string): string =>
  text.length <= MAX_QUOTED ? text : `${text.slice(0, MAX_QUOTED)}…`;

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CohortError(`${where}: not JSON: ${clipped(reason)}`, 2);
  }
}

/** `$.states.S[1]: …`: the first thing that does not fit, and where. */
function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return 'does not fit the schema of a protocol';
  const path = issue.path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${clipped(String(key))}`))
    .join('');
  // Of a key that does not fit, the inner message tells what was expected.
  const message = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  return `$${path}: ${clipped(message)}`;
}
