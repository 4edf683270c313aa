import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { cohort } from './command.js';

const COMMANDS = [
  [],
  ['run'],
  ['compare'],
  ['speedup'],
  ['trace'],
  ['trace', 'info'],
  ['trace', 'convert'],
  ['trace', 'generate'],
  ['litmus'],
  ['show'],
  ['show', 'protocol'],
  ['show', 'machine'],
  ['show', 'topology'],
  ['show', 'distances'],
  ['show', 'workload'],
  ['show', 'counter'],
  ['show', 'litmus'],
  ['list'],
  ['check'],
  ['check', 'protocol'],
  ['schema'],
];

describe('help', () => {
  it('is what "cohort" alone prints', async () => {
    const alone = await cohort([]);
    expect(alone).toEqual(await cohort(['--help']));
    expect(alone.exitCode).toBe(0);
    expect(alone.stdout).toMatch(/^Usage: cohort /);
    expect(alone.stderr).toBe('');
  });

  it.each(COMMANDS.map((command) => [command.join(' '), command] as const))(
    'of "cohort %s" goes to the standard output',
    async (name, command) => {
      const { exitCode, stdout, stderr } = await cohort([...command, '--help']);
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      expect(stdout).toContain(`Usage: ${`cohort ${name}`.trim()}`);
    },
  );

  it.each(COMMANDS.map((command) => [command.join(' '), command] as const))(
    'of "cohort %s" fits in a terminal of 80 characters, examples aside',
    async (_, command) => {
      const { stdout } = await cohort([...command, '--help'], { terminal: 80 });
      const [options = ''] = stdout.split('\nExamples:');
      expect(options.split('\n').filter((line) => line.length > 80)).toEqual([]);
    },
  );

  it.each([[], ['run'], ['trace', 'convert']])(
    'is also printed by "cohort help" and %j',
    async (...command) => {
      expect(await cohort(['help', ...command])).toEqual(await cohort([...command, '--help']));
    },
  );

  it('names the exit codes', async () => {
    const { stdout } = await cohort(['--help']);
    expect(stdout).toContain('Exit codes: 0 done, 1 failed');
  });
});

describe('version', () => {
  it.each(['--version', '-V'])('is the package’s with %s', async (option) => {
    expect(await cohort([option])).toEqual({ exitCode: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });
});
