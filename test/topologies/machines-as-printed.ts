/**
 * What `numactl --hardware` prints on machines of several kinds, as people have published it, but for
 * `SPARSE`; the blanks at the ends of its lines are left out.
 */

/** Two sockets with Intel Xeons (Amazon c5n.18xlarge), hyperthreads numbered after the cores. */
export const TWO_SOCKETS = `available: 2 nodes (0-1)
node 0 cpus: 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53
node 0 size: 94590 MB
node 0 free: 44981 MB
node 1 cpus: 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 54 55 56 57 58 59 60 61 62 63 64 65 66 67 68 69 70 71
node 1 size: 94710 MB
node 1 free: 79679 MB
node distances:
node   0   1
  0:  10  21
  1:  21  10
`;

/** Four sockets with ten cores each, two threads a core, all joined directly. */
export const FOUR_SOCKETS = `available: 4 nodes (0-3)
node 0 cpus: 0 1 2 3 4 5 6 7 8 9 40 41 42 43 44 45 46 47 48 49
node 0 size: 257943 MB
node 0 free: 257602 MB
node 1 cpus: 10 11 12 13 14 15 16 17 18 19 50 51 52 53 54 55 56 57 58 59
node 1 size: 258043 MB
node 1 free: 257619 MB
node 2 cpus: 20 21 22 23 24 25 26 27 28 29 60 61 62 63 64 65 66 67 68 69
node 2 size: 258043 MB
node 2 free: 257879 MB
node 3 cpus: 30 31 32 33 34 35 36 37 38 39 70 71 72 73 74 75 76 77 78 79
node 3 size: 258043 MB
node 3 free: 257823 MB
node distances:
node   0   1   2   3
  0:  10  20  20  20
  1:  20  10  20  20
  2:  20  20  10  20
  3:  20  20  20  10
`;

/** Two sockets with AMD EPYC 7413, four nodes each: near ones in the socket, far ones in the other. */
export const TWO_DISTANCES = `available: 8 nodes (0-7)
node 0 cpus: 0 1 2 3 4 5 48 49 50 51 52 53
node 0 size: 64069 MB
node 0 free: 59660 MB
node 1 cpus: 6 7 8 9 10 11 54 55 56 57 58 59
node 1 size: 64508 MB
node 1 free: 63617 MB
node 2 cpus: 12 13 14 15 16 17 60 61 62 63 64 65
node 2 size: 64508 MB
node 2 free: 54826 MB
node 3 cpus: 18 19 20 21 22 23 66 67 68 69 70 71
node 3 size: 64496 MB
node 3 free: 63441 MB
node 4 cpus: 24 25 26 27 28 29 72 73 74 75 76 77
node 4 size: 64508 MB
node 4 free: 64179 MB
node 5 cpus: 30 31 32 33 34 35 78 79 80 81 82 83
node 5 size: 64508 MB
node 5 free: 64047 MB
node 6 cpus: 36 37 38 39 40 41 84 85 86 87 88 89
node 6 size: 64456 MB
node 6 free: 64038 MB
node 7 cpus: 42 43 44 45 46 47 90 91 92 93 94 95
node 7 size: 64502 MB
node 7 free: 64027 MB
node distances:
node   0   1   2   3   4   5   6   7
  0:  10  12  12  12  32  32  32  32
  1:  12  10  12  12  32  32  32  32
  2:  12  12  10  12  32  32  32  32
  3:  12  12  12  10  32  32  32  32
  4:  32  32  32  32  10  12  12  12
  5:  32  32  32  32  12  10  12  12
  6:  32  32  32  32  12  12  10  12
  7:  32  32  32  32  12  12  12  10
`;

/** Four sockets with two dies each of AMD Opteron 6100: some dies are joined directly, some over another. */
export const TWO_HOPS = `node distances:
node   0   1   2   3   4   5   6   7
  0:  10  16  16  22  16  22  16  22
  1:  16  10  16  22  22  16  22  16
  2:  16  16  10  16  16  16  16  22
  3:  22  22  16  10  16  16  22  16
  4:  16  22  16  16  10  16  16  16
  5:  22  16  16  16  16  10  22  22
  6:  16  22  16  22  16  22  10  16
  7:  22  16  22  16  16  22  16  10
`;

/** Made up: numbers with gaps, and a node without processors and memory, as on POWER machines with accelerators. */
export const SPARSE = `available: 3 nodes (0,8,255)
node 0 cpus: 0 1 2 3
node 0 size: 130706 MB
node 0 free: 120000 MB
node 8 cpus: 4 5 6 7
node 8 size: 130784 MB
node 8 free: 121000 MB
node 255 cpus:
node 255 size: 0 MB
node 255 free: 0 MB
node distances:
node   0   8 255
  0:  10  40  80
  8:  40  10  80
255:  80  80  10
`;
