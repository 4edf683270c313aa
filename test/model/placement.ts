/** Which node is home to a line: a map of pages where they are placed by touch. */
import type { PlacementConfig } from '../../src/config/numa.js';

interface PlacedPage {
  readonly node: number;
  /** The interval in which the page was placed or moved last, or might have been. */
  readonly interval: number;
}

export class ModelPlacement {
  private readonly placed = new Map<bigint, PlacedPage>();

  constructor(
    private readonly config: PlacementConfig,
    private readonly nodes: number,
    private readonly lineBytes: number,
  ) {}

  /** The home as it is; a page placed by touch must have been touched. */
  homeOf(line: bigint): number {
    const { policy, node, ranges } = this.config;
    const inTurn = (index: bigint): number => Number(index % BigInt(this.nodes));
    if (policy === 'bind') return node;
    if (policy === 'line-interleave') return inTurn(line);
    if (policy === 'page-interleave') return inTurn(this.pageOf(line));
    if (policy === 'ranges') {
      const address = line * BigInt(this.lineBytes);
      const range = ranges.find(({ from, to }) => BigInt(from) <= address && address < BigInt(to));
      return range?.node ?? inTurn(this.pageOf(line));
    }
    const page = this.placed.get(this.pageOf(line));
    if (page === undefined) throw new Error(`nobody has touched the page of line ${line}`);
    return page.node;
  }

  /**
   * A processor of `node` requests the line, after so many references of all processors. Returns
   * the node that the page moves from, `null` if it stays.
   */
  requested(line: bigint, node: number, references: number): number | null {
    const { policy, intervalReferences } = this.config;
    if (policy !== 'first-touch' && policy !== 'next-touch') return null;
    const page = this.pageOf(line);
    const interval = Math.floor(references / intervalReferences);
    const before = this.placed.get(page);
    const stays = before !== undefined && (policy === 'first-touch' || before.interval === interval);
    if (stays) return null;
    this.placed.set(page, { node, interval });
    return before === undefined || before.node === node ? null : before.node;
  }

  /** The bytes of the line's page: from the first up to the end. */
  pageBytesOf(line: bigint): { readonly from: bigint; readonly to: bigint } {
    const bytes = BigInt(this.config.pageBytes);
    const from = this.pageOf(line) * bytes;
    return { from, to: from + bytes };
  }

  private pageOf(line: bigint): bigint {
    return (line * BigInt(this.lineBytes)) / BigInt(this.config.pageBytes);
  }
}
