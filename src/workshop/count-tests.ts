/**
 * Reads the test runner's JSON report and prints 'N passed, N failed' as the last line. A test file
 * that could not be loaded counts as one failure. Exits non-zero on any failure, and when nothing ran.
 */
import { existsSync, readFileSync } from 'node:fs';

interface FileResult {
  readonly status: string;
  readonly assertionResults: readonly { readonly status: string }[];
}

const path = process.argv[2];
if (path === undefined || !existsSync(path)) {
  console.log('The tests did not run to an end.\n0 passed, 1 failed');
  process.exit(1);
}

const report: { readonly success: boolean; readonly testResults: readonly FileResult[] } = JSON.parse(
  readFileSync(path, 'utf8'),
);
const count = (status: string): number =>
  report.testResults.flatMap((file) => file.assertionResults).filter((test) => test.status === status).length;
const unloaded = report.testResults.filter(
  (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
).length;

const passed = count('passed');
const failed = count('failed') + unloaded;
if (!report.success || failed > 0 || passed === 0) process.exitCode = 1;
console.log(`${passed} passed, ${failed} failed`);
