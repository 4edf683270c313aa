import { describe, expect, it } from 'vitest';
import { compileProtocol } from '../../src/protocol/compile.js';
import { parseGrid } from '../../src/protocol/grammar.js';
import { arrows } from '../../src/protocol/render/arrows.js';
import { cellText, tableTexts } from '../../src/protocol/render/cell-text.js';
import { protocolDot, protocolMarkdown, protocolMermaid, protocolText } from '../../src/protocol/render.js';
import type { CompiledProtocol } from '../../src/protocol/types.js';
import { applyWritePolicy } from '../../src/protocol/write-policy.js';
import { PROTOCOLS, protocolNamed } from '../../src/protocols/index.js';
import { sourceCells } from './mutant.js';

const compiled = (name: string): CompiledProtocol => compileProtocol(protocolNamed(name));

describe('a rendered cell', () => {
  it.each(PROTOCOLS)('of $name reads as its author wrote it', (source) => {
    const protocol = compileProtocol(source);
    const rendered = protocol.states.flatMap(({ name, code }) =>
      protocol.events.map((event): [string, string] => [`${name} ${event}`, cellText(protocol, event, code)]),
    );
    expect(new Map(rendered)).toEqual(sourceCells(source));
  });

  it.each(PROTOCOLS)('of $name compiles to the same table again', (source) => {
    const protocol = compileProtocol(source);
    const grid = tableTexts(protocol).map((row) => row.join(' | '));
    expect(compileProtocol({ ...source, grid }).table).toEqual(protocol.table);
  });

  it('of a table under a write policy is in the grammar as well', () => {
    const cache = {
      size: 'unlimited',
      ways: 'full',
      replacement: 'LRU',
      write: 'write-through',
      writeAllocate: 'protocol',
    } as const;
    const protocol = applyWritePolicy(compiled('Firefly'), cache);
    const grid = tableTexts(protocol).map((row) => row.join(' | '));
    expect(parseGrid({ ...protocol.source, grid }).events).toEqual(protocol.events);
  });
});

describe('the text', () => {
  it('is the textbook table, with the title, the source and what the states promise', () => {
    const text = protocolText(compiled('MSI'));
    expect(text).toMatch(/^MSI: the three-state write-back invalidation protocol\nSource: D\. E\. Culler/);
    expect(text).toContain(
      '\n  I  the line is absent\n  S  readable\n  M  readable, writable, dirty, exclusive, supplies\n',
    );
    expect(text).toContain(`
state | PrRd      | PrWr        | Evict         | BusRd             | BusRdX     | BusUpgr
------+-----------+-------------+---------------+-------------------+------------+--------
I     | BusRd → S | BusRdX → M  | !             | .                 | .          | .
S     | .         | BusUpgr → M | → I           | .                 | → I        | → I
M     | .         | .           | WriteBack → I | Supply, Flush → S | Supply → I | !
`);
  });

  it('wraps its prose to 100 columns', () => {
    const prose = protocolText(compiled('MESI'))
      .split('\n')
      .filter((line) => !line.includes(' | ') && !line.includes('-+-'));
    expect(Math.max(...prose.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('leaves out what the author left out', () => {
    const { name, states, grid } = protocolNamed('MSI');
    const text = protocolText(compileProtocol({ name, title: '', source: '', about: '', states, grid }));
    expect(text).toMatch(/^MSI\n\n {2}I {2}the line is absent\n/);
  });

  it('of incoherent caches says that nobody sees anything', () => {
    expect(protocolText(compiled('none'))).toMatch(/No cache sees another’s\s+transactions/);
  });
});

describe('the Markdown', () => {
  it('has a heading, the source and both tables', () => {
    const text = protocolMarkdown(compiled('MSI'));
    expect(text).toMatch(/^# MSI: the three-state/);
    expect(text).toContain(
      '\n| state | PrRd | PrWr | Evict | BusRd | BusRdX | BusUpgr |\n| --- | --- | --- | --- | --- | --- | --- |\n',
    );
    expect(text).toContain(
      '| `M` | `.` | `.` | `WriteBack → I` | `Supply, Flush → S` | `Supply → I` | `!` |',
    );
  });

  it('takes no markup from an author’s prose', () => {
    const text = protocolMarkdown(
      compileProtocol({ ...protocolNamed('MSI'), about: '<b>bold</b> | *x*\n# no heading' }),
    );
    expect(text).toContain('\\<b\\>bold\\</b\\> \\| \\*x\\* \\# no heading');
  });
});

describe('the state diagram', () => {
  it('has one arrow for each pair of states, with every reason for it', () => {
    const found = arrows(compiled('MESI')).map(
      ({ from, to, labels }) => `${'ISEM'[from]}${'ISEM'[to]} ${labels.join('; ')}`,
    );
    expect(found).toEqual([
      'IS PrRd / BusRd (shared)',
      'IE PrRd / BusRd (not shared)',
      'IM PrWr / BusRdX',
      'SI Evict / –; BusRdX / Supply; BusUpgr / –',
      'SS PrRd / –; BusRd / Supply',
      'SM PrWr / BusUpgr',
      'EI Evict / –; BusRdX / Supply',
      'ES BusRd / Supply',
      'EE PrRd / –',
      'EM PrWr / –',
      'MI Evict / WriteBack; BusRdX / Supply',
      'MS BusRd / Supply, Flush',
      'MM PrRd / –; PrWr / –',
    ]);
  });

  it('tells three outcomes of the bus apart', () => {
    const labels = arrows(compiled('MOESIF'))
      .filter(({ from, to }) => from === 0 && to !== 5)
      .map((arrow) => arrow.labels[0]);
    expect(labels).toEqual([
      'PrRd / BusRd (owned)',
      'PrRd / BusRd (not shared)',
      'PrRd / BusRd (shared, not owned)',
    ]);
  });

  it('in Mermaid merges the labels of an arrow', () => {
    const text = protocolMermaid(compiled('MSI'));
    expect(text).toMatch(/^stateDiagram-v2\n {2}direction LR\n {2}state "I" as s0\n/);
    expect(text).toContain('  s1 --> s0: Evict / –<br/>BusRdX / –<br/>BusUpgr / –\n');
  });

  it('in DOT merges the labels of an arrow, and marks dirty states', () => {
    const text = protocolDot(compiled('MSI'));
    expect(text).toMatch(/^digraph "MSI" \{\n.*\}\n$/s);
    expect(text).toContain('  "S" -> "I" [label="Evict / –\\nBusRdX / –\\nBusUpgr / –"];\n');
    expect(text).toContain('  "M" [peripheries=2];\n');
  });

  it('in DOT takes no markup from a name', () => {
    expect(protocolDot(compileProtocol({ ...protocolNamed('MSI'), name: 'a"b\\' }))).toMatch(
      /^digraph "a\\"b\\\\" \{/,
    );
  });

  it.each(PROTOCOLS)('of $name has an arrow into every state', (source) => {
    const protocol = compileProtocol(source);
    expect(new Set(arrows(protocol).map((arrow) => arrow.to))).toEqual(
      new Set(protocol.states.map((state) => state.code)),
    );
  });
});
