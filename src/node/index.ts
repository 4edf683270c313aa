/** What needs Node: traces and results in files. */
export { type OpenFilesOptions, openTraceFiles } from './open-trace.js';
export { type FileContent, writeFile } from './write-file.js';
