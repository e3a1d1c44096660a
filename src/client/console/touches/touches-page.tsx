import { Segmented } from 'antd';
import type { ComponentType } from 'react';
import { PageHead } from '../../ui/page-head';
import { MassSendList } from './mass-send-list';
import { RehearsalPanel } from './rehearsal-panel';
import { useTouchAddress, type View } from './touch-address';
import { TouchDesk } from './touch-desk';
import './touches.css';
import { WhyPanel } from './why-panel';

const parts: Record<View, { label: string; Part: ComponentType }> = {
  touches: { label: '触达', Part: TouchDesk },
  tasks: { label: '群发任务', Part: MassSendList },
  rehearsal: { label: '试算', Part: RehearsalPanel },
  why: { label: '为什么没有收到', Part: WhyPanel },
};
const options = Object.entries(parts).map(([value, { label }]) => ({ value: value as View, label })); // keys of `parts`

/** 推送: what goes out to whom and why, what reps have not sent yet, and what a day would bring. */
export function TouchesPage() {
  const { view, go } = useTouchAddress();
  const { Part } = parts[view];
  return (
    <>
      <PageHead title="推送" note="今天和之后 30 天要做的触达，每一条都有原因" />
      <Segmented
        aria-label="看什么"
        className="touch-views"
        value={view}
        options={options}
        onChange={(next) => go({ view: next === 'touches' ? null : next, run: null })}
      />
      <Part />
    </>
  );
}
