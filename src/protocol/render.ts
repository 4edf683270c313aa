/** A compiled protocol for people to read: the textbook table and the state diagram. */
export { protocolDot } from './render/dot.js';
export { protocolMarkdown } from './render/markdown.js';
export { protocolMermaid } from './render/mermaid.js';
export { protocolText } from './render/text.js';
