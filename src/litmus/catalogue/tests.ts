/** Every test of the catalogue, one file each: x86 first, then Cohort’s own instructions. */

import { w22w } from './2-2w.js';
import { w22wMfencePo } from './2-2w-mfence-po.js';
import { w22wMfences } from './2-2w-mfences.js';
import { w22wRls } from './2-2w-rls.js';
import { w22wSfences } from './2-2w-sfences.js';
import { w3Sb } from './3-sb.js';
import { amd3 } from './amd3.js';
import { amd5 } from './amd5.js';
import { amd10 } from './amd10.js';
import { casCas } from './cas-cas.js';
import type { CatalogueTest } from './catalogue-test.js';
import { corr } from './corr.js';
import { corrFresh } from './corr-fresh.js';
import { corw1 } from './corw1.js';
import { corw2 } from './corw2.js';
import { cowr } from './cowr.js';
import { coww } from './coww.js';
import { faddFadd } from './fadd-fadd.js';
import { incInc } from './inc-inc.js';
import { iriw } from './iriw.js';
import { iriwAddrs } from './iriw-addrs.js';
import { iriwAqs } from './iriw-aqs.js';
import { iriwFenceRs } from './iriw-fence-rs.js';
import { iriwMfences } from './iriw-mfences.js';
import { isa2 } from './isa2.js';
import { isa2RlDataAq } from './isa2-rl-data-aq.js';
import { iwp23B } from './iwp2-3-b.js';
import { iwp26 } from './iwp2-6.js';
import { iwp27 } from './iwp2-7.js';
import { lb } from './lb.js';
import { lbAddrPoData } from './lb-addr-po-data.js';
import { lbAddrs } from './lb-addrs.js';
import { lbAqs } from './lb-aqs.js';
import { lbCtrls } from './lb-ctrls.js';
import { lbDatas } from './lb-datas.js';
import { lbMfencePo } from './lb-mfence-po.js';
import { lbMfences } from './lb-mfences.js';
import { lbPos } from './lb-pos.js';
import { lbRls } from './lb-rls.js';
import { lockAqRl } from './lock-aq-rl.js';
import { lockIncLockInc } from './lock-inc-lock-inc.js';
import { lockPoPo } from './lock-po-po.js';
import { mp } from './mp.js';
import { mpFenceRlFenceAq } from './mp-fence-rl-fence-aq.js';
import { mpFenceWAddr } from './mp-fence-w-addr.js';
import { mpFenceWCtrl } from './mp-fence-w-ctrl.js';
import { mpFenceWCtrlFenceR } from './mp-fence-w-ctrl-fence-r.js';
import { mpFenceWFenceR } from './mp-fence-w-fence-r.js';
import { mpFenceWSwapAq } from './mp-fence-w-swap-aq.js';
import { mpMfencePo } from './mp-mfence-po.js';
import { mpMfences } from './mp-mfences.js';
import { mpPoAq } from './mp-po-aq.js';
import { mpPoMfence } from './mp-po-mfence.js';
import { mpPoSwapAq } from './mp-po-swap-aq.js';
import { mpPos } from './mp-pos.js';
import { mpRlAddr } from './mp-rl-addr.js';
import { mpRlAq } from './mp-rl-aq.js';
import { mpRlPo } from './mp-rl-po.js';
import { mpSfenceLfence } from './mp-sfence-lfence.js';
import { mpXchgPo } from './mp-xchg-po.js';
import { n4b } from './n4b.js';
import { n5 } from './n5.js';
import { n6 } from './n6.js';
import { peterson } from './peterson.js';
import { ppoaa } from './ppoaa.js';
import { ppoca } from './ppoca.js';
import { r } from './r.js';
import { rMfencePo } from './r-mfence-po.js';
import { rMfences } from './r-mfences.js';
import { rPoMfence } from './r-po-mfence.js';
import { rdw } from './rdw.js';
import { rsw } from './rsw.js';
import { rwc } from './rwc.js';
import { rwcMfences } from './rwc-mfences.js';
import { rwcPoMfence } from './rwc-po-mfence.js';
import { s } from './s.js';
import { sMfencePo } from './s-mfence-po.js';
import { sMfences } from './s-mfences.js';
import { sPoMfence } from './s-po-mfence.js';
import { sRlData } from './s-rl-data.js';
import { sb } from './sb.js';
import { sbFences } from './sb-fences.js';
import { sbLockXadds } from './sb-lock-xadds.js';
import { sbMfencePo } from './sb-mfence-po.js';
import { sbMfences } from './sb-mfences.js';
import { sbRfiPos } from './sb-rfi-pos.js';
import { sbRlAqs } from './sb-rl-aqs.js';
import { sbSwapRlSwapAqs } from './sb-swap-rl-swap-aqs.js';
import { sbSwaps } from './sb-swaps.js';
import { sbXchgs } from './sb-xchgs.js';
import { spinlock } from './spinlock.js';
import { wrc } from './wrc.js';
import { wrcAddrs } from './wrc-addrs.js';
import { wrcMfences } from './wrc-mfences.js';
import { wrcRlAq } from './wrc-rl-aq.js';
import { wrr2w } from './wrr-2w.js';
import { wrwWr } from './wrw-wr.js';
import { wwc } from './wwc.js';
import { z63 } from './z6-3.js';

export const TESTS: readonly CatalogueTest[] = [
  sb,
  sbMfencePo,
  sbMfences,
  sbRfiPos,
  sbXchgs,
  sbLockXadds,
  w3Sb,
  amd3,
  amd5,
  amd10,
  lb,
  lbMfencePo,
  lbMfences,
  mp,
  mpMfencePo,
  mpPoMfence,
  mpMfences,
  mpSfenceLfence,
  mpXchgPo,
  iriw,
  iriwMfences,
  iwp27,
  iwp26,
  wrc,
  wrcMfences,
  isa2,
  rwc,
  rwcPoMfence,
  rwcMfences,
  wwc,
  wrr2w,
  wrwWr,
  z63,
  r,
  rMfencePo,
  rPoMfence,
  rMfences,
  s,
  sMfencePo,
  sPoMfence,
  sMfences,
  w22w,
  w22wMfencePo,
  w22wMfences,
  w22wSfences,
  corr,
  coww,
  corw1,
  corw2,
  cowr,
  iwp23B,
  n4b,
  n5,
  n6,
  incInc,
  lockIncLockInc,
  spinlock,
  peterson,
  sbFences,
  sbRlAqs,
  sbSwapRlSwapAqs,
  sbSwaps,
  mpPos,
  mpRlAq,
  mpRlPo,
  mpPoAq,
  mpFenceWFenceR,
  mpFenceRlFenceAq,
  mpFenceWAddr,
  mpFenceWCtrl,
  mpFenceWCtrlFenceR,
  mpFenceWSwapAq,
  mpPoSwapAq,
  mpRlAddr,
  lbPos,
  lbDatas,
  lbAddrs,
  lbCtrls,
  lbAqs,
  lbRls,
  lbAddrPoData,
  iriwAddrs,
  iriwAqs,
  iriwFenceRs,
  wrcAddrs,
  wrcRlAq,
  isa2RlDataAq,
  sRlData,
  w22wRls,
  corrFresh,
  ppoca,
  ppoaa,
  rsw,
  rdw,
  faddFadd,
  lockAqRl,
  lockPoPo,
  casCas,
];
