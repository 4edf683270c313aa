/**
 * Where the counters come from. Two sources go by short names in reports: "Culler & Singh" is
 * D. E. Culler and J. P. Singh, Parallel Computer Architecture: A Hardware/Software Approach (1999);
 * "Archibald & Baer" is J. Archibald and J.-L. Baer, Cache Coherence Protocols: Evaluation Using a
 * Multiprocessor Simulation Model (1986).
 */
export const CS = 'Culler & Singh 1999';
export const AB = 'Archibald & Baer 1986';
export const HILL = 'M. D. Hill, Aspects of Cache Memory and Instruction Buffer Performance, 1987';
export const LENOSKI =
  'D. Lenoski et al., The Directory-Based Cache Coherence Protocol for the DASH Multiprocessor, 1990';
export const GUPTA =
  'A. Gupta, W.-D. Weber, T. Mowry, Reducing Memory and Traffic Requirements for Scalable Directory-Based Cache Coherence Schemes, 1990';
export const TORRELLAS =
  'J. Torrellas, M. S. Lam, J. L. Hennessy, False Sharing and Spatial Locality in Multiprocessor Caches, 1994; ' +
  'M. Dubois et al., The Detection and Elimination of Useless Misses in Multiprocessors, 1993';

export const BAER_WANG =
  'J.-L. Baer and W.-H. Wang, On the Inclusion Properties for Multi-Level Cache Hierarchies, 1988';
export const JOUPPI = 'N. P. Jouppi and S. J. E. Wilton, Tradeoffs in Two-Level On-Chip Caching, 1994';
export const SRINATH =
  'S. Srinath, O. Mutlu, H. Kim, Y. N. Patt, Feedback Directed Prefetching: Improving the Performance and Bandwidth-Efficiency of Hardware Prefetchers, 2007';
export const AMIT = 'N. Amit, Optimizing the TLB Shootdown Algorithm with Page Access Tracking, 2017';
export const HP =
  'J. L. Hennessy and D. A. Patterson, Computer Architecture: A Quantitative Approach, 5th ed., 2012';
